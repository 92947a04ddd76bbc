package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.bytes.StringSink;

/**
 * A list of small strings in one array, in the very bytes that Redis keeps and writes to files:
 * what small lists and hashes are made of.
 *
 * <pre>
 *   bytes in all (4) | number of elements (2) | element, element, ... | 255
 * </pre>
 *
 * <p>An element takes two bytes more than its content if it is short, and a string that is an
 * integer takes only the bytes of the number ({@link PackElement}). That is a tenth of what objects
 * with pointers take; and the processor, which likes to read forwards, finds one among a hundred
 * faster than by following pointers. The price: an insertion moves what stands beside it, so a pack
 * must stay small, which is for its owner to see to.
 *
 * <p>The array may have room at both ends, so that pushing and popping move nothing. What stands
 * before the elements is filled in only when the whole is asked for.
 *
 * <p><b>Lent.</b> The elements of a small collection may lie in its key's {@link Packed} entry, and
 * a pack may stand over them there. Such a pack copies them before it changes anything, so what is
 * done to it never reaches the entry.
 *
 * <p><b>Places.</b> An element is named by its distance in bytes from the first one, which is at 0.
 * Every change makes all places invalid except where a method says otherwise.
 *
 * <p>Belongs to the one thread that runs commands.
 */
public final class ListPack {

  /** The place of an element that is not there. */
  public static final int NONE = -1;

  /** The bytes that a pack has beside its elements. */
  public static final int OVERHEAD = 7;

  private static final int HEAD = 6;
  private static final int END = 0xff;

  /** What stands for a number of elements that two bytes cannot hold. */
  private static final int UNCOUNTED = 0xffff;

  /** Arrays shorter than this are never worth being exchanged for shorter ones. */
  private static final int SMALL = 64;

  /** The part of a pack that may stay unused. */
  private static final int TRIFLE = 16;

  private byte[] array;
  private int from;
  private int to;
  private int count;

  /** Whether the array is that of a {@link Packed} entry. */
  private boolean isLent;

  public ListPack() {
    this(new byte[OVERHEAD + 25], HEAD, HEAD, 0);
  }

  /** An empty pack with room for so many bytes of elements: to be prepended, or to be appended. */
  static ListPack roomy(int room, boolean inFront) {
    int start = HEAD + (inFront ? room : 0);
    return new ListPack(new byte[OVERHEAD + room], start, start, 0);
  }

  private ListPack(byte[] array, int from, int to, int count) {
    this.array = array;
    this.from = from;
    this.to = to;
    this.count = count;
  }

  /** A pack over the elements in a packed entry. */
  static ListPack lent(byte[] entry) {
    int to = Packed.valueEnd(entry);
    ListPack pack = new ListPack(entry, Packed.valueAt(entry), to, Packed.count(entry));
    pack.isLent = true;
    return pack;
  }

  /** To be called before the array is written to. */
  private void own() {
    if (isLent) resize(0, 0);
  }

  /** See {@link PackedCollection#of(Entry, ArrayPool)}. */
  byte[] packed(Value.Type type, Entry entry, ArrayPool pool) {
    return PackedCollection.of(type, count, entry, pool, array, from, to);
  }

  /**
   * A pack from bytes that come from elsewhere, all of which are checked. The array is taken over:
   * the caller must not use it again.
   *
   * @throws IllegalArgumentException saying what is wrong with them
   */
  public static ListPack of(byte[] whole) {
    int end = whole.length - 1;
    check(end >= HEAD && (whole[end] & 0xff) == END, "it has no end");
    int announced = whole[4] & 0xff | (whole[5] & 0xff) << 8;
    ListPack pack = new ListPack(whole, HEAD, end, announced);
    check((int) PackElement.INT.get(whole, 0) == whole.length, "its length is wrong");
    int found = 0;
    for (int at = HEAD; at < end; found++) at = pack.checkedEnd(at);
    check(announced == UNCOUNTED || announced == found, "the number of elements is wrong");
    pack.count = found;
    return pack;
  }

  private int checkedEnd(int at) {
    check(PackElement.sizeOfHead(array[at]) <= to - at, "it ends inside an element");
    int size = PackElement.size(array, at);
    if (size < PackElement.sizeOfHead(array[at])) throw unknownForm(array[at] & 0xff);
    check(size < to - at, "an element is longer than what is left");
    int length = PackElement.withLength(size) - size;
    check(length <= to - at - size, "it ends inside an element");
    boolean whole = array[at + size] >= 0;
    for (int i = 1; i < length; i++) whole &= array[at + size + i] < 0;
    int end = at + size + length;
    check(whole && PackElement.sizeBefore(array, end) == size, "an element's length is wrong");
    return end;
  }

