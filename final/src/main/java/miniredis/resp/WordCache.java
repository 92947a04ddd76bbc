package miniredis.resp;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Hash;

/**
 * The last few command names that were read, so that the same name is not made anew each time.
 *
 * <p>Nearly every request begins with one of a handful of words. Handing out the same {@link Bytes}
 * for it saves two objects a request, and its hash is already known when the command is looked up.
 * So does a whole {@link Beginning}, most of what there is to read of a short request. One cache
 * for each event loop: not safe for use by two threads at a time.
 */
public final class WordCache {

  private static final int SLOTS = 256;
  private static final int LONGEST = 24;
  private static final int BEGINNINGS = 128;
  private static final int SHORTEST_BEGINNING = 12;
  private static final int LONGEST_BEGINNING = 32;

  private final Bytes[] slots = new Bytes[SLOTS];

  /** Programs ask the same again and again: one comparison finds it. */
  private Bytes last = Bytes.EMPTY;

  /**
   * How a request begins, from its first byte to the line end behind its name.
   *
   * @param count how many arguments it has with the name, more than one
   */
  record Beginning(byte[] bytes, int count, Bytes name) {
    private boolean isAt(byte[] in, int at, int end) {
      int stop = at + bytes.length;
      return stop <= end && Arrays.equals(bytes, 0, bytes.length, in, at, stop);
    }
  }

  private final Beginning[] beginnings = new Beginning[BEGINNINGS];

  /** The bytes from {@code from} to {@code to}, from the cache where they are known. */
  public Bytes get(byte[] in, int from, int to) {
    if (same(last, in, from, to)) return last;
    if (to - from > LONGEST) return Bytes.copyOf(in, from, to);
    int slot = Hash.of(in, from, to - from) & SLOTS - 1;
    Bytes known = slots[slot];
    if (known == null || !same(known, in, from, to)) {
      known = slots[slot] = Bytes.copyOf(in, from, to);
    }
    return last = known;
  }

  /** How the request at a place begins, if one of the last ones began like that, or null. */
  Beginning beginning(byte[] in, int at, int end) {
    if (end - at < SHORTEST_BEGINNING) return null;
    Beginning known = beginnings[beginningSlot(in, at)];
    return known != null && known.isAt(in, at, end) ? known : null;
  }

  /** By the number of arguments and by what is, in most, the first letters of the name. */
  private static int beginningSlot(byte[] in, int at) {
    return in[at + 1] + 5 * in[at + 8] + 11 * in[at + 9] + 23 * in[at + 10] & BEGINNINGS - 1;
  }

  /** Remembers how a request began. */
  void keepBeginning(byte[] in, int from, int to, int count, Bytes name) {
    if (to - from < SHORTEST_BEGINNING || to - from > LONGEST_BEGINNING) return;
    beginnings[beginningSlot(in, from)] =
        new Beginning(Arrays.copyOfRange(in, from, to), count, name);
  }

  private static boolean same(Bytes known, byte[] in, int from, int to) {
    return Arrays.equals(known.array(), 0, known.length(), in, from, to);
  }
}
