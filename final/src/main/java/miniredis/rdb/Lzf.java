package miniredis.rdb;

import module java.base;

/**
 * LZF, the compression that RDB files use for strings: fast, and simple enough to read at one go.
 *
 * <p>Compressed data is a row of two kinds of items:
 *
 * <pre>
 *   000nnnnn                      n + 1 bytes follow as they are
 *   nnnddddd dddddddd             copy n + 2 bytes from d + 1 bytes back; n from 1 to 6
 *   111ddddd nnnnnnnn dddddddd    copy n + 9 bytes from d + 1 bytes back
 * </pre>
 *
 * <p>The compressor remembers, by a hash of three bytes, where it last saw them. It makes the same
 * choices as the one in Redis, so that DUMP gives the same bytes.
 *
 * <p>An object is a compressor with its memory, for one thread at a time; {@link #decompress} is
 * safe on any thread.
 */
public final class Lzf {

  private static final int HASH_BITS = 16;
  private static final int MOST_LITERALS = 32;
  private static final int MOST_BACK = 1 << 13;
  private static final int LONGEST_COPY = 264;
  private static final int LONGEST_SURE_COPY = 19;

  /**
   * Where three bytes with this hash were last, counted from the first input of all: what is left
   * of earlier inputs lies before the present one, so nothing needs to be wiped.
   */
  private final int[] seen = new int[1 << HASH_BITS];

  /** The place of the present input in that count. */
  private int start = 1;

  private byte[] in;
  private int from;
  private int end;
  private byte[] out;
  private int limit;
  private int written;
  private int literals;

  /**
   * Compresses {@code length} bytes into an array that is as long at least.
   *
   * @return how long the result is, or 0 if it would not save five bytes
   */
  public int compress(byte[] source, int from, int length, byte[] target) {
    if (length <= 4) return 0;
    if (start > Integer.MAX_VALUE - length) {
      Arrays.fill(seen, 0);
      start = 1;
    }
    in = source;
    out = target;
    this.from = from;
    end = from + length;
    limit = length - 4;
    literals = 0;
    written = 1;
    boolean smaller = compress();
    start += length;
    in = out = null;
    return smaller ? written - 1 : 0;
  }

  private boolean compress() {
    int at = from;
    while (at < end - 2) {
      int back = remember(at);
      boolean found = back > from && at - back <= MOST_BACK && sameThree(back, at);
      if (!found) {
        if (written >= limit) return false;
        literal(at++);
        continue;
      }
      if (written - (literals == 0 ? 1 : 0) + 4 >= limit) return false;
      endLiterals();
      int length = matchLength(back, at);
      copy(length, at - back - 1);
      at += length;
      if (at >= end - 2) break;
      remember(at - 2);
      remember(at - 1);
    }
    if (written + 3 > limit) return false;
    while (at < end) literal(at++);
    endLiterals();
    return true;
  }

  /** Notes the three bytes here, and gives the place of the last with their hash. */
  private int remember(int at) {
    int three = (in[at] & 0xff) << 16 | (in[at + 1] & 0xff) << 8 | in[at + 2] & 0xff;
    int hash = (three >> 24 - HASH_BITS) - three * 5 & seen.length - 1;
    int place = seen[hash] - start + from;
    seen[hash] = at - from + start;
    return place;
  }

  private boolean sameThree(int back, int at) {
    return in[back] == in[at] && in[back + 1] == in[at + 1] && in[back + 2] == in[at + 2];
  }

  /** It stops two bytes before the end, but looks at sixteen at a time while there are so many. */
  private int matchLength(int back, int at) {
    int most = Math.min(end - at - 2, LONGEST_COPY);
    if (most > 16) most = Math.max(most, LONGEST_SURE_COPY);
    int length = 3;
    while (length < most && in[back + length] == in[at + length]) length++;
    return length;
  }

  private void literal(int at) {
    out[written++] = in[at];
    if (++literals == MOST_LITERALS) endLiterals();
  }

  /** Writes the length of the run into the byte kept for it, and keeps one for the next run. */
  private void endLiterals() {
    if (literals == 0) {
      written--;
    } else {
      out[written - literals - 1] = (byte) (literals - 1);
    }
    literals = 0;
    written++;
  }

  private void copy(int length, int distance) {
    written--;
    int count = length - 2;
    if (count < 7) {
      out[written++] = (byte) (distance >> 8 | count << 5);
    } else {
      out[written++] = (byte) (distance >> 8 | 7 << 5);
      out[written++] = (byte) (count - 7);
    }
    out[written++] = (byte) distance;
    written++;
  }

  /**
   * Decompresses a whole input into exactly {@code length} bytes; null if it is damaged. The caller
   * makes sure that so many bytes are plausible: at most {@link #mostFrom}.
   */
  public static byte[] decompress(byte[] in, int from, int to, int length) {
    byte[] out = new byte[length];
    int done = 0;
    for (int at = from; at < to; ) {
      int control = in[at++] & 0xff;
      if (control < MOST_LITERALS) {
        int count = control + 1;
        if (count > to - at || count > length - done) return null;
        System.arraycopy(in, at, out, done, count);
        at += count;
        done += count;
        continue;
      }
      int count = (control >> 5) + 2;
      int more = count == 9 ? 2 : 1;
      if (more > to - at) return null;
      if (more == 2) count += in[at++] & 0xff;
      int back = done - ((control & 31) << 8 | in[at++] & 0xff) - 1;
      if (back < 0 || count > length - done) return null;
      for (int last = done + count; done < last; ) out[done++] = out[back++];
    }
    return done == length ? out : null;
  }

  /** So many bytes at the most can come out of a compressed input. */
  public static long mostFrom(long compressed) {
    return compressed * (LONGEST_COPY / 3);
  }
}
