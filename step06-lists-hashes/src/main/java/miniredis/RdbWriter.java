package miniredis;

import module java.base;

/**
 * Writes a snapshot as Redis does: the word REDIS and a version, then one entry after the other, at
 * the end a checksum of it all. Redis opens our file, and we open Redis's.
 */
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
    switch (entry.value()) {
      case StringValue(Bytes bytes) -> {
        out.write(RdbReader.STRING);
        string(entry.key());
        string(bytes);
      }
      case ListValue list -> {
        out.write(RdbReader.LIST);
        string(entry.key());
        length(list.length());
        list.elements().forEach(this::string);
      }
      case HashValue(Map<Bytes, Bytes> fields) -> {
        out.write(RdbReader.HASH);
        string(entry.key());
        length(fields.size());
        fields.forEach((field, value) -> List.of(field, value).forEach(this::string));
      }
    }
  }

  private void string(Bytes string) {
    length(string.array().length);
    out.writeBytes(string.array());
  }

  /** Eight bytes, the lowest first. */
  private void number(long number) {
    for (int i = 0; i < 64; i += 8) out.write((int) (number >> i));
  }

  /** One byte up to 63, else a 128 and four bytes. Redis has shorter forms for what is between. */
  private void length(int length) {
    if (length > 63) {
      for (int part : new int[] {128, length >> 24, length >> 16, length >> 8}) out.write(part);
    }
    out.write(length);
  }
}
