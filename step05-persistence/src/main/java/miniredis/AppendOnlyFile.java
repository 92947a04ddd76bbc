package miniredis;

import module java.base;

/**
 * The log: every change, as a client would send it. It is written before the reply leaves. It is
 * forced before that, too ("always"), or every second ("everysec"), or by the system ("no").
 *
 * <p>Writing is done under the database's lock, so the log has the order of the commands. Forcing
 * is slow and has a lock of its own, so that other commands run meanwhile. Whoever needs both locks
 * takes the database's first.
 */
final class AppendOnlyFile {
  private final Path path;
  private final String policy;
  private final UnaryOperator<LogFile> disk;
  private LogFile file;

  private volatile long written; // Bytes, so far. Changed under the database's lock.
  private long forced; // How many of them are forced. Changed under the lock for forcing.
  private volatile boolean closed;

  /** Changes that are not in the file yet. While the disk is full, it keeps them. */
  private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();

  /** During a rewrite: all changes since its snapshot was taken. Otherwise null. */
  private ByteArrayOutputStream sinceSnapshot;

  AppendOnlyFile(Path path, String policy, UnaryOperator<LogFile> disk) throws IOException {
    this.path = path;
    this.policy = policy;
    this.disk = disk;
    file = disk.apply(new LogFile.OnDisk(path));
    if (policy.equals("everysec")) Thread.startVirtualThread(this::forceEverySecond);
  }

  /** Runs a log. If it ends in the middle of a command, that half command is cut off. */
  static void replay(Path path, CommandTable table) throws IOException {
    long whole = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      RequestReader commands = new RequestReader(in);
      for (List<Bytes> words = commands.next(); words != null; words = commands.next()) {
        Reply reply = words.isEmpty() ? Reply.OK : table.run(words);
        if (reply instanceof Reply.Error(String text)) throw new IOException(text);
        whole = commands.position;
      }
    } catch (EOFException e) {
      System.err.println("mini Redis: " + path + " ends within a command, cut at byte " + whole);
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(whole);
      }
    } catch (ProtocolException | IOException e) {
      throw new IOException("byte %s of the log: %s".formatted(whole, e.getMessage()));
    }
  }

  /** Notes a change that is in memory already. This cannot fail, even if the disk is full. */
  void add(List<Bytes> words) {
    byte[] command = Effect.encode(words);
    unwritten.writeBytes(command);
    if (sinceSnapshot != null) sinceSnapshot.writeBytes(command);
  }

  /** Writes what has been noted. If the disk refuses, the client gets an error. */
  void write() {
    try {
      if (unwritten.size() == 0) return;
      file.append(unwritten.toByteArray());
      written = written + unwritten.size();
      unwritten.reset();
    } catch (IOException e) {
      throw new CommandException(Errors.LOG_FAILS + e.getMessage());
    }
  }

  /** Under "always", returns when all that was written before is forced. */
  void beforeReply() throws IOException {
    if (policy.equals("always")) force();
  }

  /** Whoever gets in first forces for all who wait: they find their bytes forced, and leave. */
  private void force() throws IOException {
    long mine = written;
    synchronized (this) {
      if (forced >= mine) return;
      long all = written;
      file.force();
      forced = all;
    }
  }

  private void forceEverySecond() {
    while (!closed) {
      LockSupport.parkNanos(1_000_000_000);
      try {
        force();
      } catch (IOException e) {
        System.err.println("mini Redis: " + path + " cannot be forced: " + e.getMessage());
      }
    }
  }

  /** Makes the log short again: commands that make each key anew give the same data. */
  void startRewrite(List<Database.Entry> snapshot, ReentrantLock lock) {
    if (sinceSnapshot != null) throw new CommandException(Errors.REWRITING);
    sinceSnapshot = new ByteArrayOutputStream();
    Thread.startVirtualThread(() -> rewrite(snapshot, lock));
  }

  private void rewrite(List<Database.Entry> snapshot, ReentrantLock lock) {
    try {
      Path fresh;
      try {
        fresh = LogFile.fresh(path, Effect.encodeAll(snapshot));
      } finally {
        lock.lock(); // Taken late, because the new file takes long. Taken also if it has failed.
      }
      switchTo(fresh);
    } catch (IOException e) {
      System.err.println("mini Redis: " + path + " cannot be rewritten: " + e.getMessage());
    } finally {
      sinceSnapshot = null;
      lock.unlock();
    }
  }

  /** Clients wait for this part only. It puts behind the snapshot what came meanwhile. */
  private synchronized void switchTo(Path fresh) throws IOException {
    LogFile next = disk.apply(new LogFile.OnDisk(fresh));
    next.append(sinceSnapshot.toByteArray());
    next.force();
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
    file.close();
    file = next;
    unwritten.reset();
    forced = written;
  }

  void close() throws IOException {
    closed = true;
    force();
    file.close();
  }
}
