package miniredis.value;

import module java.base;

/**
 * The arrays of packed entries that have gone, to be used for those that come.
 *
 * <p>A cache at its limit removes as many keys as it gets; keys with deadlines go and come again;
 * values change their length. Each time an array that has grown old would become garbage, which
 * Java collects only when the heap cannot grow any more: a cache with half a gigabyte of data took
 * three times as much memory. From here the new entry gets an old array: nothing is left for the
 * collector, and it has no new arrays to move either.
 *
 * <p>Arrays are kept by their length. As what goes is about what comes, there is mostly one that
 * fits; one that is a little longer does, too.
 *
 * <p><b>When an array is free.</b> The command that removed the entry may still be reading it. So
 * what it gives is handed out only after it has ended: see {@link #endCommand}. After that nobody
 * may have such an array; that is no new rule, because a packed entry is overwritten in place, too.
 *
 * <p>Belongs to the engine's thread.
 */
public final class ArrayPool {

  /** For who has no arrays to give: all are new, and none is kept. */
  public static final ArrayPool NONE = new ArrayPool(0);

  /**
   * More bytes than this are left to the collector, or, in a small heap, more than a share of it.
   */
  private static final long MOST = 8 << 20;

  private static final int SHARE_OF_HEAP = 64;

  /** Longer arrays, of long keys, are not kept. */
  private static final int LONGEST = 4096;

  /** Arrays take a multiple of eight bytes of the heap: so many steps there are. */
  private static final int STEP_BITS = 3;

  /** An array may be by so many steps too long: less than the slack, because steps are coarse. */
  private static final int STEPS_OF_SLACK = (Packed.MOST_SLACK >> STEP_BITS) - 2;

  private final long most;

  /** The free ones: a stack for each step. */
  private final byte[][][] free = new byte[steps(LONGEST) + 1][][];

  private final int[] count = new int[free.length + STEPS_OF_SLACK + 1];

  /** What the command that runs now has given. */
  private byte[][] given = new byte[16][];

  private int givenCount;
  private long bytes;

  public ArrayPool() {
    this(Math.min(MOST, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
  }

  ArrayPool(long most) {
    this.most = most;
  }

  /** Bytes of the heap that the arrays in it take. */
  public long bytes() {
    return bytes;
  }

  /**
   * An array for so many bytes, which may be up to {@link Packed#MOST_SLACK} longer. What stands in
   * it is of no meaning.
   */
  byte[] take(int length) {
    if (most == 0) return new byte[length];
    int first = steps(length);
    if (bytes > 0 && length <= LONGEST) {
      for (int at = first; at <= first + STEPS_OF_SLACK; at++) if (count[at] > 0) return pop(at);
    }
    return new byte[Footprint.roomy(length)];
  }

  private static int steps(int length) {
    return (int) (Footprint.ofBytes(length) >> STEP_BITS);
  }

  private byte[] pop(int at) {
    int top = --count[at];
    byte[] array = free[at][top];
    free[at][top] = null;
    bytes -= Footprint.ofBytes(array.length);
    return array;
  }

  /** Takes the array of an entry that has gone; null is none. */
  public void give(byte[] array) {
    if (array == null || array.length > LONGEST || bytes >= most) return;
    if (givenCount == given.length) given = Arrays.copyOf(given, 2 * givenCount);
    given[givenCount++] = array;
    bytes += Footprint.ofBytes(array.length);
  }

  /** From now on nobody reads what was given until now. To be called after each command. */
  public void endCommand() {
    if (givenCount > 0) release();
  }

  private void release() {
    for (int i = 0; i < givenCount; i++) {
      push(given[i]);
      given[i] = null;
    }
    givenCount = 0;
  }

  /** One that is not as long as it could be for what it takes is good for the step below. */
  private void push(byte[] array) {
    boolean full = array.length == Footprint.roomy(array.length);
    int at = full ? steps(array.length) : steps(array.length) - 1;
    byte[][] stack = free[at];
    if (stack == null) stack = free[at] = new byte[8][];
    else if (count[at] == stack.length) stack = free[at] = Arrays.copyOf(stack, 2 * count[at]);
    stack[count[at]++] = array;
  }

  /** Leaves everything to the collector. */
  public void clear() {
    Arrays.fill(free, null);
    Arrays.fill(count, 0);
    given = new byte[16][];
    givenCount = 0;
    bytes = 0;
  }
}