  /** Put together only where it is needed: a file has many millions of elements. */
  private static IllegalArgumentException unknownForm(int form) {
    return new IllegalArgumentException("unknown form " + form);
  }

  private static void check(boolean well, String otherwise) {
    if (!well) throw new IllegalArgumentException(otherwise);
  }

  // The whole

  /** The number of elements. */
  public int count() {
    return count;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  /** The number of bytes of the whole, as Redis counts them. */
  public int bytes() {
    return to - from + OVERHEAD;
  }

  /** The number of bytes that the array takes, those not in use counted. */
  public int capacity() {
    return array.length;
  }

  long footprint() {
    return footprint(array.length);
  }

  /** Bytes of the heap that a pack with an array of this length takes. */
  static long footprint(int capacity) {
    return Footprint.ofObject(1, 3 * Integer.BYTES + 1) + Footprint.ofBytes(capacity);
  }

  /** A copy of the whole. */
  public Bytes toBytes() {
    byte[] source = array();
    return Bytes.copyOf(source, offset(), offset() + bytes());
  }

  /**
   * The array in which the whole stands, {@link #bytes} long from {@link #offset} on: only to be
   * read, and until the next change.
   */
  public byte[] array() {
    own();
    int head = offset();
    PackElement.INT.set(array, head, bytes());
    int known = Math.min(count, UNCOUNTED);
    array[head + 4] = (byte) known;
    array[head + 5] = (byte) (known >> 8);
    array[to] = (byte) END;
    return array;
  }

  /** See {@link #array}, which must be asked before. */
  public int offset() {
    return from - HEAD;
  }

  public ListPack copy() {
    byte[] copy = Arrays.copyOfRange(array, offset(), to + 1);
    return new ListPack(copy, HEAD, copy.length - 1, count);
  }

  /** Gives back the room that is not in use, if it is worth the copy. */
  public void trim() {
    if (array.length - bytes() > bytes() / TRIFLE) resize(0, 0);
  }

  // Going from element to element

  /** The place of the first element, or {@link #NONE}. */
  public int first() {
    return count == 0 ? NONE : 0;
  }

  /** The place of the last element, or {@link #NONE}. */
  public int last() {
    return previous(end());
  }

  /** The place after the last element: for {@link #insert} and {@link #previous}. */
  public int end() {
    return to - from;
  }

  /** The place of the next element, or {@link #NONE}. */
  public int next(int at) {
    int next = after(at);
    return next == end() ? NONE : next;
  }

  /** The place where an element ends: that of the next one, or {@link #end}. */
  public int after(int at) {
    return at + PackElement.withLength(PackElement.size(array, from + at));
  }

  /** The place of the element before, or {@link #NONE}. */
  public int previous(int at) {
    if (at <= 0) return NONE;
    return at - PackElement.withLength(PackElement.sizeBefore(array, from + at));
  }

  /**
   * The place of the element of an index, or {@link #NONE}. Indices count from 0, or, negative,
   * from the end; the walk begins at the nearer end.
   */
  public int seek(int index) {
    int steps = index < 0 ? index + count : index;
    if (steps < 0 || steps >= count) return NONE;
    int at = 0;
    if (steps <= count / 2) {
      for (int i = 0; i < steps; i++) at = after(at);
    } else {
      at = end();
      for (int i = count; i > steps; i--) at = previous(at);
    }
    return at;
  }

  /**
   * The place of the first element that equals this one, or {@link #NONE}: looks at the element at
   * a place, which may be {@link #NONE}, and then after every {@code skipped} ones at the next.
   */
  public int find(Bytes element, int at, int skipped) {
    boolean number = Numbers.isInteger(element);
    long value = number ? Numbers.integer(element) : 0;
    int place = at == NONE ? end() : at;
    while (place < end()) {
      if (equal(place, element, number, value)) return place;
      for (int i = 0; i <= skipped && place < end(); i++) place = after(place);
    }
    return NONE;
  }

  // One element

  /** The element at a place, as a string of its own. */
  public Bytes get(int at) {
    return PackElement.content(array, from + at);
  }

  /** Whether the element at a place equals this one. */
  public boolean holds(int at, Bytes element) {
    boolean number = Numbers.isInteger(element);
    return equal(at, element, number, number ? Numbers.integer(element) : 0);
  }

  /** Compares the element at a place with another, byte by byte. */
  public int compare(int at, Bytes element) {
    return PackElement.compare(array, from + at, element);
  }

  /** A string in the form of a string may be a number all the same, if it comes from elsewhere. */
  private boolean equal(int at, Bytes element, boolean number, long value) {
    int place = from + at;
    if (PackElement.isNumber(array, place)) {
      return number && PackElement.number(array, place) == value;
    }
    return PackElement.isString(array, place, element.array());
  }

  /** Whether the element at a place is kept as a number. */
  public boolean isNumber(int at) {
    return PackElement.isNumber(array, from + at);
  }

  /** The number that the element at a place is kept as. */
  public long number(int at) {
    return PackElement.number(array, from + at);
  }

  /** Hands over the element at a place as a string, from where it lies if it is kept as one. */
  public void give(int at, StringSink out) {
    PackElement.give(array, from + at, out);
  }

  /**
   * Hands over so many elements from a place on, or as many as there are, and returns how many that
   * were.
   */
  int give(int at, long most, StringSink out) {
    int given = 0;
    for (int place = from + at; given < most && place < to; given++) {
      PackElement.give(array, place, out);
      place += PackElement.withLength(PackElement.size(array, place));
    }
    return given;
  }

  // Changing

  /** Adds an element behind the last one. */
  public void append(Bytes element) {
    insert(end(), element);
  }

  /** Adds an element before the first one. */
  public void prepend(Bytes element) {
    insert(0, element);
  }

  /** Adds an element before the one at a place, or at {@link #end}; it is then at that place. */
  public void insert(int at, Bytes element) {
    if (Numbers.isInteger(element)) {
      insert(at, Numbers.integer(element));
    } else {
      open(at, PackElement.withLength(PackElement.sizeOfString(element.length())));
      PackElement.write(array, from + at, element);
      count++;
    }
  }

  /** The same for the decimal digits of a number. */
  public void insert(int at, long number) {
    open(at, PackElement.withLength(PackElement.sizeOfNumber(number)));
    PackElement.write(array, from + at, number);
    count++;
  }

  /** Puts another element in the place of one; places up to it stay valid. */
  public void replace(int at, Bytes element) {
    if (Numbers.isInteger(element)) {
      replace(at, Numbers.integer(element));
    } else {
      fit(at, PackElement.withLength(PackElement.sizeOfString(element.length())));
      PackElement.write(array, from + at, element);
    }
  }

  /** The same for the decimal digits of a number. */
  public void replace(int at, long number) {
    fit(at, PackElement.withLength(PackElement.sizeOfNumber(number)));
    PackElement.write(array, from + at, number);
  }

  private void fit(int at, int size) {
    int old = after(at) - at;
    if (size > old) open(at + old, size - old);
    else close(at + size, old - size);
  }

  /** Removes the element at a place, where the next one, if there is one, is then. */
  public void delete(int at) {
    delete(at, 1);
  }

  /** Removes so many elements, or as many as there are, from a place on. */
  public void delete(int at, int elements) {
    int end = at;
    int deleted = 0;
    for (; deleted < elements && end < end(); deleted++) end = after(end);
    close(at, end - at);
    count -= deleted;
    if (array.length > SMALL && bytes() < array.length / 4) resize(bytes() / 4, at);
  }

  /** Adds all elements of another pack behind the last one. */
  public void appendAll(ListPack other) {
    int at = end();
    open(at, other.end());
    System.arraycopy(other.array, other.from, array, from + at, other.end());
    count += other.count;
  }

  /** Cuts off the elements from a place on, and returns them in a pack of their own. */
  public ListPack split(int at) {
    byte[] cut = new byte[OVERHEAD + end() - at];
    System.arraycopy(array, from + at, cut, HEAD, end() - at);
    int before = count;
    delete(at, count);
    return new ListPack(cut, HEAD, cut.length - 1, before - count);
  }

  /** Makes room for so many bytes at a place; what is before or what is behind it moves. */
  private void open(int at, int size) {
    int length = end();
    boolean front = !isLent && from - HEAD >= size;
    boolean back = !isLent && array.length - 1 - to >= size;
    if (!front && !back) {
      long spare = 8L + Math.addExact(bytes(), size) / 4;
      resize((int) Math.min(size + spare, Integer.MAX_VALUE - 8L - bytes()), at);
      front = from - HEAD >= size;
      back = !front;
    }
    if (front && (!back || at < length - at)) {
      System.arraycopy(array, from, array, from - size, at);
      from -= size;
    } else {
      System.arraycopy(array, from + at, array, from + at + size, length - at);
      to += size;
    }
  }

  private void close(int at, int size) {
    own();
    if (size == 0) return;
    int length = end();
    if (at < length - at - size) {
      System.arraycopy(array, from, array, from + size, at);
      from += size;
    } else {
      System.arraycopy(array, from + at + size, array, from + at, length - at - size);
      to -= size;
    }
  }

  /** Moves to an array with so much room: before the elements if they change there, else behind. */
  private void resize(int room, int at) {
    int length = end();
    byte[] moved = new byte[OVERHEAD + length + room];
    int start = HEAD + (at == 0 && length > 0 ? room : 0);
    System.arraycopy(array, from, moved, start, length);
    array = moved;
    isLent = false;
    from = start;
    to = start + length;
  }
}
