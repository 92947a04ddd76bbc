package miniredis.tools;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.rdb.Crc64;
import miniredis.rdb.Lzf;
import miniredis.rdb.Rdb;
import miniredis.value.ListPack;

/**
 * A snapshot byte by byte: offset, bytes, meaning. For people who want to see what the manual says.
 *
 * <p>It reads on its own and believes nothing: what does not fit is said with its place, and that
 * is the end. Small values are taken apart to the last element.
 */
final class RdbExplain {

  private static final int BYTES_A_LINE = 8;
  private static final int MOST_SHOWN = 48;
  private static final long LARGEST = 1 << 28;

  /** Said of bytes that cannot be what they should be. */
  private static final class Nonsense extends RuntimeException {
    Nonsense(String message) {
      super(message);
    }
  }

  private final byte[] file;
  private final PrintStream out;
  private int at;

  private RdbExplain(byte[] file, PrintStream out) {
    this.file = file;
    this.out = out;
  }

  static boolean run(List<String> arguments, PrintStream out) throws IOException {
    Path path = ToolMain.file(arguments);
    if (Files.size(path) > LARGEST)
      throw new IOException(path + " is too large to be read line by line");
    RdbExplain explain = new RdbExplain(Files.readAllBytes(path), out);
    try {
      explain.all();
      return true;
    } catch (Nonsense bad) {
      throw new IOException("byte " + explain.at + " of " + path + ": " + bad.getMessage());
    }
  }

  private void all() {
    int from = at;
    String magic = latin(take(9));
    if (!magic.matches("REDIS\\d{4}"))
      throw new Nonsense("a snapshot begins with REDIS and a version");
    int version = Integer.parseInt(magic.substring(5));
    line(from, "an RDB file of version " + version);
    while (true) {
      from = at;
      int code = octet();
      switch (code) {
        case Rdb.AUX -> {
          line(from, "a remark of the writer:");
          string("its name");
          string("what it says");
        }
        case Rdb.SELECTDB -> {
          line(from, "what follows is of another database:");
          length("its number");
        }
        case Rdb.RESIZEDB -> {
          line(from, "how much is to come:");
          length("keys");
          length("keys with a deadline");
        }
        case Rdb.EXPIRETIME_MS -> {
          long deadline = little(8);
          line(from, "the next key dies at " + moment(deadline));
        }
        case Rdb.EXPIRETIME -> {
          long deadline = little(4) * 1000;
          line(from, "the next key dies at " + moment(deadline) + ", in the older form of seconds");
        }
        case Rdb.IDLE -> {
          line(from, "the next key was not used for some time:");
          length("seconds");
        }
        case Rdb.FREQ -> line(from, "how often the next key was used: " + octet());
        case Rdb.EOF -> {
          line(from, "the end of the data");
          checksum(version);
          return;
        }
        default -> value(code, from);
      }
    }
  }

