package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.DoubleReader;
import miniredis.bytes.Doubles;
import miniredis.bytes.StringSink;

/**
 * A few members in one {@link ListPack}: member, score, member, score, the lowest score first. All
 * is O(n), read from the front; a member takes four bytes and its own.
 *
 * <p>A score that is a whole number is kept as one, so -0 becomes 0, as in Redis; all others are
 * kept as the digits that ZSCORE replies.
 */
final class PackedMembers implements Ranking {

  /** However the limits are set, a pack is not worth more than this. */
  private static final int MOST_BYTES = 1 << 30;

  private static final int LONGEST_SCORE = 32;

  /** Whole numbers up to here are kept as such. */
  private static final double MOST_WHOLE = Long.MAX_VALUE / 2;

  private final ListPack pack;

  PackedMembers() {
    this(new ListPack());
  }

  PackedMembers(ListPack pack) {
    this.pack = pack;
  }

  ListPack pack() {
    return pack;
  }

  boolean hasRoom(Bytes member, Limits limits) {
    return size() < limits.sortedSetMembers
        && member.length() <= limits.sortedSetBytes
        && (long) pack.bytes() + member.length() + LONGEST_SCORE < MOST_BYTES;
  }

  /** Whether every member has a score that is one. */
  boolean isSound() {
    if (pack.count() % 2 != 0) return false;
    for (int at = pack.first(); at != ListPack.NONE; at = next(at)) {
      if (Double.isNaN(score(at))) return false;
    }
    return true;
  }

  @Override
  public int size() {
    return pack.count() / 2;
  }

  private int next(int at) {
    return pack.next(pack.next(at));
  }

  private int previous(int at) {
    int score = pack.previous(at);
    return score == ListPack.NONE ? score : pack.previous(score);
  }

  private int find(Bytes member) {
    return pack.find(member, pack.first(), 1);
  }

  /** The score of the member at a place. */
  private double score(int at) {
    int place = pack.next(at);
    return pack.isNumber(place) ? pack.number(place) : DoubleReader.readAny(pack.get(place), 0);
  }

  @Override
  public double score(Bytes member) {
    int at = find(member);
    return at == ListPack.NONE ? Double.NaN : score(at);
  }

  @Override
  public void add(Bytes member, double score) {
    int at = placeFor(member, score);
    pack.insert(at, member);
    int behind = pack.after(at);
    if (isWhole(score)) pack.insert(behind, (long) score);
    else pack.insert(behind, Bytes.of(Doubles.seventeenDigits(score)));
  }

  /** Most are added at the end, so that is tried first. */
  private int placeFor(Bytes member, double score) {
    if (pack.isEmpty() || isBefore(pack.seek(-2), member, score)) return pack.end();
    int at = pack.first();
    while (isBefore(at, member, score)) at = next(at);
    return at;
  }

  private boolean isBefore(int at, Bytes member, double score) {
    double there = score(at);
    return there < score || there == score && pack.compare(at, member) <= 0;
  }

  private static boolean isWhole(double score) {
    return Math.abs(score) <= MOST_WHOLE && score == (long) score;
  }

  @Override
  public void change(Bytes member, double from, double to) {
    remove(member);
    add(member, to);
  }

  @Override
  public boolean remove(Bytes member) {
    int at = find(member);
    if (at == ListPack.NONE) return false;
    pack.delete(at, 2);
    return true;
  }

  @Override
  public void remove(Span ranks) {
    pack.delete(pack.seek(2 * ranks.from()), 2 * ranks.size());
  }

  @Override
  public int rank(Bytes member) {
    int rank = 0;
    for (int at = pack.first(); at != ListPack.NONE; at = next(at), rank++) {
      if (pack.holds(at, member)) return rank;
    }
    return -1;
  }

  @Override
  public ScoreCursor cursor(int rank) {
    return new Cursor(pack.seek(2 * rank));
  }

  private final class Cursor implements ScoreCursor {
    private int at;

    Cursor(int at) {
      this.at = at;
    }

    @Override
    public boolean isThere() {
      return at != ListPack.NONE;
    }

    @Override
    public Bytes member() {
      return pack.get(at);
    }

    @Override
    public void member(StringSink out) {
      pack.give(at, out);
    }

    @Override
    public double score() {
      return PackedMembers.this.score(at);
    }

    @Override
    public void next() {
      at = PackedMembers.this.next(at);
    }

    @Override
    public void previous() {
      at = PackedMembers.this.previous(at);
    }
  }

  /**
   * A range of members in a set whose scores differ is nonsense, but Redis's answer is that of a
   * walk from the end where one begins, up to the first member outside.
   */
  @Override
  public Span find(MemberRange range, boolean backwards) {
    if (range.isEmpty()) return Span.NONE;
    return backwards ? findBackwards(range) : findForwards(range);
  }

  private Span findForwards(MemberRange range) {
    int from = 0;
    int at = pack.first();
    for (; at != ListPack.NONE && isBefore(range, at); at = next(at)) from++;
    int to = from;
    for (; at != ListPack.NONE && !isBehind(range, at); at = next(at)) to++;
    return new Span(from, to);
  }

  private Span findBackwards(MemberRange range) {
    int to = size();
    int at = pack.isEmpty() ? ListPack.NONE : pack.seek(-2);
    for (; at != ListPack.NONE && isBehind(range, at); at = previous(at)) to--;
    int from = to;
    for (; at != ListPack.NONE && !isBefore(range, at); at = previous(at)) from--;
    return new Span(from, to);
  }

  /**
   * Here and below no switch over the types: Java would make its code at the first use, and that
   * client would wait for it.
   */
  private boolean isBefore(MemberRange range, int at) {
    if (range instanceof MemberRange.Scores scores) return scores.isBefore(score(at));
    return range instanceof MemberRange.Members members
        && members.min().end() == 0
        && members.isBefore(pack.compare(at, members.min().member()));
  }

  private boolean isBehind(MemberRange range, int at) {
    if (range instanceof MemberRange.Scores scores) return scores.isBehind(score(at));
    return range instanceof MemberRange.Members members
        && members.max().end() == 0
        && members.isBehind(pack.compare(at, members.max().member()));
  }

  @Override
  public long scan(long cursor, BiConsumer<Bytes, Bytes> visitor) {
    for (int at = pack.first(); at != ListPack.NONE; at = next(at)) {
      visitor.accept(pack.get(at), pack.get(pack.next(at)));
    }
    return 0;
  }

  @Override
  public long footprint() {
    return Footprint.ofObject(1, 0) + pack.footprint();
  }

  @Override
  public Ranking copy() {
    return new PackedMembers(pack.copy());
  }

  @Override
  public Ranking frozen() {
    return copy();
  }
}
