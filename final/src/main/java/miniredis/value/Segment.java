package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * One piece of a {@link Dictionary}: the entries whose hashes begin with the same bits.
 *
 * <p>Slots with linear probing. Beside them stands an array of the entries' hashes; a search runs
 * along that and looks at an entry only where all 32 bits agree, so it costs one cache miss in the
 * hashes, one in the slots, one in the entry. A hash of 0 ends a search; hashes are never 0.
 *
 * <p>The home slots stand in the order of the hashes. That is what makes everything else short: the
 * first half of the slots is one half of a segment that is split, entries that move to another
 * array do so in the order in which they stand, and a number of slots that is no power of two costs
 * a multiplication instead of a mask.
 */
final class Segment {

  static final int SMALLEST = 16;

  final Object[] slots;
  final int[] hashes;

  /** How many bits all hashes begin with; only those after them choose a slot. */
  final int depth;

  int size;

  Segment(int depth, int capacity) {
    this(depth, new Object[capacity], new int[capacity]);
  }

  private Segment(int depth, Object[] slots, int[] hashes) {
    this.depth = depth;
    this.slots = slots;
    this.hashes = hashes;
  }

  /**
   * The smallest capacity for so many entries, from a row that grows by a fourth of a power of two:
   * 16, 20, 24, 28, 32, 40, ... To double would leave a third of all slots unused on the average.
   */
  static int capacityFor(int entries) {
    int slots = Math.max(SMALLEST, entries + entries / 3 + 2);
    int step = Integer.highestOneBit(slots) / 4;
    return (slots + step - 1) / step * step;
  }

  int capacity() {
    return slots.length;
  }

  /** Three quarters: with more, searches become long, and miss the cache more than once. */
  boolean isFull() {
    return size >= slots.length - slots.length / 4;
  }

  boolean isSparse() {
    return size < slots.length / 8;
  }

  long footprint() {
    return Footprint.ofObject(2, 2 * Integer.BYTES)
        + Footprint.ofReferences(slots.length)
        + Footprint.ofArray(hashes.length, Integer.BYTES);
  }

  /** The slot in which an entry of this hash stands if no other one has taken it. */
  int home(int hash) {
    return (int) ((hash << depth & 0xffff_ffffL) * hashes.length >>> 32);
  }

  /** By how much the first hash of a home slot is greater than the first of this segment. */
  long firstHashOf(int home) {
    return (((long) home << 32 - depth) + hashes.length - 1) / hashes.length;
  }

  private int after(int slot) {
    return slot + 1 == hashes.length ? 0 : slot + 1;
  }

  /** The slot of a key, or -1. */
  int find(Bytes key, int hash) {
    int[] hashes = this.hashes;
    int at = home(hash);
    while (true) {
      int there = hashes[at];
      if (there == hash && Entry.hasKey(slots[at], key)) return at;
      if (there == 0) return -1;
      if (++at == hashes.length) at = 0;
    }
  }

  /** The first entry of this hash, whatever its key is; null if there is none. */
  Object at(int hash) {
    int[] hashes = this.hashes;
    int at = home(hash);
    while (hashes[at] != hash && hashes[at] != 0) if (++at == hashes.length) at = 0;
    return slots[at];
  }

  void add(int hash, Object entry) {
    int at = home(hash);
    while (hashes[at] != 0) at = after(at);
    hashes[at] = hash;
    slots[at] = entry;
    size++;
  }

  /** Empties a slot and closes the gap, so that no search needs to run over graves. */
  void remove(int at) {
    int gap = at;
    for (int next = after(gap); hashes[next] != 0; next = after(next)) {
      boolean mayMove = distance(home(hashes[next]), next) >= distance(gap, next);
      if (!mayMove) continue;
      slots[gap] = slots[next];
      hashes[gap] = hashes[next];
      gap = next;
    }
    slots[gap] = null;
    hashes[gap] = 0;
    size--;
  }

  private int distance(int from, int to) {
    return to >= from ? to - from : to - from + hashes.length;
  }

  /** The same entries in so many slots. */
  Segment resized(int capacity) {
    Segment other = new Segment(depth, capacity);
    other.addAll(this);
    return other;
  }

  /**
   * The two halves, by the next bit of the hashes. Each has as many slots as this one: halves that
   * grow in steps again save a few bytes an entry, but their arrays are what the collector copies
   * while keys are added, and it took half as long again.
   */
  Segment[] split() {
    Segment[] halves = {
      new Segment(depth + 1, hashes.length), new Segment(depth + 1, hashes.length)
    };
    for (int i = 0; i < hashes.length; i++) {
      if (hashes[i] != 0) halves[hashes[i] << depth >>> 31].add(hashes[i], slots[i]);
    }
    return halves;
  }

  /** The entries of this one and of the other half of a segment that was split. */
  Segment joined(Segment other) {
    Segment both = new Segment(depth - 1, capacityFor(2 * (size + other.size)));
    both.addAll(this);
    both.addAll(other);
    return both;
  }

  private void addAll(Segment other) {
    for (int i = 0; i < other.hashes.length; i++) {
      if (other.hashes[i] != 0) add(other.hashes[i], other.slots[i]);
    }
  }

  /** The entries as they are now, only to be walked over; this one may change meanwhile. */
  Segment frozen() {
    return new Segment(depth, slots.clone(), new int[0]);
  }

  void forEach(int from, int to, Consumer<Object> visitor) {
    for (int at = from; at < to; at++) if (slots[at] != null) visitor.accept(slots[at]);
  }

  /** Visits the entries that belong to a home slot, even where others pushed them further on. */
  void visitHome(int home, Consumer<Object> visitor) {
    for (int at = home; hashes[at] != 0; at = after(at)) {
      if (home(hashes[at]) == home) visitor.accept(slots[at]);
    }
  }
}
