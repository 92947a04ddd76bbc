package miniredis.rdb;

import module java.base;

/**
 * Passes bytes on and adds their checksum at the end, so that it is worked out on the thread that
 * writes the file. For one thread at a time.
 */
public final class ChecksumStream extends OutputStream {

  private final OutputStream out;
  private final boolean wanted;
  private long crc;
  private long count;

  /** Without {@code wanted} the checksum is 0, which readers take for none. */
  public ChecksumStream(OutputStream out, boolean wanted) {
    this.out = out;
    this.wanted = wanted;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (wanted) crc = Crc64.update(crc, bytes, from, from + length);
    out.write(bytes, from, length);
    count += length;
  }

  /** Adds the checksum, its lowest byte first. */
  public void finish() throws IOException {
    byte[] end = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(crc).array();
    out.write(end);
    count += end.length;
    out.flush();
  }

  /** Bytes written so far. */
  public long count() {
    return count;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
