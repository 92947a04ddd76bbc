package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Hash;
import miniredis.bytes.StringSink;

/**
 * A hash table of strings and nothing else: what large sets are made of.
 *
 * <p>A bucket is one array in which its members stand one after the other. So a member has no
 * object, no pointer and no hash of its own:
 *
 * <pre>
 *   bucket:  length (1) | member | length (1) | member | ...
 *   length:  0 to 254, or 255 and the length itself in four bytes
 * </pre>
 *
 * <p>To find, to add and to remove a member is O(1) on average: about four short members share a
 * bucket, which is read from the front, and is copied when it changes. A million members of 16
 * bytes take 22 bytes each, where Redis takes 72.
 *
 * <p><b>Growing</b> is linear hashing: the table grows by one bucket at a time, which takes over
 * its members from one other bucket, its partner. No table is ever copied as a whole, no second one
 * stands beside the first, and no command has to wait for that. Below, the table has six buckets;
 * the next one, 6, will be split off from 2.
 *
 * <pre>
 *   hash ends in     00   01   10   11   |  100   101  (110) (111)
 *   bucket            0    1    2    3   |    4     5   in 2  in 3
 * </pre>
 *
 * <p>When to grow is decided by weight, not by number, so that long members do not crowd into a
 * bucket that would be expensive to copy.
 *
 * <p>Belongs to the one thread that runs commands.
 */
final class MemberTable implements Iterable<Bytes> {

  /** The weight that a bucket should have; with half of it on average, buckets are joined. */
  private static final long BUCKET = 128;

  /** What a member weighs beside its bytes. */
  private static final int MEMBER = 16;

  /** A member weighs no more than if it had so many bytes: else one would split all buckets. */
  private static final int HEAVY = 1024;

  private static final int LONG_LENGTH = 255;
  private static final int FEW_BUCKETS = 16;
  private static final int BYTES_PER_WALK = 8 * 1024;
  private static final int BUCKETS_PER_WALK = 256;
  private static final byte[] EMPTY = {};

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[][] buckets = {EMPTY};
  private int count = 1;

  /** The bits of a hash that name a bucket: as many as the last bucket's number has. */
  private int mask;

  private int size;
  private long weight;
  private long bucketBytes;

  /** No bucket has more members than this. */
  private int fullest;

  int size() {
    return size;
  }

  private int bucketOf(int hash) {
    int bucket = hash & mask;
    return bucket < count ? bucket : hash & mask >> 1;
  }

  boolean contains(Bytes member) {
    return find(buckets[bucketOf(member.hashCode())], member) >= 0;
  }

  /** The same of a string that is a part of an array. */
  boolean contains(byte[] bytes, int from, int to) {
    byte[] bucket = buckets[bucketOf(Hash.of(bytes, from, to - from))];
    return find(bucket, bytes, from, to) >= 0;
  }

  /** Adds a member; false if it is there already. */
  boolean add(Bytes member) {
    int at = bucketOf(member.hashCode());
    int found = find(buckets[at], member);
    if (found >= 0) return false;
    fullest = Math.max(fullest, -found);
    put(at, with(buckets[at], member));
    size++;
    weight += weight(member);
    while (weight > BUCKET * count) split();
    return true;
  }

  /** Removes a member; false if there is none. */
  boolean remove(Bytes member) {
    int at = bucketOf(member.hashCode());
    int found = find(buckets[at], member);
    if (found < 0) return false;
    put(at, without(buckets[at], found));
    size--;
    weight -= weight(member);
    while (count > 1 && weight < BUCKET / 2 * count) join();
    return true;
  }

  private static int weight(Bytes member) {
    return MEMBER + Math.min(member.length(), HEAVY);
  }

  // Buckets

  private void put(int at, byte[] bucket) {
    bucketBytes += footprint(bucket) - footprint(buckets[at]);
    buckets[at] = bucket;
  }

  private static long footprint(byte[] bucket) {
    return bucket.length == 0 ? 0 : Footprint.ofBytes(bucket.length);
  }

