package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.value.MemberRange;
import miniredis.value.SortedSetValue;
import miniredis.value.Span;

/**
 * Which members ZRANGE and its relatives want.
 *
 * @param start the first rank, negative: counted from the end
 * @param stop the last rank; the same
 * @param range a range of scores or members in place of ranks, or null
 * @param reversed from the highest score down; ranks are counted in this direction
 * @param offset how many members of a range are left out at the beginning; if negative, all
 * @param count how many are wanted of the rest; negative: all
 */
record RangeQuery(
    long start,
    long stop,
    MemberRange range,
    boolean reversed,
    long offset,
    long count,
    boolean withScores) {

  private static final long ALL = -1;

  /** What a range is of. */
  enum By {
    RANK,
    SCORE,
    MEMBER
  }

  /** What a command of this name may say, and what it says by its name. */
  enum Kind {
    /** ZRANGE: all options. */
    FREE(null, false),
    /** ZRANGESTORE: all but WITHSCORES. */
    STORE(null, false),
    BACKWARDS(By.RANK, true),
    BY_SCORE(By.SCORE, false),
    BY_SCORE_BACKWARDS(By.SCORE, true),
    BY_MEMBER(By.MEMBER, false),
    BY_MEMBER_BACKWARDS(By.MEMBER, true);

    private final By by;
    private final boolean reversed;

    Kind(By by, boolean reversed) {
      this.by = by;
      this.reversed = reversed;
    }
  }

  /** Reads the two ends from an argument on, and the options behind them. */
  static RangeQuery of(Call call, int at, Kind kind) {
    By by = kind.by;
    boolean reversed = kind.reversed;
    boolean withScores = false;
    long offset = 0;
    long count = ALL;
    for (int i = at + 2; i < call.size(); i++) {
      Bytes option = call.arg(i);
      if (kind != Kind.STORE && option.is("WITHSCORES")) {
        withScores = true;
      } else if (option.is("LIMIT") && call.size() - i > 2) {
        offset = call.integer(++i);
        count = call.integer(++i);
      } else if (kind.by == null && !reversed && option.is("REV")) {
        reversed = true;
      } else if (by == null && option.is("BYLEX")) {
        by = By.MEMBER;
      } else if (by == null && option.is("BYSCORE")) {
        by = By.SCORE;
      } else {
        throw Errors.syntax();
      }
    }
    if (by == null) by = By.RANK;
    check(by, count, withScores);
    return of(call, at, by, reversed, offset, count, withScores);
  }

  private static void check(By by, long count, boolean withScores) {
    if (count != ALL && by == By.RANK) throw new CommandException(Errors.LIMIT_BY_RANK);
    if (withScores && by == By.MEMBER) throw new CommandException(Errors.WITHSCORES_BY_LEX);
  }

  private static RangeQuery of(
      Call call, int at, By by, boolean reversed, long offset, long count, boolean withScores) {
    Bytes min = call.arg(reversed ? at + 1 : at);
    Bytes max = call.arg(reversed ? at : at + 1);
    return switch (by) {
      case RANK -> ranks(call, at, reversed, withScores);
      case SCORE ->
          new RangeQuery(0, 0, RangeBounds.scores(min, max), reversed, offset, count, withScores);
      case MEMBER ->
          new RangeQuery(0, 0, RangeBounds.members(min, max), reversed, offset, count, withScores);
    };
  }

  /** Two ranks and nothing else, as ZREMRANGEBYRANK has them. */
  static RangeQuery ranks(Call call, int at, boolean reversed, boolean withScores) {
    long start = call.integer(at);
    return new RangeQuery(start, call.integer(at + 1), null, reversed, 0, ALL, withScores);
  }

  /** The ranks, counted from the lowest score, of what is wanted of a set. */
  Span in(SortedSetValue set) {
    return range == null ? ranksIn(set.size()) : rangeIn(set);
  }

  private Span ranksIn(int size) {
    long from = Math.max(0, start < 0 ? start + size : start);
    long to = Math.min(size - 1, stop < 0 ? stop + size : stop) + 1;
    if (from >= to) return Span.NONE;
    return reversed
        ? new Span((int) (size - to), (int) (size - from))
        : new Span((int) from, (int) to);
  }

  private Span rangeIn(SortedSetValue set) {
    Span whole = set.find(range, reversed);
    if (offset < 0 || offset >= whole.size()) return Span.NONE;
    int skipped = (int) offset;
    int left = whole.size() - skipped;
    int taken = count < 0 ? left : (int) Math.min(count, left);
    int from = reversed ? whole.to() - skipped - taken : whole.from() + skipped;
    return new Span(from, from + taken);
  }
}
