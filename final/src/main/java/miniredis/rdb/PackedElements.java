package miniredis.rdb;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.ListPack;

/**
 * Takes apart the packed forms of small lists and hashes, byte arrays that Redis has kept in memory
 * and in files: ziplist, listpack, zipmap.
 *
 * <p>Every length is held against the end of the array, and the numbers of bytes and of elements
 * that stand in front against what is found. What does not fit is an {@link
 * IllegalArgumentException}.
 *
 * <p>Without state between calls; an object is one array being read.
 */
final class PackedElements {

  private static final int END = 0xff;

  private final byte[] array;
  private int at;

  private PackedElements(Bytes packed) {
    array = packed.array();
  }

  /**
   * A ziplist: bytes (4), offset of the last element (4), number of elements (2), elements, 255. An
   * element: length of the one before it (1, or 254 and 4), form, content.
   */
  static List<Bytes> ziplist(Bytes packed) {
    PackedElements in = new PackedElements(packed);
    in.check(in.fixed(4) == packed.length(), "its length is wrong");
    long last = in.fixed(4);
    long count = in.fixed(2);
    List<Bytes> found = new ArrayList<>();
    int previous = 0;
    int start = in.at;
    while (in.peek() != END) {
      int length = in.at - start;
      start = in.at;
      int before = in.octet();
      if (before == 254) before = (int) in.fixed(4);
      previous = found.isEmpty() ? 0 : length;
      in.check(before == previous, "an element does not know the length of the one before it");
      found.add(in.ziplistElement());
    }
    in.check(found.isEmpty() || start == last, "the place of the last element is wrong");
    return in.finish(found, count);
  }

  private Bytes ziplistElement() {
    int form = octet();
    return switch (form >> 6) {
      case 0 -> bytes(form & 0x3f);
      case 1 -> bytes((form & 0x3f) << 8 | octet());
      case 2 -> bytes(bigEndian(4));
      default ->
          switch (form) {
            case 0xc0 -> number(2);
            case 0xd0 -> number(4);
            case 0xe0 -> number(8);
            case 0xf0 -> number(3);
            case 0xfe -> number(1);
            default -> {
              check(form >= 0xf1 && form <= 0xfd, "unknown form " + form);
              yield Bytes.of((form & 15) - 1);
            }
          };
    };
  }

  /** A listpack: see {@link ListPack}. */
  static List<Bytes> listpack(Bytes packed) {
    ListPack pack = ListPack.of(packed.array().clone());
    List<Bytes> found = new ArrayList<>();
    for (int at = pack.first(); at != ListPack.NONE; at = pack.next(at)) found.add(pack.get(at));
    return found;
  }

  /**
   * A zipmap, names and values in turns: number of pairs (1, 254 for more), then for each its
   * length (1, or 254 and 4) and its bytes, for a value unused bytes (1) between the two; 255.
   */
  static List<Bytes> zipmap(Bytes packed) {
    PackedElements in = new PackedElements(packed);
    int count = in.octet();
    List<Bytes> found = new ArrayList<>();
    while (in.peek() != END) {
      found.add(in.bytes(in.zipmapLength()));
      long length = in.zipmapLength();
      int unused = in.octet();
      found.add(in.bytes(length));
      in.bytes(unused);
    }
    in.check(count >= 254 || count == found.size() / 2, "the number of pairs is wrong");
    return in.finish(found, 0xffff);
  }

  /** How many names there are among names and values in turns. */
  static int differentNames(List<Bytes> namesAndValues) {
    Set<Bytes> names = new HashSet<>();
    for (int i = 0; i < namesAndValues.size(); i += 2) names.add(namesAndValues.get(i));
    return names.size();
  }

  /** Elements in the form that packs have today. */
  static ListPack packed(List<Bytes> elements) {
    ListPack pack = new ListPack();
    elements.forEach(pack::append);
    return pack;
  }

  private long zipmapLength() {
    int length = octet();
    check(length != END, "it ends inside a pair");
    return length == 254 ? fixed(4) : length;
  }

  /** A number of elements of 65535 means: count them. */
  private List<Bytes> finish(List<Bytes> found, long count) {
    check(count == 0xffff || count == found.size(), "the number of elements is wrong");
    check(at == array.length - 1, "something follows its end");
    return found;
  }

  private void check(boolean well, String otherwise) {
    if (!well) throw new IllegalArgumentException(otherwise);
  }

  private int peek() {
    check(at < array.length, "it has no end");
    return array[at] & 0xff;
  }

  private int octet() {
    int octet = peek();
    at++;
    return octet;
  }

  private long fixed(int size) {
    long number = 0;
    for (int i = 0; i < size; i++) number |= (long) octet() << 8 * i;
    return number;
  }

  private long bigEndian(int size) {
    long number = 0;
    for (int i = 0; i < size; i++) number = number << 8 | octet();
    return number;
  }

  private Bytes number(int size) {
    int unused = 64 - 8 * size;
    return Bytes.of(fixed(size) << unused >> unused);
  }

  private Bytes bytes(long length) {
    check(length <= array.length - at, "an element is longer than what is left");
    at += (int) length;
    return Bytes.copyOf(array, at - (int) length, at);
  }
}
