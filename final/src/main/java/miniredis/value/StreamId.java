package miniredis.value;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;

/**
 * The name of an entry of a stream: a moment, in Unix milliseconds, and a number among the entries
 * of that moment. Both have 64 bits without a sign, so that below zero there is nothing, and
 * comparing takes care of it.
 */
public record StreamId(long ms, long seq) implements Comparable<StreamId> {

  /** The least of all. No entry has it, so it stands for none. */
  public static final StreamId MIN = new StreamId(0, 0);

  public static final StreamId MAX = new StreamId(-1, -1);

  /** The bytes of an id in a file. */
  public static final int BYTES = 2 * Long.BYTES;

  /** The id right after this one, or null after the last of all. */
  public StreamId next() {
    if (seq != -1) return new StreamId(ms, seq + 1);
    return ms == -1 ? null : new StreamId(ms + 1, 0);
  }

  /** The id right before this one, or null before the first of all. */
  public StreamId previous() {
    if (seq != 0) return new StreamId(ms, seq - 1);
    return ms == 0 ? null : new StreamId(ms - 1, -1);
  }

  /** The id after this one of an entry that is added now, even if the clock was put back. */
  public StreamId following(long now) {
    return Long.compareUnsigned(now, ms) > 0 ? new StreamId(now, 0) : next();
  }

  /** The first id after this one in a millisecond; one that is not after it if there is none. */
  public StreamId followingIn(long millisecond) {
    boolean same = millisecond == ms && seq != -1;
    return new StreamId(millisecond, same ? seq + 1 : 0);
  }

  public boolean isAfter(StreamId other) {
    return compareTo(other) > 0;
  }

  public boolean isBefore(StreamId other) {
    return compareTo(other) < 0;
  }

  public boolean isMin() {
    return ms == 0 && seq == 0;
  }

  @Override
  public int compareTo(StreamId other) {
    return ms != other.ms
        ? Long.compareUnsigned(ms, other.ms)
        : Long.compareUnsigned(seq, other.seq);
  }

  // Java would make the two of a record itself, but not before the first XADD, which would wait.

  @Override
  public boolean equals(Object other) {
    return other instanceof StreamId that && ms == that.ms && seq == that.seq;
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(ms) + Long.hashCode(seq);
  }

  /** As it stands in requests and replies: {@code 1700000000000-0}. */
  public Bytes toBytes() {
    if (ms < 0 || seq < 0) return Bytes.of(toString());
    int dash = Numbers.length(ms);
    byte[] text = new byte[dash + 1 + Numbers.length(seq)];
    Numbers.write(ms, text, dash);
    text[dash] = '-';
    Numbers.write(seq, text, text.length);
    return Bytes.wrap(text);
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(ms) + '-' + Long.toUnsignedString(seq);
  }
}
