package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.StringSink;

/**
 * A member of a large sorted set with its score, in one array: a {@link Packed} entry whose key is
 * the member and whose value is the score, eight bytes. The table and the tree of a {@link
 * RankedMembers} refer to the same array.
 */
final class ScoredMember {

  private static final byte[] NO_SCORE = new byte[Double.BYTES];

  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  private ScoredMember() {}

  static byte[] of(Bytes member, double score) {
    byte[] entry = Packed.of(member, NO_SCORE, 0, NO_SCORE.length, Entry.NO_DEADLINE);
    score(entry, score);
    return entry;
  }

  static double score(byte[] entry) {
    return (double) DOUBLE.get(entry, Packed.valueAt(entry));
  }

  static void score(byte[] entry, double score) {
    DOUBLE.set(entry, Packed.valueAt(entry), score);
  }

  static Bytes member(byte[] entry) {
    return Packed.key(entry);
  }

  static void member(byte[] entry, StringSink out) {
    out.string(entry, Packed.keyAt(entry), Packed.valueAt(entry));
  }

  /** Compares the members, byte by byte. */
  static int compare(byte[] entry, byte[] other) {
    return Arrays.compareUnsigned(
        entry,
        Packed.keyAt(entry),
        Packed.valueAt(entry),
        other,
        Packed.keyAt(other),
        Packed.valueAt(other));
  }

  static int compare(byte[] entry, Bytes member) {
    return Arrays.compareUnsigned(
        entry, Packed.keyAt(entry), Packed.valueAt(entry), member.array(), 0, member.length());
  }
}
