package miniredis;

import module java.base;

/**
 * Reads an RDB file, ours or Redis's. First the checksum of the whole file is checked. A value of a
 * kind that we do not have is an error: if we left it out, the next SAVE would lose it for ever.
 */
record RdbReader(ByteBuffer in, Database database) {
  static final int STRING = 0;
  static final int DEADLINE = 252;
  static final int END = 255;
  private static final String NAMES =
      "list,set,sorted set,hash,sorted set,module,module,?,zipmap,ziplist,intset,"
          + "packed sorted set,packed hash,quicklist,stream,packed hash,packed sorted set,"
          + "quicklist,stream,packed set,stream";

  static void read(Path path, Database database) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    RdbReader reader = new RdbReader(in, database);
    try {
      reader.check();
      reader.entries();
    } catch (BufferUnderflowException | BufferOverflowException e) {
      // The file ends too soon, or holds more than it says. No other exception is the file's fault.
      throw new IOException("the RDB file is damaged, or is none");
    }
  }

  private void check() throws IOException {
    String head = new Bytes(bytes(9)).toString();
    if (!head.matches("REDIS0+([5-9]|10)")) throw new IOException("no RDB file of version 5 to 10");
    int end = in.limit() - 8;
    long checksum = in.getLong(end);
    // A 0 stands for "no checksum": Redis can be told to leave it out.
    boolean right = checksum == 0 || checksum == Crc64.of(in.array(), end);
    if (!right) throw new IOException("the RDB file is damaged: its checksum is wrong");
  }

  private void entries() throws IOException {
    long deadline = Expiry.NEVER;
    for (int type = in.get() & 0xff; type != END; type = in.get() & 0xff) {
      switch (type) {
        case 248 -> length(); // How long ago the next key was used.
        case 249 -> in.get(); // How often it was used.
        case 250 -> {
          string(); // The name of a note, such as "redis-ver",
          string(); // and what it says.
        }
        case 251 -> {
          length(); // How many keys there are,
          length(); // and how many of them have a deadline.
        }
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
    int first = in.get() & 0xff;
    return switch (first) {
      case 192 -> Bytes.of("" + in.get());
      case 193 -> Bytes.of("" + in.getShort());
      case 194 -> Bytes.of("" + in.getInt());
      case 195 -> {
        int packed = length();
        int unpacked = length();
        yield new Bytes(Lzf.unpack(ByteBuffer.wrap(bytes(packed)), unpacked));
      }
      default -> new Bytes(bytes(length(first)));
    };
  }

  private byte[] bytes(int count) {
    if (count > in.remaining()) throw new BufferUnderflowException();
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private int length() {
    return length(in.get() & 0xff);
  }

  /** The first byte says how long the length itself is: one byte, two, or five. */
  private int length(int first) {
    if (first < 64) return first;
    if (first < 128) return ((first & 63) << 8) + (in.get() & 0xff);
    int length = Integer.reverseBytes(in.getInt());
    if (first > 128 || length < 0) throw new BufferUnderflowException();
    return length;
  }
}
