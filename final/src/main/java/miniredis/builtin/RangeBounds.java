package miniredis.builtin;

import miniredis.bytes.Bytes;
import miniredis.bytes.DoubleReader;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.value.MemberRange;

/** Reads the two ends of a range of scores, {@code (1 +inf}, or of members, {@code [a (b}. */
final class RangeBounds {

  private RangeBounds() {}

  static MemberRange scores(Bytes min, Bytes max) {
    return new MemberRange.Scores(score(min), isOpen(min), score(max), isOpen(max));
  }

  private static boolean isOpen(Bytes bound) {
    return !bound.isEmpty() && bound.at(0) == '(';
  }

  private static double score(Bytes bound) {
    double score = DoubleReader.readAny(bound, isOpen(bound) ? 1 : 0);
    if (Double.isNaN(score)) throw new CommandException(Errors.NOT_A_RANGE_OF_SCORES);
    return score;
  }

  static MemberRange members(Bytes min, Bytes max) {
    return new MemberRange.Members(limit(min), limit(max));
  }

  private static MemberRange.Limit limit(Bytes bound) {
    if (bound.is("-")) return MemberRange.Limit.FIRST;
    if (bound.is("+")) return MemberRange.Limit.LAST;
    boolean closed = !bound.isEmpty() && bound.at(0) == '[';
    if (!closed && !isOpen(bound)) throw new CommandException(Errors.NOT_A_RANGE_OF_MEMBERS);
    return MemberRange.Limit.at(bound.slice(1, bound.length()), !closed);
  }
}
