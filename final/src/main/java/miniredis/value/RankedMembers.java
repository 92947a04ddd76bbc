package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Doubles;
import miniredis.bytes.StringSink;

/**
 * Many members: a {@link Dictionary} that knows the score of each, and a {@link ScoreTree} that
 * knows their order. Both refer to the same arrays ({@link ScoredMember}).
 *
 * <p>A member of 16 bytes takes 78 bytes, with a million of them, where they came in order, and 84
 * where they did not: 48 the array, 17 the table, the rest the tree, up to 28 where its leaves are
 * half full. Redis takes 126.
 */
final class RankedMembers implements Ranking {

  private final Dictionary table = new Dictionary();
  private final ScoreTree tree;
  private long entryBytes;

  RankedMembers(int room) {
    this(new ScoreTree());
    table.reserve(room);
  }

  private RankedMembers(ScoreTree tree) {
    this.tree = tree;
  }

  @Override
  public int size() {
    return tree.size();
  }

  private byte[] find(Bytes member) {
    return (byte[]) table.find(member);
  }

  @Override
  public double score(Bytes member) {
    byte[] entry = find(member);
    return entry == null ? Double.NaN : ScoredMember.score(entry);
  }

  @Override
  public void add(Bytes member, double score) {
    byte[] entry = ScoredMember.of(member, score);
    table.add(member, entry);
    tree.add(score, entry);
    entryBytes += Footprint.ofBytes(entry.length);
  }

  @Override
  public void change(Bytes member, double from, double to) {
    byte[] entry = find(member);
    tree.move(from, to, entry);
    ScoredMember.score(entry, to);
  }

  @Override
  public boolean remove(Bytes member) {
    byte[] entry = (byte[]) table.remove(member);
    if (entry == null) return false;
    tree.remove(ScoredMember.score(entry), entry);
    entryBytes -= Footprint.ofBytes(entry.length);
    return true;
  }

  @Override
  public void remove(Span ranks) {
    for (int i = 0; i < ranks.size(); i++) {
      remove(ScoredMember.member(tree.cursor(ranks.from()).entry()));
    }
  }

  @Override
  public int rank(Bytes member) {
    byte[] entry = find(member);
    return entry == null ? -1 : tree.rank(ScoredMember.score(entry), entry);
  }

  @Override
  public ScoreCursor cursor(int rank) {
    return new Cursor(tree.cursor(rank));
  }

  private record Cursor(ScoreTree.Cursor at) implements ScoreCursor {
    @Override
    public boolean isThere() {
      return at.isThere();
    }

    @Override
    public Bytes member() {
      return ScoredMember.member(at.entry());
    }

    @Override
    public void member(StringSink out) {
      ScoredMember.member(at.entry(), out);
    }

    @Override
    public double score() {
      return at.score();
    }

    @Override
    public void next() {
      at.next();
    }

    @Override
    public void previous() {
      at.previous();
    }
  }

  /** The two ends are looked for by themselves, so the direction makes no difference. */
  @Override
  public Span find(MemberRange range, boolean backwards) {
    if (range.isEmpty()) return Span.NONE;
    if (range instanceof MemberRange.Scores scores) return find(scores);
    return range instanceof MemberRange.Members members ? find(members) : Span.NONE;
  }

  private Span find(MemberRange.Scores scores) {
    return span(
        tree.count((score, _) -> scores.isBefore(score)),
        tree.count((score, _) -> !scores.isBehind(score)));
  }

  private Span find(MemberRange.Members members) {
    Bytes min = members.min().member();
    Bytes max = members.max().member();
    return span(
        min == null
            ? 0
            : tree.count((_, entry) -> members.isBefore(ScoredMember.compare(entry, min))),
        max == null
            ? size()
            : tree.count((_, entry) -> !members.isBehind(ScoredMember.compare(entry, max))));
  }

  /** Where scores differ, the ends of a range of members may be found the wrong way round. */
  private static Span span(int from, int to) {
    return to < from ? Span.NONE : new Span(from, to);
  }

  @Override
  public long scan(long cursor, BiConsumer<Bytes, Bytes> visitor) {
    return table.scan(
        cursor,
        found -> {
          byte[] entry = (byte[]) found;
          String score = Doubles.seventeenDigits(ScoredMember.score(entry));
          visitor.accept(ScoredMember.member(entry), Bytes.of(score));
        });
  }

  /** See {@link ScoreTree#walkBackwards}. */
  BooleanSupplier walkBackwards(SortedSetValue.Visitor visitor) {
    return tree.walkBackwards(
        (entry, score) -> visitor.member(entry, Packed.keyAt(entry), Packed.valueAt(entry), score));
  }

  @Override
  public long footprint() {
    return Footprint.ofObject(2, 8)
        + Footprint.ofObject(3, 20)
        + table.footprint()
        + tree.footprint()
        + entryBytes;
  }

  @Override
  public Ranking copy() {
    RankedMembers copy = new RankedMembers(size());
    tree.forEach(entry -> copy.add(ScoredMember.member(entry), ScoredMember.score(entry)));
    return copy;
  }

  /**
   * Without a table: a snapshot is read in order. The scores that the tree has are those of then,
   * while those in the arrays change.
   */
  @Override
  public Ranking frozen() {
    return new RankedMembers(tree.frozen());
  }
}
