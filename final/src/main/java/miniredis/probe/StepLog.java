package miniredis.probe;

import module java.base;

import java.lang.reflect.Proxy;

/**
 * The log of a step, with a {@link LogTail} between it and its file: a proxy in the place of the
 * step's own port for the disk, and of each that a rewrite opens later.
 */
final class StepLog {

  private final Disk disk = new Disk();
  private final Object log;
  private final Class<?> port;
  private final Path path;

  /**
   * Gets between the log and its file. No client may be there yet.
   *
   * @param log the step's AppendOnlyFile
   * @param port its interface LogFile
   */
  StepLog(Object log, Class<?> port) throws IOException {
    this.log = log;
    this.port = port;
    path = Reflected.field(log, "path", Path.class);
    @SuppressWarnings("unchecked")
    UnaryOperator<Object> opened = Reflected.field(log, "disk", UnaryOperator.class);
    UnaryOperator<Object> watched = file -> watched(opened.apply(file), rewritten());
    Reflected.set(log, "disk", watched);
    Reflected.set(log, "file", watched(Reflected.field(log, "file"), path));
  }

  Disk disk() {
    return disk;
  }

  View view() {
    LogTail last = disk.last();
    if (last == null) return new View.Unseen("The log is closed.");
    LogTail.Moment now = last.moment();
    String policy = Reflected.field(log, "policy", String.class);
    boolean rewriting = Reflected.field(log, "sinceSnapshot") != null;
    return new View.Log(
        path.getFileName().toString(),
        now.written(),
        now.forced(),
        Base64.getEncoder().encodeToString(now.tail()),
        now.tailFrom(),
        policy,
        rewriting);
  }

  /** The name that a new file has until it takes the old one's place. */
  private Path rewritten() {
    Path fresh = path.resolveSibling("temp-" + path.getFileName());
    return Files.exists(fresh) ? fresh : path;
  }

  private Object watched(Object file, Path current) {
    FileChannel channel = channel(file, 3);
    LogTail.Cut cut = channel == null ? this::cutByName : channel::truncate;
    try {
      LogTail tail = disk.add(new LogTail(path, current, cut));
      InvocationHandler handler = (_, method, arguments) -> invoke(tail, file, method, arguments);
      return Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void cutByName(long size) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  /** The channel that a file of the step writes to, itself or one that it wraps; or null. */
  private FileChannel channel(Object file, int depth) {
    if (file == null || depth == 0) return null;
    if (Reflected.hasField(file, "channel")) {
      return Reflected.field(file, "channel") instanceof FileChannel channel ? channel : null;
    }
    return Reflected.hasField(file, "file")
        ? channel(Reflected.field(file, "file"), depth - 1)
        : null;
  }

  private Object invoke(LogTail tail, Object file, Method method, Object[] arguments)
      throws Throwable {
    disk.power().lock();
    try {
      method.setAccessible(true);
      long before = tail.written();
      Object result = method.invoke(file, arguments);
      switch (method.getName()) {
        case "append" -> tail.wrote((byte[]) arguments[0], 0, ((byte[]) arguments[0]).length);
        case "force" -> tail.forced(before);
        case "close" -> disk.remove(tail);
        default -> {}
      }
      return result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      disk.power().unlock();
    }
  }
}
