package miniredis.value;

/**
 * Up to where a collection is kept packed: the settings with {@code max} in their names.
 *
 * <p>A value looks at them when it is made or grows; a change of the settings changes no value that
 * is there already, as in Redis. Belongs to the thread that runs commands.
 */
public final class Limits {

  /** What {@link #listNode} is if nobody sets it. */
  static final int USUAL_LIST_NODE = -2;

  /** A list's node: elements or, from -1 to -5, 4 to 64 kilobytes. */
  public int listNode = USUAL_LIST_NODE;

  /** The most fields of a packed hash. */
  public long hashFields = 512;

  /** The most bytes of a field or value in a packed hash. */
  public long hashBytes = 64;

  /** The most members of a set that is kept as an intset. */
  public long setNumbers = 512;

  /** The most members of a packed sorted set. */
  public long sortedSetMembers = 128;

  /** The most bytes of a member in a packed sorted set. */
  public long sortedSetBytes = 64;

  /** The most bytes of a stream's node; 0: as many as there is room for. */
  public long streamNodeBytes = 4096;

  /** The most entries of a stream's node; 0: any number. */
  public long streamNodeEntries = 100;

  /** The most bytes of a sparse HyperLogLog. */
  public long hllSparse = 3000;
}
