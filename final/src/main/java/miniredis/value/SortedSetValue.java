package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Doubles;

/**
 * Members, none of them twice, each with a score, in the order of their scores; where scores are
 * equal, in the order of their bytes.
 *
 * <p>A small one is a pack ({@link PackedMembers}). When it has more members, or longer ones, than
 * the {@link Limits} allow, it becomes a table and a tree ({@link RankedMembers}), and stays so. In
 * the large form every single step is O(log n) or better, and so is finding a rank or the members
 * of a range.
 *
 * <p>Scores are doubles, infinities too, but never NaN. Ranks count from 0, the lowest score.
 */
public final class SortedSetValue implements Value {

  /** Takes members, one after the other, from wherever they lie. */
  @FunctionalInterface
  public interface Visitor {
    void member(byte[] array, int from, int to, double score);
  }

  private final Limits limits;
  private Ranking ranking;

  /** An empty one. */
  public SortedSetValue(Limits limits) {
    this(limits, new PackedMembers());
  }

  SortedSetValue(Limits limits, Ranking ranking) {
    this.limits = limits;
    this.ranking = ranking;
  }

  /**
   * Takes over a pack of members and scores in turns.
   *
   * @throws IllegalArgumentException if a member has no score, or one that is not a number
   */
  public static SortedSetValue of(ListPack pack, Limits limits) {
    PackedMembers members = new PackedMembers(pack);
    if (!members.isSound()) throw new IllegalArgumentException("a member without a score");
    SortedSetValue set = new SortedSetValue(limits, members);
    if (members.size() > limits.sortedSetMembers) set.unpack();
    return set;
  }

  /** An empty one to which so many members will be added, the longest of so many bytes. */
  public static SortedSetValue forMembers(int count, int longest, Limits limits) {
    boolean large = count > limits.sortedSetMembers || longest > limits.sortedSetBytes;
    return new SortedSetValue(limits, large ? new RankedMembers(count) : new PackedMembers());
  }

  public int size() {
    return ranking.size();
  }

  /** The pack, only to be read, or null if the set is large. */
  public ListPack pack() {
    return ranking instanceof PackedMembers packed ? packed.pack() : null;
  }

  /** The score of a member, or NaN if it is none. */
  public double score(Bytes member) {
    return ranking.score(member);
  }

  /** Adds a member that is not there. */
  public void add(Bytes member, double score) {
    if (ranking instanceof PackedMembers packed && !packed.hasRoom(member, limits)) unpack();
    ranking.add(member, score);
  }

  /** Gives a member that is there another score. */
  public void change(Bytes member, double from, double to) {
    ranking.change(member, from, to);
  }

  /** Adds a member or gives it another score; whether it is a new one. */
  public boolean set(Bytes member, double score) {
    double old = score(member);
    if (Double.isNaN(old)) add(member, score);
    else if (old != score) change(member, old, score);
    return Double.isNaN(old);
  }

  /** Removes a member; false if it is none. */
  public boolean remove(Bytes member) {
    return ranking.remove(member);
  }

  /** Removes the members of these ranks. */
  public void remove(Span ranks) {
    if (ranks.size() > 0) ranking.remove(ranks);
  }

  /** The rank of a member, or -1 if it is none. */
  public int rank(Bytes member) {
    return ranking.rank(member);
  }

  /** At the member of a rank; past the end if there is none. */
  public ScoreCursor cursor(int rank) {
    return ranking.cursor(rank);
  }

  /**
   * Which ranks a range has. The direction makes a difference only for a range of members where
   * scores differ, whose result is as little use as in Redis.
   */
  public Span find(MemberRange range, boolean backwards) {
    return ranking.find(range, backwards);
  }

  /** Visits all members, the lowest score first. */
  public void forEach(ObjDoubleConsumer<Bytes> visitor) {
    for (ScoreCursor at = cursor(0); at.isThere(); at.next())
      visitor.accept(at.member(), at.score());
  }

  /** One step of ZSCAN, as {@link Dictionary#scan}; scores come as text. */
  public long scan(long cursor, BiConsumer<Bytes, Bytes> visitor) {
    return ranking.scan(cursor, visitor);
  }

  /**
   * Visits all members, the highest score first, some at each call, which says whether there are
   * more; the set must not change until then.
   */
  public BooleanSupplier walkBackwards(Visitor visitor) {
    if (ranking instanceof RankedMembers ranked) return ranked.walkBackwards(visitor);
    return () -> {
      for (ScoreCursor at = cursor(size() - 1); at.isThere(); at.previous()) {
        Bytes member = at.member();
        visitor.member(member.array(), 0, member.length(), at.score());
      }
      return false;
    };
  }

  /** Becomes a table and a tree, if it is not yet: SORT does this, as in Redis. */
  public void unpack() {
    if (!(ranking instanceof PackedMembers packed)) return;
    SortedSetValue large = new SortedSetValue(limits, new RankedMembers(packed.size()));
    for (ScoreCursor at = packed.cursor(0); at.isThere(); at.next()) {
      large.set(at.member(), at.score());
    }
    ranking = large.ranking;
  }

  /** Becomes a pack, if it is small enough: for what has been read from a file. */
  public void packIfSmall() {
    if (ranking instanceof PackedMembers || size() > limits.sortedSetMembers) return;
    PackedMembers packed = new PackedMembers();
    for (ScoreCursor at = cursor(0); at.isThere(); at.next()) {
      Bytes member = at.member();
      if (!packed.hasRoom(member, limits)) return;
      packed.add(member, at.score());
    }
    ranking = packed;
  }

  @Override
  public Type type() {
    return Type.SORTED_SET;
  }

  @Override
  public String encoding() {
    return ranking instanceof PackedMembers ? "listpack" : "skiplist";
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public List<Bytes> sortable() {
    List<Bytes> members = new ArrayList<>(size());
    forEach((member, _) -> members.add(member));
    return members;
  }

  @Override
  public long footprint() {
    return Footprint.ofObject(2, 0) + ranking.footprint();
  }

  @Override
  public byte[] packed(Entry entry, ArrayPool pool) {
    return PackedCollection.of(Type.SORTED_SET, pack(), entry, pool);
  }

  @Override
  public void takeApart(Parts parts) {
    forEach((member, score) -> parts.oneOf(member, Bytes.of(Doubles.seventeenDigits(score))));
  }

  @Override
  public Value copy() {
    return new SortedSetValue(limits, ranking.copy());
  }

  @Override
  public Value frozen() {
    return new SortedSetValue(limits, ranking.frozen());
  }
}
