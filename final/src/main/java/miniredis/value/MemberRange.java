package miniredis.value;

import miniredis.bytes.Bytes;

/** A part of a sorted set: from a first to a last score, or from a first to a last member. */
public sealed interface MemberRange {

  /** Whether nothing can be in it, whatever the set holds. */
  boolean isEmpty();

  /** Between two scores; either may be left out itself. */
  record Scores(double min, boolean afterMin, double max, boolean beforeMax)
      implements MemberRange {

    @Override
    public boolean isEmpty() {
      return min > max || min == max && (afterMin || beforeMax);
    }

    boolean isBefore(double score) {
      return afterMin ? score <= min : score < min;
    }

    boolean isBehind(double score) {
      return beforeMax ? score >= max : score > max;
    }
  }

  /**
   * Between two members, in the order of their bytes; either may be left out itself. It makes sense
   * if all scores are equal.
   */
  record Members(Limit min, Limit max) implements MemberRange {

    @Override
    public boolean isEmpty() {
      if (min.end > 0 || max.end < 0) return true;
      if (min.end < 0 || max.end > 0) return false;
      int order = min.member.compareTo(max.member);
      return order > 0 || order == 0 && (min.excluded || max.excluded);
    }

    /** For a member whose order relative to the minimum's member is known. */
    boolean isBefore(int order) {
      return min.excluded ? order <= 0 : order < 0;
    }

    boolean isBehind(int order) {
      return max.excluded ? order >= 0 : order > 0;
    }
  }

  /**
   * An end of a range of members.
   *
   * @param end -1: before all members, 1: behind all, 0: at {@code member}
   * @param excluded whether the member itself is left out
   */
  record Limit(int end, Bytes member, boolean excluded) {
    public static final Limit FIRST = new Limit(-1, null, false);
    public static final Limit LAST = new Limit(1, null, false);

    public static Limit at(Bytes member, boolean excluded) {
      return new Limit(0, member, excluded);
    }
  }
}
