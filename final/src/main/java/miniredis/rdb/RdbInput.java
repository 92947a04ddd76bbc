package miniredis.rdb;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.DoubleReader;
import miniredis.bytes.Doubles;
import miniredis.bytes.StringSink;
import miniredis.value.IntSet;
import miniredis.value.ListPack;
import miniredis.value.StreamId;

/**
 * The bytes of an RDB file in order, with the lengths and strings that they are made of.
 *
 * <p>Every length is held against what is left before anything is made of it, so that a damaged
 * length costs an error and not a gigabyte. It counts its place, and sums up all it has read.
 *
 * <p>Everything that is read is given its meaning, which costs nothing until a {@link Watcher}
 * wants to hear it.
 *
 * <p>For one thread at a time. Damage is an {@link RdbException}.
 */
public final class RdbInput {

  private static final int BUFFER = 256 * 1024;

  private final InputStream in;
  private final long total;
  private final byte[] buffer;

  /** The place in the file of the buffer's first byte. */
  private long bufferAt;

  private int at;
  private int end;
  private int summed;
  private long crc;

  /** Null if nobody watches. */
  private Watcher watcher;

  /** Up to which byte the watcher has been told everything. */
  private long told;

  /** Reads from a stream of {@code total} bytes, which the caller closes. */
  RdbInput(InputStream in, long total) {
    this.in = in;
    this.total = total;
    this.buffer = new byte[BUFFER];
  }

  /** Reads from these bytes. */
  public RdbInput(byte[] bytes, int length) {
    in = InputStream.nullInputStream();
    total = length;
    buffer = bytes;
    end = length;
  }

  /** How many bytes have been read. */
  long offset() {
    return bufferAt + at;
  }

  long total() {
    return total;
  }

  long left() {
    return total - offset();
  }

  // For watchers

  void watch(Watcher watcher) {
    this.watcher = watcher;
  }

  boolean isWatched() {
    return watcher != null;
  }

  /** Gives all bytes that were read since the last time their meaning. */
  void say(String meaning) {
    if (watcher == null) return;
    watcher.bytes(told, offset(), meaning);
    told = offset();
  }

  void say(String meaning, long figure) {
    if (watcher != null) say(meaning + ": " + figure);
  }

  private Bytes content(Bytes content) {
    if (watcher == null) return content;
    watcher.content(told, offset(), content);
    told = offset();
    return content;
  }

  private static String bytes(long count) {
    return count == 1 ? "1 byte" : count + " bytes";
  }

  RdbException damaged(String message) {
    return new RdbException(message, offset());
  }

  /** The checksum of all that has been read so far. */
  long checksum() {
    crc = Crc64.update(crc, buffer, summed, at);
    summed = at;
    return crc;
  }

  public int octet() throws IOException {
    if (at == end) need(1);
    return buffer[at++] & 0xff;
  }

  /** A number of so many bytes, the lowest first, without a sign. */
  long fixed(int size) throws IOException {
    need(size);
    long number = 0;
    for (int i = 0; i < size; i++) number |= (buffer[at++] & 0xffL) << 8 * i;
    return number;
  }

  private long bigEndian(int size) throws IOException {
    need(size);
    long number = 0;
    for (int i = 0; i < size; i++) number = number << 8 | buffer[at++] & 0xff;
    return number;
  }

  /** A number of eight bytes, the lowest first. */
  long fixed64(String meaning) throws IOException {
    long number = fixed(Long.BYTES);
    say(meaning, number);
    return number;
  }

  /** The id of an entry of a stream in sixteen bytes, the highest first. */
  StreamId streamId(String meaning) throws IOException {
    StreamId id = new StreamId(bigEndian(Long.BYTES), bigEndian(Long.BYTES));
    if (watcher != null) say(meaning + ": " + id);
    return id;
  }

  // Lengths and strings

  /** A number of 64 bits in the form of a length, for which it may be too great. */
  long number(String meaning) throws IOException {
    int first = octet();
    if (first >> 6 == 3) throw damaged("a string's form where a number should be");
    long number = first == 0x81 ? bigEndian(Long.BYTES) : length(first);
    if (watcher != null) say(meaning + ": " + Long.toUnsignedString(number));
    return number;
  }

  /** A length, where no other form may stand. */
  long length(String meaning) throws IOException {
    long length = plainLength();
    say(meaning, length);
    return length;
  }

  private long plainLength() throws IOException {
    int first = octet();
    if (first >> 6 == 3) throw damaged("a string's form where a length should be");
    return length(first);
  }

  private long length(int first) throws IOException {
    long length =
        switch (first >> 6) {
          case 0 -> first;
          case 1 -> (first & 0x3fL) << 8 | octet();
          default ->
              switch (first) {
                case 0x80 -> bigEndian(4);
                case 0x81 -> bigEndian(8);
                default -> throw damaged("unknown form of a length: " + first);
              };
        };
    if (length < 0) throw damaged("impossible length " + Long.toUnsignedString(length));
    return length;
  }

  /** The number of things that follow, each of at least {@code least} bytes. */
  int count(int least, String meaning) throws IOException {
    long count = length(meaning);
    if (count > left() / least) throw damaged(count + " items announced, more than can follow");
    return (int) count;
  }

  /** A string in any of its forms; of two gigabytes at the most, as Java's arrays are. */
  Bytes string(String meaning) throws IOException {
    return string(octet(), meaning);
  }

  /** The same without a copy, where that can be. */
  void string(String meaning, StringSink into) throws IOException {
    int first = octet();
    if (first >> 6 == 3 || watcher != null) {
      into.string(string(first, meaning));
      return;
    }
    int length = checked(length(first));
    if (!fits(length)) {
      into.string(plain(length));
      return;
    }
    need(length);
    at += length;
    into.string(buffer, at - length, at);
  }

