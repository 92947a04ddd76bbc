package miniredis.bytes;

import module java.base;

/**
 * Memory outside of Java's heap for long strings.
 *
 * <p>The collector copies what lives in the heap from place to place, and collects all of it when a
 * third more has come. Of small values it hardly notices; but a cache of a thousand values of 100
 * kB that are written anew all the time cost five times what they cost in C. Here nothing is moved,
 * nothing is filled with zeros before it is written to, and what is freed goes back to the system.
 *
 * <p><b>Whose a string is.</b> {@linkplain OffHeapBytes#drop Dropped} by its owner, it is freed at
 * the end of the turn, or when its last reader has {@linkplain OffHeapBytes#unpin unpinned} it. One
 * that nobody drops is freed when the collector has found that nobody has it: so to forget to drop
 * costs some memory for a while, and never a byte that is read after it was freed.
 *
 * <p>Where Java does not allow calls of native functions ({@code --enable-native-access}), or the
 * machine has no memory beside the heap, there is none: who asks is given null, and uses the heap.
 *
 * <p>Belongs to the engine's thread.
 */
public final class OffHeap implements AutoCloseable {

  /**
   * From so many bytes on a string is better off outside of the heap. Below, asking for memory and
   * giving it back costs more than the collector does.
   */
  public static final int LONG = 3 * 1024;

  /** Of what the machine has beside the heap, this is left to others. */
  private static final double SHARE = 0.85;

  /** What {@code malloc} keeps with each piece. */
  private static final int ALIGNMENT = 16;

  /** In the heap, for each string: itself, its segment, what remains of it, its place in a set. */
  private static final int OBJECTS = 48 + 32 + 40 + 32;

  /** So much that nobody has is worth a collection. */
  private static final long MUCH_LOST = 256L << 20;

  private static final long BETWEEN_COLLECTIONS = 1_000_000_000;

  /** The functions of C, looked for when the first long string comes. */
  private static final class Native {
    private static final MethodHandle RESIZE =
        handle(
            "realloc",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    private static final MethodHandle FREE =
        handle("free", FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));

    /** Not every library of C has it. */
    private static final Optional<MethodHandle> TRIM =
        find("malloc_trim", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));

    private static MethodHandle handle(String name, FunctionDescriptor shape) {
      return find(name, shape).orElseThrow();
    }

    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> find(String name, FunctionDescriptor shape) {
      Linker linker = Linker.nativeLinker();
      return linker.defaultLookup().find(name).map(at -> linker.downcallHandle(at, shape));
    }

