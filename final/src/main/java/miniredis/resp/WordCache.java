package miniredis.resp;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Hash;

/**
 * The last few command names that were read, so that the same name is not made anew each time.
 *
 * <p>Nearly every request begins with one of a handful of words. Handing out the same {@link Bytes}
 * for it saves two objects a request, and its hash is already known when the command is looked up.
 * One cache for each event loop: not safe for use by two threads at a time.
 */
public final class WordCache {

  private static final int SLOTS = 256;
  private static final int LONGEST = 24;

  private final Bytes[] slots = new Bytes[SLOTS];

  /** Programs ask the same again and again: one comparison finds it. */
  private Bytes last = Bytes.EMPTY;

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

  private static boolean same(Bytes known, byte[] in, int from, int to) {
    return Arrays.equals(known.array(), 0, known.length(), in, from, to);
  }
}
