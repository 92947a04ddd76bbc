package miniredis;

import module java.base;

/** The two files, the log (AOF) and the snapshot (RDB), and the commands about them. */
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
    table.add("LASTSAVE", 1, call -> new Reply.Int(lastSave));
    table.add("BGREWRITEAOF", 1, this::bgRewriteAof);
    table.add("CONFIG", 3, this::config);
    table.add("SHUTDOWN", -1, this::shutdown);
    table.add("SELECT", 2, this::select);
  }

  /** Loads the data that an earlier run has left. If there are both files, it takes the log. */
  void load(CommandTable table) throws IOException {
    addTo(table);
    boolean logged = config.appendOnly.equals("yes");
    try {
      Files.createDirectories(logFile.getParent());
      database.loading = true;
      if (logged && Files.exists(logFile)) AppendOnlyFile.replay(logFile, table);
      else if (Files.exists(snapshotFile)) RdbReader.read(snapshotFile, database);
      database.loading = false;
      if (logged) openLog();
    } catch (IOException e) {
      throw new IOException("--dir " + config.dir + " cannot be used: " + e.getMessage());
    }
  }

  private void openLog() throws IOException {
    // The log must hold all data, so a new one begins with what the snapshot has brought.
    byte[] loaded = Effect.encodeAll(database.exclusively(database::snapshot));
    if (!Files.exists(logFile)) LogFile.replace(logFile, loaded);
    UnaryOperator<LogFile> disk = config.powerCut ? LogFile.Forgetful::new : file -> file;
    database.log = new AppendOnlyFile(logFile, config.appendFsync, disk);
  }

  /** All clients wait until the file is on the disk. */
  private Reply save(Call call) {
    if (saving) throw new CommandException(Errors.SAVING);
    if (!write(database.snapshot())) throw new CommandException(Errors.SAVE_FAILED);
    return Reply.OK;
  }

  /** Clients wait only for the copy. Another thread writes the file. */
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

  /** Without a listener the server stops, as after Ctrl-C: it first finishes its replies. */
  private Reply shutdown(Call call) {
    String how = call.rest().map(Bytes::toString).collect(Collectors.joining(" "));
    if (how.equalsIgnoreCase("SAVE")) save(call);
    else if (!how.matches("(?i)(NOSAVE)?")) throw new CommandException(Errors.SYNTAX);
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Reply.None();
  }

  /** Redis has 16 databases, with numbers, and its logs begin with a SELECT. We have one. */
  private Reply select(Call call) {
    if (call.number(1) != 0) throw new CommandException(Errors.DATABASE_INDEX);
    return Reply.OK;
  }
}