  private static String moment(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  /** The checksum is of all bytes before it; files before version 5 have none. */
  private void checksum(int version) {
    if (version >= 5) {
      int from = at;
      long expected = Crc64.update(0, file, 0, from);
      long found = little(8);
      if (found == 0) line(from, "no checksum: the writer was told to leave it out");
      else if (found == expected) line(from, "the checksum of all that, and it is right");
      else throw new Nonsense("the checksum should be %016x".formatted(expected));
    }
    if (at < file.length) line(at, (file.length - at) + " bytes more, of something else");
  }

  // Values

  private void value(int type, int from) {
    String name = Rdb.typeName(type);
    line(from, type + ": " + (name.startsWith("unknown") ? name : "a " + name + form(type)));
    string("its key");
    switch (type) {
      case Rdb.STRING -> string("its value");
      case Rdb.LIST -> repeat(length("elements"), 1, i -> string("element " + i));
      case Rdb.HASH ->
          repeat(
              length("fields"),
              2,
              i -> {
                string("field " + i);
                string("its value");
              });
      case Rdb.LIST_QUICKLIST ->
          repeat(length("nodes"), 1, i -> string("node " + i + ", a ziplist"));
      case Rdb.LIST_QUICKLIST_2 -> repeat(length("nodes"), 2, this::node);
      case Rdb.HASH_LISTPACK -> pack(string("fields and values in turns, packed"), "");
      case Rdb.HASH_ZIPLIST, Rdb.LIST_ZIPLIST -> string("all of it, packed as a ziplist");
      case Rdb.HASH_ZIPMAP -> string("all of it, packed as a zipmap");
      default -> throw new Nonsense("values of this type are not known here: " + name);
    }
  }

  private static String form(int type) {
    return switch (type) {
      case Rdb.HASH_LISTPACK -> ", packed";
      case Rdb.LIST_QUICKLIST, Rdb.LIST_QUICKLIST_2 -> " of packs";
      default -> "";
    };
  }

  private void node(int number) {
    long kind = length("node " + number + " is: 1 plain, 2 packed");
    Bytes content = string(kind == Rdb.PLAIN_NODE ? "the element" : "its elements, packed");
    if (kind == Rdb.PACKED_NODE) pack(content, "");
  }

  /** The elements of a pack have no line of bytes: the pack may stand there compressed. */
  private void pack(Bytes packed, String indent) {
    try {
      ListPack pack = ListPack.of(packed.array());
      int number = 0;
      for (int place = pack.first(); place != ListPack.NONE; place = pack.next(place)) {
        String kind = pack.isNumber(place) ? "a number" : "a string";
        String text = "%s  - %s, %s".formatted(indent, shown(pack.get(place)), kind);
        if (number++ < MOST_SHOWN) out.printf("%38s%s%n", "", text);
      }
      if (number > MOST_SHOWN) out.printf("%38s  - and %d more%n", "", number - MOST_SHOWN);
    } catch (IllegalArgumentException bad) {
      throw new Nonsense("the pack is damaged: " + bad.getMessage());
    }
  }

  private void repeat(long count, int least, IntConsumer each) {
    if (count > (file.length - at) / least) throw new Nonsense("so many cannot follow: " + count);
    for (int i = 1; i <= count; i++) each.accept(i);
  }

  // Lengths and strings

  private long length(String meaning) {
    int from = at;
    int first = octet();
    if (first >> 6 == 3) throw new Nonsense("a string's form where a length should be");
    long length = length(first);
    line(from, meaning + ": " + length);
    return length;
  }

  private long length(int first) {
    long length =
        switch (first >> 6) {
          case 0 -> first;
          case 1 -> (first & 0x3fL) << 8 | octet();
          default ->
              switch (first) {
                case 0x80 -> big(4);
                case 0x81 -> big(8);
                default -> throw new Nonsense("unknown form of a length: " + first);
              };
        };
    if (length < 0) throw new Nonsense("an impossible length");
    return length;
  }

  private Bytes string(String meaning) {
    int from = at;
    int first = octet();
    if (first >> 6 != 3) {
      long length = length(first);
      int begin = at;
      Bytes content = Bytes.wrap(take(length));
      line(from, begin, meaning + ", " + bytes(length) + ":");
      line(begin, shown(content));
      return content;
    }
    int form = first & 0x3f;
    if (form == Rdb.LZF) return compressed(from, meaning);
    if (form > Rdb.INT32) throw new Nonsense("unknown form of a string: " + form);
    int size = 1 << form;
    long number = little(size) << 64 - 8 * size >> 64 - 8 * size;
    line(from, "%s, kept as a number of %s: %d".formatted(meaning, bytes(size), number));
    return Bytes.of(number);
  }

  private Bytes compressed(int from, String meaning) {
    long size = length(octet());
    long length = length(octet());
    if (length > Lzf.mostFrom(size)) throw new Nonsense("so much cannot come of so little");
    int begin = at;
    byte[] packed = take(size);
    byte[] content = Lzf.decompress(packed, 0, packed.length, (int) length);
    if (content == null) throw new Nonsense("compressed data is damaged");
    line(from, begin, "%s, %s compressed to %d:".formatted(meaning, bytes(length), size));
    line(begin, shown(Bytes.wrap(content)));
    return Bytes.wrap(content);
  }

  // Bytes

  private int octet() {
    if (at >= file.length) throw new Nonsense("the file ends too early");
    return file[at++] & 0xff;
  }

  private byte[] take(long count) {
    if (count > file.length - at) throw new Nonsense(count + " bytes announced, more than follow");
    at += (int) count;
    return Arrays.copyOfRange(file, at - (int) count, at);
  }

  private long little(int size) {
    long number = 0;
    for (int i = 0; i < size; i++) number |= (long) octet() << 8 * i;
    return number;
  }

  private long big(int size) {
    long number = 0;
    for (int i = 0; i < size; i++) number = number << 8 | octet();
    return number;
  }

  private static String bytes(long count) {
    return count == 1 ? "1 byte" : count + " bytes";
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String shown(Bytes content) {
    if (content.length() <= MOST_SHOWN) return content.toString();
    return content.slice(0, MOST_SHOWN) + "... (" + content.length() + " bytes)";
  }

  // Lines

  private void line(int from, String meaning) {
    line(from, at, meaning);
  }

  /** A long run of bytes is shown by its beginning and its end. */
  private void line(int from, int to, String meaning) {
    String said = meaning;
    for (int begin = from; begin < to || begin == from; begin += BYTES_A_LINE) {
      int end = Math.min(to, begin + BYTES_A_LINE);
      String hex = HexFormat.ofDelimiter(" ").formatHex(file, begin, end);
      out.printf("%8d  %-26s  %s%n", begin, hex, said);
      said = "";
      if (begin == from && to - from > 4 * BYTES_A_LINE) {
        out.printf("%8s  %s%n", "", "... " + (to - from - 2 * BYTES_A_LINE) + " bytes ...");
        begin = to - 2 * BYTES_A_LINE;
      }
    }
  }
}
