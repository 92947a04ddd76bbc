package miniredis;

import module java.base;

/** Writes a snapshot as Redis does. At its end stands a checksum of all bytes before it. */
final class RdbWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static byte[] write(List<Database.Entry> snapshot) {
    RdbWriter writer = new RdbWriter();
    writer.out.writeBytes("REDIS0010".getBytes(StandardCharsets.ISO_8859_1));
    for (Database.Entry entry : snapshot) writer.entry(entry);
    writer.out.write(RdbReader.END);
    writer.number(Crc64.of(writer.out.toByteArray(), writer.out.size()));
    return writer.out.toByteArray();
  }

  private void entry(Database.Entry entry) {
    if (entry.deadline() != Expiry.NEVER) {
      out.write(RdbReader.DEADLINE);
      number(entry.deadline());
    }
    out.write(RdbReader.STRING);
    string(entry.key());
    string(entry.value());
  }

  private void string(Bytes string) {
    length(string.array().length);
    out.writeBytes(string.array());
  }

  /** Eight bytes, the lowest first. */
  private void number(long number) {
    out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array());
  }

  /** One byte up to 63, otherwise the byte 128 and four more, the highest first. */
  private void length(int length) {
    if (length < 64) out.write(length);
    else out.writeBytes(ByteBuffer.allocate(5).put((byte) 128).putInt(length).array());
  }
}
