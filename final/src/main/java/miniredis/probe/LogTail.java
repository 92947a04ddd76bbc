package miniredis.probe;

import module java.base;

/**
 * What is known of a file of the log: how much was written, how much of that is forced to the disk,
 * and its last bytes. Safe on any thread.
 */
final class LogTail {

  private static final int MOST_BYTES = 400;

  /** Cuts off all but the first bytes of the file. */
  @FunctionalInterface
  interface Cut {
    void to(long size) throws IOException;
  }

  /** A moment of it. */
  record Moment(String name, long written, long forced, byte[] tail) {

    long tailFrom() {
      return written - tail.length;
    }
  }

  private final Path path;
  private final Cut cut;
  private long written;
  private long forced;
  private byte[] tail;

  /**
   * A file that was just opened, and whose content is forced.
   *
   * @param path what it is called, or will be soon
   * @throws IOException if it cannot be read
   */
  LogTail(Path path, Path current, Cut cut) throws IOException {
    this.path = path;
    this.cut = cut;
    written = forced = Files.size(current);
    tail = end(current, written);
  }

  private static byte[] end(Path path, long size) throws IOException {
    int length = (int) Math.min(MOST_BYTES, size);
    ByteBuffer end = ByteBuffer.allocate(length);
    try (FileChannel channel = FileChannel.open(path)) {
      while (end.hasRemaining() && channel.read(end, size - length + end.position()) >= 0) {}
    }
    return Arrays.copyOf(end.array(), end.position());
  }

  /** These bytes were written at its end. */
  synchronized void wrote(byte[] bytes, int from, int to) {
    written += to - from;
    int fresh = Math.min(MOST_BYTES, to - from);
    int kept = Math.min(tail.length, MOST_BYTES - fresh);
    byte[] next =
        Arrays.copyOf(Arrays.copyOfRange(tail, tail.length - kept, tail.length), kept + fresh);
    System.arraycopy(bytes, to - fresh, next, kept, fresh);
    tail = next;
  }

  synchronized long written() {
    return written;
  }

  /** A force has ended that began when so many bytes were written. */
  synchronized void forced(long bytes) {
    forced = Math.max(forced, Math.min(bytes, written));
  }

  /** It was made shorter. */
  synchronized void truncated(long size) {
    tail = Arrays.copyOf(tail, (int) Math.max(0, tail.length - (written - size)));
    written = size;
    forced = Math.min(forced, size);
  }

  /** Cuts off what is not forced; how many bytes that was. */
  synchronized long cut() throws IOException {
    long lost = written - forced;
    if (lost > 0) cut.to(forced);
    return lost;
  }

  synchronized Moment moment() {
    return new Moment(path.getFileName().toString(), written, forced, tail);
  }
}