  private Bytes string(int first, String meaning) throws IOException {
    if (first >> 6 == 3) return special(first & 0x3f, meaning);
    int length = checked(length(first));
    if (watcher != null) say(meaning + ", " + bytes(length) + ":");
    return content(plain(length));
  }

  private Bytes special(int form, String meaning) throws IOException {
    if (form == Rdb.LZF) return compressed(meaning);
    if (form > Rdb.INT32) throw damaged("unknown form of a string: " + form);
    int size = 1 << form;
    int unused = 64 - 8 * size;
    long number = fixed(size) << unused >> unused;
    if (watcher != null) say(meaning + ", kept as a number of " + bytes(size), number);
    return Bytes.of(number);
  }

  /** A floating-point number of eight bytes. */
  double binaryDouble(String meaning) throws IOException {
    double number = Double.longBitsToDouble(fixed(Double.BYTES));
    if (watcher != null) say(meaning + ": " + Doubles.seventeenDigits(number));
    return number;
  }

  /** A floating-point number as text, after its length in one byte, or one byte for no digits. */
  double textDouble(String meaning) throws IOException {
    int length = octet();
    double number =
        switch (length) {
          case 255 -> Double.NEGATIVE_INFINITY;
          case 254 -> Double.POSITIVE_INFINITY;
          case 253 -> Double.NaN;
          default -> DoubleReader.readAll(plain(checked(length)));
        };
    if (watcher != null) say(meaning + " as text: " + Doubles.seventeenDigits(number));
    return number;
  }

  /** A listpack, as it is. */
  ListPack pack(String meaning) throws IOException {
    Bytes packed = string(meaning);
    try {
      ListPack pack = ListPack.of(packed.array());
      if (watcher != null) tell(pack);
      return pack;
    } catch (IllegalArgumentException bad) {
      throw damaged("a packed value is damaged: " + bad.getMessage());
    }
  }

  /** An intset, as it is. */
  IntSet integers(String meaning) throws IOException {
    Bytes packed = string(meaning);
    try {
      IntSet set = IntSet.of(packed.array());
      for (int i = 0; watcher != null && i < set.size(); i++) {
        watcher.element(Bytes.of(set.get(i)), "a number");
      }
      return set;
    } catch (IllegalArgumentException bad) {
      throw damaged("an intset is damaged: " + bad.getMessage());
    }
  }

  /** Tells a watcher of a part of the string that was read last. */
  void tell(Bytes element, String kind) {
    if (watcher != null) watcher.element(element, kind);
  }

  private void tell(ListPack pack) {
    for (int place = pack.first(); place != ListPack.NONE; place = pack.next(place)) {
      watcher.element(pack.get(place), pack.isNumber(place) ? "a number" : "a string");
    }
  }

  /** The elements of one of the older packs. */
  List<Bytes> unpack(String meaning, Function<Bytes, List<Bytes>> form) throws IOException {
    Bytes packed = string(meaning);
    try {
      List<Bytes> elements = form.apply(packed);
      if (watcher != null) elements.forEach(each -> watcher.element(each, "packed"));
      return elements;
    } catch (IllegalArgumentException bad) {
      throw damaged("a packed value is damaged: " + bad.getMessage());
    }
  }

  private int checked(long length) {
    if (length > left()) throw damaged("a string of " + length + " bytes, more than follow");
    if (length > Integer.MAX_VALUE - 8) throw damaged("a string of more than two gigabytes");
    return (int) length;
  }

  private Bytes compressed(String meaning) throws IOException {
    int size = checked(plainLength());
    long length = plainLength();
    if (length > Math.min(Lzf.mostFrom(size), Integer.MAX_VALUE - 8)) {
      throw damaged(size + " compressed bytes cannot become " + length);
    }
    if (watcher != null) say("%s, %s compressed to %d:".formatted(meaning, bytes(length), size));
    byte[] in = buffer;
    int from = at;
    if (fits(size)) {
      need(size);
      from = at;
      at += size;
    } else {
      in = plain(size).array();
      from = 0;
    }
    byte[] content = Lzf.decompress(in, from, from + size, (int) length);
    if (content == null) throw damaged("compressed data is damaged");
    return content(Bytes.wrap(content));
  }

  /** Whether so many bytes can be in the buffer at a time. */
  private boolean fits(int length) {
    return length <= end - at || length <= BUFFER;
  }

  private Bytes plain(int length) throws IOException {
    if (fits(length)) {
      need(length);
      at += length;
      return Bytes.copyOf(buffer, at - length, at);
    }
    byte[] content = new byte[length];
    int here = end - at;
    System.arraycopy(buffer, at, content, 0, here);
    at = end;
    checksum();
    if (in.readNBytes(content, here, length - here) < length - here) throw cut();
    crc = Crc64.update(crc, content, here, length);
    bufferAt += at + length - here;
    at = end = summed = 0;
    return Bytes.wrap(content);
  }

  /** Sees to it that so many bytes, of the buffer's size at most, are in the buffer. */
  private void need(int count) throws IOException {
    if (count <= end - at) return;
    if (count > left()) throw cut();
    checksum();
    System.arraycopy(buffer, at, buffer, 0, end - at);
    bufferAt += at;
    end -= at;
    at = summed = 0;
    while (end < count) {
      int more = in.read(buffer, end, (int) Math.min(buffer.length - end, left() - end));
      if (more < 0) throw cut();
      end += more;
    }
  }

  private RdbException cut() {
    return damaged("the file ends too early");
  }
}
