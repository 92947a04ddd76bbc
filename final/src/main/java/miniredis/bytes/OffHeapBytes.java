package miniredis.bytes;

import module java.base;

/**
 * A long string whose bytes lie outside of Java's heap: see {@link OffHeap}.
 *
 * <p>It may be used wherever a string may, but {@link #array} makes a copy each time. Whoever only
 * passes its bytes on uses {@link #view}.
 *
 * <p>Unlike other strings it belongs to the engine's thread.
 */
public final class OffHeapBytes extends Bytes {

  private final OffHeap home;
  private OffHeap.Remains remains;

  /** Null when it is freed. */
  private MemorySegment memory;

  private int length;
  private int pins;

  /** Null while it has none. */
  private OffHeap.Holding owner;

  private boolean dropped;

  OffHeapBytes(OffHeap home) {
    super(null);
    this.home = home;
  }

  /** Says where its bytes are. */
  @SuppressWarnings("restricted")
  void at(OffHeap.Remains remains, long address, int length) {
    this.remains = remains;
    this.length = length;
    memory = MemorySegment.ofAddress(address).reinterpret(length);
  }

  private MemorySegment memory() {
    if (memory == null) throw new IllegalStateException("a string is used after it was freed");
    return memory;
  }

  // While it is being written

  /** Writes some of its bytes. */
  public void write(int at, byte[] source, int from, int count) {
    MemorySegment.copy(source, from, memory(), ValueLayout.JAVA_BYTE, at, count);
  }

  /** Makes it longer or shorter; false if there is no room. */
  public boolean resize(int length) {
    return home.resize(this, remains, length);
  }

  // Its life

  /** Its owner does not need it any more. */
  public void drop() {
    if (dropped) return;
    dropped = true;
    changeOwner(null);
    home.drop(this);
  }

  /** It has an owner now, or another one. */
  public void keep(OffHeap.Holding holding) {
    changeOwner(holding);
  }

  private void changeOwner(OffHeap.Holding to) {
    home.changeOwner(owner, to, length);
    owner = to;
  }

  /** Drops it unless it has found an owner. */
  public void dropUnlessKept() {
    if (owner == null) drop();
  }

  /** From now on it is read by one more who is not its owner. */
  public void pin() {
    pins++;
  }

  /** Takes back a {@link #pin}. */
  public void unpin() {
    if (--pins == 0 && dropped) home.drop(this);
  }

  boolean isFree() {
    return pins == 0;
  }

  OffHeap.Remains gone() {
    memory = null;
    return remains;
  }

  // What it is

  /** Its bytes from {@code from} on, {@code count} of them, as they are: not a copy. */
  public ByteBuffer view(int from, int count) {
    return memory().asSlice(from, count).asByteBuffer();
  }

  /** What it takes, in bytes, outside of the heap and in it. */
  public long footprint() {
    return OffHeap.footprint(length);
  }

  @Override
  int longLength() {
    return length;
  }

  @Override
  byte[] longCopy(int from, int to) {
    byte[] copy = new byte[to - from];
    MemorySegment.copy(memory(), ValueLayout.JAVA_BYTE, from, copy, 0, copy.length);
    return copy;
  }

  @Override
  byte longAt(int index) {
    return memory().get(ValueLayout.JAVA_BYTE, index);
  }

  @Override
  void longCopyTo(byte[] target, int offset) {
    MemorySegment.copy(memory(), ValueLayout.JAVA_BYTE, 0, target, offset, length);
  }
}
