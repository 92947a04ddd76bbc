package miniredis;

import module java.base;

/**
 * Reads an RDB file, ours or Redis's. It is checked as a whole before a byte of it is believed.
 * What we cannot hold is refused by its name: to pass over it would be to lose it without a word.
 */
final class RdbReader {
  static final int STRING = 0;
  static final int DEADLINE = 252;
  static final int END = 255;
  private static final String NAMES =
      "list,set,sorted set,hash,sorted set,module,module,?,zipmap,ziplist,intset,"
          + "packed sorted set,packed hash,quicklist,stream,packed hash,packed sorted set,"
          + "quicklist,stream,packed set,stream";

  private final ByteBuffer in;
  private final Database database;

  private RdbReader(byte[] file, Database database) {
    in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    this.database = database;
  }

  static void read(Path path, Database database) throws IOException {
    RdbReader reader = new RdbReader(Files.readAllBytes(path), database);
    try {
      reader.check();
      reader.entries();
    } catch (RuntimeException e) {
      throw new IOException("the RDB file is damaged, or is none");
    }
  }

  private void check() throws IOException {
    String head = new Bytes(bytes(9)).toString();
    if (!head.matches("REDIS0+([5-9]|10)")) throw new IOException("no RDB file of version 5 to 10");
    int end = in.limit() - 8;
    long checksum = in.getLong(end);
    // Redis writes a 0 if it was told not to reckon.
    boolean right = checksum == 0 || checksum == Crc64.of(in.array(), end);
    if (!right) throw new IOException("the RDB file is damaged: its checksum is wrong");
  }

  private void entries() throws IOException {
    long deadline = Expiry.NEVER;
    for (int type = in.get() & 0xff; type != END; type = in.get() & 0xff) {
      switch (type) {
        case 248 -> length(); // How long nobody has asked for the key that follows.
        case 249 -> in.get(); // How often it was asked for.
        case 250 -> List.of(string(), string()); // Who wrote the file, and when.
        case 251 -> List.of(length(), length()); // How many keys there are.
        case DEADLINE -> deadline = in.getLong();
        case 254 -> {
          if (length() != 0) throw new IOException("the RDB file has more than one database");
        }
        default -> {
          Bytes key = string();
          database.put(key, value(type, key));
          database.expireAt(key, deadline);
          deadline = Expiry.NEVER;
        }
      }
    }
  }

  private Bytes value(int type, Bytes key) throws IOException {
    if (type == STRING) return string();
    String[] names = NAMES.split(",");
    String name = type <= names.length ? names[type - 1] : "?";
    throw new IOException("the RDB file's key '%s' is a %s".formatted(key, name));
  }

  /** Redis writes digits as a number, and packs a long string if that makes it shorter. */
  private Bytes string() {
    int first = in.get(in.position()) & 0xff;
    if (first < 192) return new Bytes(bytes(length()));
    in.get();
    return switch (first) {
      case 192 -> Bytes.of("" + in.get());
      case 193 -> Bytes.of("" + in.getShort());
      case 194 -> Bytes.of("" + in.getInt());
      default -> {
        int packed = length();
        int unpacked = length();
        yield new Bytes(Lzf.unpack(ByteBuffer.wrap(bytes(packed)), unpacked));
      }
    };
  }

  private byte[] bytes(int count) {
    if (count > in.remaining()) throw new BufferUnderflowException();
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private int length() {
    int first = in.get() & 0xff;
    if (first < 64) return first;
    return first < 128 ? (first & 63) << 8 | in.get() & 0xff : Integer.reverseBytes(in.getInt());
  }
}
