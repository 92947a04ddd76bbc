package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;

/** One consumer of a {@link StreamGroup}, which alone changes what is pending for it. */
public final class StreamConsumer {

  private final Bytes name;
  private final TreeMap<StreamId, PendingEntry> pending = new TreeMap<>();
  private long seen;

  StreamConsumer(Bytes name, long seen) {
    this.name = name;
    this.seen = seen;
  }

  public Bytes name() {
    return name;
  }

  /** When it last asked for something, in Unix milliseconds. */
  public long seen() {
    return seen;
  }

  public void seen(long now) {
    seen = now;
  }

  /** What is pending for it, by id: only to be read. */
  public NavigableMap<StreamId, PendingEntry> pending() {
    return Collections.unmodifiableNavigableMap(pending);
  }

  void add(PendingEntry entry) {
    pending.put(entry.id(), entry);
  }

  void remove(PendingEntry entry) {
    pending.remove(entry.id());
  }

  /** Bytes of the heap that it takes, without what is pending. */
  long ownBytes() {
    return Footprint.ofObject(2, Long.BYTES)
        + Footprint.ofObject(4, 8)
        + StreamValue.TREE_NODE
        + Footprint.of(name);
  }
}