  /** Adds a bucket and gives it those members of its partner that have one more bit in common. */
  private void split() {
    if (count == buckets.length) buckets = Arrays.copyOf(buckets, 2 * count);
    int fresh = count++;
    buckets[fresh] = EMPTY;
    if (fresh > mask) mask = 2 * mask + 1;
    int partner = fresh & mask >> 1;
    byte[] all = buckets[partner];
    byte[] staying = new byte[all.length];
    byte[] going = new byte[all.length];
    int stayed = 0;
    int gone = 0;
    for (int at = 0; at < all.length; ) {
      int end = end(all, at);
      int from = start(all, at);
      if ((Hash.of(all, from, end - from) & mask) == fresh) {
        System.arraycopy(all, at, going, gone, end - at);
        gone += end - at;
      } else {
        System.arraycopy(all, at, staying, stayed, end - at);
        stayed += end - at;
      }
      at = end;
    }
    put(partner, cut(staying, stayed));
    put(fresh, cut(going, gone));
  }

  private static byte[] cut(byte[] bucket, int length) {
    if (length == bucket.length) return bucket;
    return length == 0 ? EMPTY : Arrays.copyOf(bucket, length);
  }

  /** Gives the members of the last bucket back to its partner. */
  private void join() {
    int last = --count;
    int partner = last & mask >> 1;
    byte[] own = buckets[last];
    byte[] there = buckets[partner];
    byte[] both = Arrays.copyOf(there, there.length + own.length);
    System.arraycopy(own, 0, both, there.length, own.length);
    put(last, EMPTY);
    put(partner, both);
    buckets[last] = null;
    fullest = Math.max(fullest, members(both));
    if (last == mask + 1 >> 1) mask >>= 1;
    if (buckets.length > FEW_BUCKETS && count < buckets.length / 4) {
      buckets = Arrays.copyOf(buckets, buckets.length / 2);
    }
  }

  // Members in a bucket; the place of a member is that of its length

  private static int start(byte[] bucket, int at) {
    return at + ((bucket[at] & 0xff) < LONG_LENGTH ? 1 : 1 + Integer.BYTES);
  }

  private static int end(byte[] bucket, int at) {
    int length = bucket[at] & 0xff;
    if (length < LONG_LENGTH) return at + 1 + length;
    return at + 1 + Integer.BYTES + (int) INT.get(bucket, at + 1);
  }

  private static Bytes member(byte[] bucket, int at) {
    return Bytes.copyOf(bucket, start(bucket, at), end(bucket, at));
  }

  /**
   * The place of a member; if it is not there, -1 less the number of members that are. Members that
   * are alike differ at their ends, so the last byte is compared first.
   */
  private static int find(byte[] bucket, byte[] wanted, int start, int stop) {
    int length = stop - start;
    byte last = length == 0 ? 0 : wanted[stop - 1];
    int seen = 0;
    for (int at = 0; at < bucket.length; seen++) {
      int from = start(bucket, at);
      int end = end(bucket, at);
      if (end - from == length
          && (length == 0 || bucket[end - 1] == last)
          && Arrays.equals(bucket, from, end, wanted, start, stop)) {
        return at;
      }
      at = end;
    }
    return -1 - seen;
  }

  private static int find(byte[] bucket, Bytes member) {
    return find(bucket, member.array(), 0, member.length());
  }

  private static int members(byte[] bucket) {
    int seen = 0;
    for (int at = 0; at < bucket.length; at = end(bucket, at)) seen++;
    return seen;
  }

  private static byte[] with(byte[] bucket, Bytes member) {
    int length = member.length();
    int at = bucket.length;
    int from = at + (length < LONG_LENGTH ? 1 : 1 + Integer.BYTES);
    byte[] longer = Arrays.copyOf(bucket, from + length);
    longer[at] = (byte) Math.min(length, LONG_LENGTH);
    if (length >= LONG_LENGTH) INT.set(longer, at + 1, length);
    member.copyTo(longer, from);
    return longer;
  }

