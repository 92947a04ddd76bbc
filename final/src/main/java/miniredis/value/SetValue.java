package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.bytes.StringSink;

/**
 * Members in no order, none of them twice.
 *
 * <p>As long as all members are integers, and no more than the {@link Limits} allow, they are kept
 * in an {@link IntSet}, which takes 2 to 8 bytes for each and finds one in O(log n). Any other set
 * is a {@link MemberTable}: O(1), and 22 bytes for a member of 16. A table never becomes an intset
 * again.
 */
public final class SetValue implements Value, Iterable<Bytes> {

  /** However the limits are set, more numbers are not kept in one array. */
  private static final int MOST_NUMBERS = 1 << 26;

  private static final int NUMBERS_PER_WALK = 512;

  private final Limits limits;

  /** The members while they are few and all integers; then null. */
  private IntSet numbers;

  /** The members of all other sets; before that null. */
  private MemberTable table;

  /** An empty set. */
  public SetValue(Limits limits) {
    this(new IntSet(), limits);
  }

  /** With these numbers, however many the limits allow to others. */
  SetValue(IntSet numbers, Limits limits) {
    this.numbers = numbers;
    this.limits = limits;
  }

  /** Takes over a set of integers. */
  public static SetValue of(IntSet numbers, Limits limits) {
    SetValue set = new SetValue(numbers, limits);
    set.unpackIfLarge();
    return set;
  }

  public int size() {
    return numbers != null ? numbers.size() : table.size();
  }

  /** The set of integers, only to be read, or null if the set is a table. */
  public IntSet numbers() {
    return numbers;
  }

  public boolean contains(Bytes member) {
    if (numbers == null) return table.contains(member);
    return Numbers.isInteger(member) && numbers.contains(Numbers.integer(member));
  }

  /** The same of a string that is a part of an array. */
  public boolean contains(byte[] bytes, int from, int to) {
    if (numbers == null) return table.contains(bytes, from, to);
    return Numbers.isInteger(bytes, from, to) && numbers.contains(Numbers.integer(bytes, from, to));
  }

  /** Adds a member; false if it is there already. */
  public boolean add(Bytes member) {
    if (numbers == null) return table.add(member);
    if (!Numbers.isInteger(member)) {
      unpack();
      return table.add(member);
    }
    if (!numbers.add(Numbers.integer(member))) return false;
    unpackIfLarge();
    return true;
  }

  /**
   * Adds a member that was read from a file; false if it is there already, which only a table sees,
   * as in Redis.
   */
  public boolean load(Bytes member) {
    return add(member) || numbers != null;
  }

  private void unpackIfLarge() {
    if (numbers.size() > Math.min(limits.setNumbers, MOST_NUMBERS)) unpack();
  }

  private void unpack() {
    table = new MemberTable();
    for (int i = 0; i < numbers.size(); i++) table.add(numbers.digits(i));
    numbers = null;
  }

  /** Removes a member; false if there is none. */
  public boolean remove(Bytes member) {
    if (numbers == null) return table.remove(member);
    return Numbers.isInteger(member) && numbers.remove(Numbers.integer(member));
  }

  /** Goes over all members: integers in ascending order, others in none; not to be changed then. */
  @Override
  public Iterator<Bytes> iterator() {
    if (numbers == null) return table.iterator();
    return IntStream.range(0, numbers.size()).mapToObj(numbers::digits).iterator();
  }

  /**
   * Visits all members without copies, some at each call, which says whether there are more; the
   * set must not change until then.
   */
  public BooleanSupplier walk(StringSink visitor) {
    if (numbers == null) return table.walk(visitor);
    int[] next = new int[1];
    return () -> {
      int end = Math.min(numbers.size(), next[0] + NUMBERS_PER_WALK);
      for (; next[0] < end; next[0]++) visitor.string(numbers.digits(next[0]));
      return end < numbers.size();
    };
  }

  /** One step of SSCAN, as {@link Dictionary#scan}; a set of integers is visited in one step. */
  public long scan(long cursor, StringSink visitor) {
    if (numbers == null) return table.scan(cursor, visitor);
    for (Bytes member : this) visitor.string(member);
    return 0;
  }

  /** Any member, each with the same chance; the set must not be empty. */
  public Bytes pick(RandomGenerator random) {
    return numbers == null ? table.pick(random) : numbers.digits(random.nextInt(numbers.size()));
  }

  @Override
  public Type type() {
    return Type.SET;
  }

  @Override
  public String encoding() {
    return numbers != null ? "intset" : "hashtable";
  }

  @Override
  public boolean isEmpty() {
    return size() == 0;
  }

  @Override
  public List<Bytes> sortable() {
    List<Bytes> members = new ArrayList<>(size());
    forEach(members::add);
    return members;
  }

  @Override
  public boolean isOrdered() {
    return false;
  }

  @Override
  public long footprint() {
    return Footprint.ofObject(3, 0) + (numbers != null ? numbers.footprint() : table.footprint());
  }

  @Override
  public byte[] packed(Entry entry, ArrayPool pool) {
    return PackedCollection.of(numbers, entry, pool);
  }

  @Override
  public void takeApart(Parts parts) {
    for (Bytes member : this) parts.oneOf(member);
  }

  @Override
  public Value copy() {
    SetValue copy = new SetValue(numbers == null ? null : numbers.copy(), limits);
    copy.table = table == null ? null : table.copy();
    return copy;
  }

  @Override
  public Value frozen() {
    if (table == null) return copy();
    SetValue frozen = new SetValue(null, limits);
    frozen.table = table.frozen();
    return frozen;
  }
}