    static void trim() {
      if (TRIM.isEmpty()) return;
      try {
        int ignored = (int) TRIM.get().invokeExact(0L);
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }

    /** 0 if there is no memory; address 0 is a new piece. */
    static long resize(long address, long length) {
      try {
        return (long) RESIZE.invokeExact(address, length);
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }

    static void free(long address) {
      try {
        FREE.invokeExact(address);
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
    }
  }

  /** The strings of one owner, who may let go of all of them at once. Belongs to one OffHeap. */
  public static final class Holding {
    private long bytes;
    private boolean abandoned;
  }

  /** What is left of a string that the collector has found to be nobody's: its memory. */
  static final class Remains extends PhantomReference<OffHeapBytes> {
    private long address;
    private long length;

    private Remains(OffHeapBytes string, ReferenceQueue<OffHeapBytes> queue) {
      super(string, queue);
    }
  }

  private final Set<Remains> all = new HashSet<>();
  private final ReferenceQueue<OffHeapBytes> nobodys = new ReferenceQueue<>();
  private final List<OffHeapBytes> dropped = new ArrayList<>();
  private final boolean allowed;

  /** In bytes; found out when it is first asked for. */
  private long limit = -1;

  private long bytes;

  /** The part of {@link #bytes} that has owners. */
  private long owned;

  private long collectedAt = System.nanoTime();

  /** As much as the machine has beside the heap. */
  public OffHeap() {
    allowed = OffHeap.class.getModule().isNativeAccessEnabled();
  }

  /** As much as is said, in bytes. */
  OffHeap(long limit) {
    this();
    this.limit = limit;
  }

  /** Bytes that strings take now. */
  public long bytes() {
    return bytes;
  }

  /** The part of it that has owners; the rest is on its way, is read, or waits to be found. */
  long owned() {
    return owned;
  }

  /** What a string of so many bytes takes, with the objects in the heap that know of it. */
  static long footprint(long length) {
    return length + ALIGNMENT + OBJECTS;
  }

  /** A string whose bytes are still to be written, or null if there is no room for it. */
  public OffHeapBytes allocate(int length) {
    if (!allowed || !hasRoomFor(length)) return null;
    OffHeapBytes made = new OffHeapBytes(this);
    Remains remains = new Remains(made, nobodys);
    if (!move(remains, length)) return null;
    all.add(remains);
    made.at(remains, remains.address, length);
    return made;
  }

  /** A copy of the bytes from {@code from} to {@code to}, or null if there is no room for it. */
  public OffHeapBytes copyOf(byte[] source, int from, int to) {
    OffHeapBytes copy = allocate(to - from);
    if (copy != null) copy.write(0, source, from, to - from);
    return copy;
  }

  /** Gives a string that is being written another length; false if there is no room for it. */
  boolean resize(OffHeapBytes string, Remains remains, int length) {
    if (!hasRoomFor(length - remains.length) || !move(remains, length)) return false;
    string.at(remains, remains.address, length);
    return true;
  }

  private boolean hasRoomFor(long more) {
    sweep();
    if (limit < 0) limit = besideTheHeap();
    boolean enough = bytes + more <= limit;
    if (!enough || bytes - owned > Math.max(owned, MUCH_LOST)) askForCollection();
    return enough;
  }

  /** What was let go of all at once is found by the collector alone. */
  private void askForCollection() {
    long now = System.nanoTime();
    if (now - collectedAt < BETWEEN_COLLECTIONS) return;
    collectedAt = now;
    System.gc();
  }

  void changeOwner(Holding from, Holding to, int length) {
    if (from != null && !from.abandoned) {
      from.bytes -= length;
      owned -= length;
    }
    if (to != null) {
      to.bytes += length;
      owned += length;
    }
  }

  /** The owner has let go of all of its strings, without dropping each. */
  public void abandon(Holding holding) {
    owned -= holding.bytes;
    holding.abandoned = true;
  }

  private boolean move(Remains remains, long length) {
    long address = Native.resize(remains.address, length);
    if (address == 0) return false;
    bytes += length - remains.length;
    remains.address = address;
    remains.length = length;
    return true;
  }

  private static long besideTheHeap() {
    long heap = Runtime.getRuntime().maxMemory();
    long all = Math.min(machine(), container());
    // Where nobody says how much there is: Java has taken a quarter for the heap.
    return all == Long.MAX_VALUE ? 3 * heap : Math.max(0, (long) ((all - heap) * SHARE));
  }

  private static long machine() {
    long kilobytes = number("/proc/meminfo", 1);
    return kilobytes == Long.MAX_VALUE ? kilobytes : kilobytes * 1024;
  }

  private static long container() {
    return number("/sys/fs/cgroup/memory.max", 0);
  }

  /** A word of a file of the system; {@link Long#MAX_VALUE} if it is not there or no number. */
  private static long number(String file, int word) {
    try {
      return Long.parseLong(Files.readString(Path.of(file)).split("\\s+")[word]);
    } catch (IOException | RuntimeException unknown) {
      return Long.MAX_VALUE;
    }
  }

  /** Will be freed at the end of the turn, if nobody reads it then. */
  void drop(OffHeapBytes string) {
    dropped.add(string);
  }

  /** Frees what was dropped. To be called when no command runs and no reply is being made. */
  public void endTurn() {
    if (dropped.isEmpty()) return;
    for (OffHeapBytes each : dropped) if (each.isFree()) free(each.gone());
    dropped.clear();
  }

  /** Frees what the collector has found; done before anything is allocated, too. */
  public void sweep() {
    for (Object each; (each = nobodys.poll()) != null; ) free((Remains) each);
  }

  /**
   * Gives back to the system what lies free between strings, and what Java's compilers have left
   * free: a dozen megabytes after a load. It takes up to half a second a gigabyte, so it is for
   * when nobody waits.
   */
  public void giveBack() {
    if (!allowed) return;
    sweep();
    Native.trim();
  }

  private void free(Remains remains) {
    if (!all.remove(remains)) return;
    remains.clear();
    bytes -= remains.length;
    Native.free(remains.address);
  }

  /** Frees everything: no string of this may be used any more. */
  @Override
  public void close() {
    List.copyOf(all).forEach(this::free);
  }
}