  private static byte[] without(byte[] bucket, int at) {
    int end = end(bucket, at);
    if (end - at == bucket.length) return EMPTY;
    byte[] shorter = Arrays.copyOf(bucket, bucket.length - (end - at));
    System.arraycopy(bucket, end, shorter, at, bucket.length - end);
    return shorter;
  }

  // Many members

  /** Goes over all members, in no order; the table must not change meanwhile. */
  @Override
  public Iterator<Bytes> iterator() {
    return new Iterator<>() {
      private int bucket;
      private int at;

      @Override
      public boolean hasNext() {
        while (at == buckets[bucket].length) {
          if (bucket == count - 1) return false;
          bucket++;
          at = 0;
        }
        return true;
      }

      @Override
      public Bytes next() {
        if (!hasNext()) throw new NoSuchElementException();
        Bytes next = member(buckets[bucket], at);
        at = end(buckets[bucket], at);
        return next;
      }
    };
  }

  private static void visit(byte[] bucket, StringSink visitor) {
    for (int at = 0; at < bucket.length; ) {
      int end = end(bucket, at);
      visitor.string(bucket, start(bucket, at), end);
      at = end;
    }
  }

  /**
   * Visits all members without copies, some at each call, which says whether there are more; the
   * table must not change until then.
   */
  BooleanSupplier walk(StringSink visitor) {
    int[] next = new int[1];
    return () -> {
      int end = Math.min(count, next[0] + BUCKETS_PER_WALK);
      for (int bytes = 0; next[0] < end && bytes < BYTES_PER_WALK; next[0]++) {
        byte[] bucket = buckets[next[0]];
        visit(bucket, visitor);
        bytes += bucket.length;
      }
      return next[0] < count;
    };
  }

  /**
   * Visits the members of one bucket and returns the cursor of the next, 0 after the last. What
   * {@link Dictionary} says of its cursors is true here too: a bucket that is split or joined
   * between two calls has its share of the hashes visited all the same. A bucket that was not split
   * yet stands for one bit less than the others.
   */
  long scan(long cursor, StringSink visitor) {
    int at = bucketOf((int) cursor);
    visit(buckets[at], visitor);
    int half = mask + 1 >> 1;
    boolean isSplit = at >= half || at + half < count;
    return next(cursor, isSplit ? mask : mask >> 1);
  }

  /** Adds one to the cursor's bits under the mask, from the highest to the lowest. */
  private static long next(long cursor, int mask) {
    return Long.reverse(Long.reverse(cursor | ~(long) mask) + 1);
  }

  /**
   * Any member, each with exactly the same chance: a bucket and a place in it are drawn until there
   * is a member at that place. The table must not be empty.
   */
  Bytes pick(RandomGenerator random) {
    while (true) {
      byte[] bucket = buckets[random.nextInt(count)];
      int at = 0;
      for (int skip = random.nextInt(fullest); skip > 0 && at < bucket.length; skip--) {
        at = end(bucket, at);
      }
      if (at < bucket.length) return member(bucket, at);
    }
  }

  MemberTable copy() {
    MemberTable copy = new MemberTable();
    copy.buckets = new byte[count][];
    for (int i = 0; i < count; i++) {
      copy.buckets[i] = buckets[i].length == 0 ? EMPTY : buckets[i].clone();
    }
    copy.count = count;
    copy.mask = mask;
    copy.size = size;
    copy.weight = weight;
    copy.bucketBytes = bucketBytes;
    copy.fullest = fullest;
    return copy;
  }

  /** The same, only to be walked over: a bucket does not change, another takes its place. */
  MemberTable frozen() {
    MemberTable frozen = new MemberTable();
    frozen.buckets = Arrays.copyOf(buckets, count);
    frozen.count = count;
    frozen.size = size;
    return frozen;
  }

  long footprint() {
    return Footprint.ofObject(1, 4 * Integer.BYTES + 2 * Long.BYTES)
        + Footprint.ofReferences(buckets.length)
        + bucketBytes;
  }
}
