package miniredis.aof;

import module java.base;

/** A log file on a real disk. */
public final class DiskLogFile implements LogFile {

  /** Java copies what it writes into a buffer of its own first: keep that small. */
  private static final int MOST_AT_ONCE = 256 * 1024;

  private final FileChannel channel;

  private DiskLogFile(FileChannel channel) {
    this.channel = channel;
  }

  public static LogFile open(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.position(channel.size());
    return new DiskLogFile(channel);
  }

  @Override
  public int write(byte[] bytes, int from, int to) throws IOException {
    return channel.write(ByteBuffer.wrap(bytes, from, Math.min(to - from, MOST_AT_ONCE)));
  }

  /** Data and size, which is what reading it again needs; times may be lost. */
  @Override
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void truncate(long size) throws IOException {
    channel.truncate(size);
    channel.position(size);
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
