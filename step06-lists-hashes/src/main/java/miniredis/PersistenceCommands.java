package miniredis;

import module java.base;

/**
 * The two files, and the commands about them. The log (AOF) has every change and is up to date; the
 * snapshot (RDB) is small and quick to load, but as old as the last SAVE.
 */
final class PersistenceCommands {
  private final Config config;
  private final Database database;
  private final Closeable listener;
  private final Path logFile;
  private final Path snapshotFile;
  private volatile boolean saving;
  private volatile long lastSave = System.currentTimeMillis() / 1000;

  PersistenceCommands(Config config, Database database, Closeable listener) {
    this.config = config;
    this.database = database;
    this.listener = listener;
    logFile = Path.of(config.dir, "appendonly.aof").toAbsolutePath();
    snapshotFile = Path.of(config.dir, config.dbFilename).toAbsolutePath();
  }

  private void addTo(CommandTable table) {
    table.add("SAVE", 1, this::save);
    table.add("BGSAVE", 1, this::bgSave);
    table.add("LASTSAVE", 1, this::lastSave);
    table.add("BGREWRITEAOF", 1, this::bgRewriteAof);
    table.add("CONFIG", 3, this::config);
    table.add("SHUTDOWN", -1, this::shutdown);
    table.add("SELECT", 2, this::select);
  }

  /** Loads what an earlier life has left. If there are both files the log wins. */
  void load(CommandTable table) throws IOException {
    addTo(table);
    boolean logged = config.appendOnly.equals("yes");
    try {
      Files.createDirectories(logFile.getParent());
      database.loading = true;
      if (logged && Files.exists(logFile)) AppendOnlyFile.replay(logFile, table);
      else if (Files.exists(snapshotFile)) RdbReader.read(snapshotFile, database);
      database.loading = false;
      if (!logged) return;
      // A log must tell the whole story: a new one begins with what was loaded.
      byte[] story = Effect.encodeAll(database.exclusively(database::snapshot));
      if (!Files.exists(logFile)) LogFile.replace(logFile, story);
      UnaryOperator<LogFile> disk = config.powerCut ? LogFile.Forgetful::new : file -> file;
      database.log = new AppendOnlyFile(logFile, config.appendFsync, disk);
    } catch (IOException e) {
      throw new IOException("--dir " + config.dir + ": " + e.getMessage());
    }
  }

  /** Everybody waits until the file is written. */
  private Reply save(Call call) {
    if (saving) throw new CommandException(Errors.SAVING);
    if (!write(database.snapshot())) throw new CommandException(Errors.SAVE_FAILED);
    return Reply.OK;
  }

  /** Everybody waits for the copy only. The file is written by a thread of its own. */
  private Reply bgSave(Call call) {
    if (saving) throw new CommandException(Errors.SAVING);
    saving = true;
    List<Database.Entry> snapshot = database.snapshot();
    Thread.startVirtualThread(() -> write(snapshot));
    return new Reply.Text("Background saving started");
  }

  private boolean write(List<Database.Entry> snapshot) {
    try {
      LogFile.replace(snapshotFile, RdbWriter.write(snapshot));
      lastSave = System.currentTimeMillis() / 1000;
      return true;
    } catch (IOException e) {
      System.err.println("mini Redis: cannot save: " + e);
      return false;
    } finally {
      saving = false;
    }
  }

  private Reply lastSave(Call call) {
    return new Reply.Int(lastSave);
  }

  private Reply bgRewriteAof(Call call) {
    if (database.log == null) throw new CommandException(Errors.NO_LOG);
    database.log.startRewrite(database.snapshot(), database.lock);
    return new Reply.Text("Background append only file rewriting started");
  }

  /** Only CONFIG GET, and no patterns. */
  private Reply config(Call call) {
    if (!call.arg(1).toString().equalsIgnoreCase("GET")) throw new CommandException(Errors.SYNTAX);
    String value =
        switch (call.arg(2).toString().toLowerCase(Locale.ROOT)) {
          case "dir" -> logFile.getParent().normalize().toString();
          case "dbfilename" -> config.dbFilename;
          case "appendonly" -> config.appendOnly;
          case "appendfsync" -> config.appendFsync;
          case "save" -> "";
          default -> null;
        };
    if (value == null) return new Reply.Array(List.of());
    return new Reply.Array(List.of(new Reply.Bulk(call.arg(2)), new Reply.Bulk(Bytes.of(value))));
  }

  /** The end of the listener is the end of the server; what is under way is finished first. */
  private Reply shutdown(Call call) {
    String how =
        call.words().size() == 2 ? call.arg(1).toString().toUpperCase(Locale.ROOT) : "NOSAVE";
    if (how.equals("SAVE")) save(call);
    else if (!how.equals("NOSAVE")) throw new CommandException(Errors.SYNTAX);
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Reply.None();
  }

  /** Redis's logs begin with the number of the database. */
  private Reply select(Call call) {
    if (call.number(1) != 0) throw new CommandException(Errors.DATABASE_INDEX);
    return Reply.OK;
  }
}
