package miniredis;

import module java.base;

/**
 * The log: every change, as a client would send it. To have the data back, run the log. A change is
 * written before its reply leaves; how soon it is forced is the policy: before the reply leaves
 * ("always"), within a second ("everysec"), or when the system likes ("no").
 *
 * <p>Writing is done under the database's lock, so the log has the order of the commands. Forcing
 * is slow and has a lock of its own: while some wait for the disk, others run their commands, and
 * one force is for all who wait.
 */
final class AppendOnlyFile {
  private final Path path;
  private final String policy;
  private final UnaryOperator<LogFile> disk;
  private LogFile file;
  private volatile long written;
  private long forced;
  private volatile boolean closed;

  /** What is not in the file yet: with a full disk that may take a while. */
  private final ByteArrayOutputStream unwritten = new ByteArrayOutputStream();

  /** What has changed since a rewrite began, or null. */
  private ByteArrayOutputStream sinceSnapshot;

  AppendOnlyFile(Path path, String policy, UnaryOperator<LogFile> disk) throws IOException {
    this.path = path;
    this.policy = policy;
    this.disk = disk;
    file = disk.apply(new LogFile.OnDisk(path));
    if (policy.equals("everysec")) Thread.startVirtualThread(this::forceEverySecond);
  }

  /** Where the log ends within a command, writing was cut short: that half command is cut off. */
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

  /** Never fails: what has been done must not be forgotten. */
  void add(List<Bytes> words) {
    byte[] command = Effect.encode(words);
    unwritten.writeBytes(command);
    if (sinceSnapshot != null) sinceSnapshot.writeBytes(command);
  }

  /** Fails, and the command with it, for as long as the disk does. */
  void write() {
    try {
      if (unwritten.size() == 0) return;
      file.append(unwritten.toByteArray());
      written += unwritten.size();
      unwritten.reset();
    } catch (IOException e) {
      throw new CommandException(Errors.LOG_FAILS + e.getMessage());
    }
  }

  /** Many wait here at once, and the first forces what all of them have written. */
  void beforeReply() throws IOException {
    if (policy.equals("always")) force();
  }

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

  /** A log grows for ever; one command for each key of a snapshot leads to the same data. */
  void startRewrite(List<Database.Entry> snapshot, ReentrantLock lock) {
    if (sinceSnapshot != null) throw new CommandException(Errors.REWRITING);
    sinceSnapshot = new ByteArrayOutputStream();
    Thread.startVirtualThread(() -> rewrite(snapshot, lock));
  }

  private void rewrite(List<Database.Entry> snapshot, ReentrantLock lock) {
    try {
      Path fresh = LogFile.fresh(path, Effect.encodeAll(snapshot));
      lock.lock();
      switchTo(fresh);
    } catch (IOException e) {
      System.err.println("mini Redis: " + path + " cannot be rewritten: " + e.getMessage());
    } finally {
      if (!lock.isHeldByCurrentThread()) lock.lock();
      sinceSnapshot = null;
      lock.unlock();
    }
  }

  /** The only moment for which clients wait: what they did meanwhile is put behind the snapshot. */
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
