package miniredis.value;

import miniredis.bytes.Bytes;

/** One consumer of a {@link StreamGroup}, which alone changes what is pending for it. */
public final class StreamConsumer {

  private final Bytes name;
  private final PendingEntries pending;
  private long seen;

  StreamConsumer(Bytes name, long seen) {
    this(name, seen, new PendingEntries());
  }

  private StreamConsumer(Bytes name, long seen, PendingEntries pending) {
    this.name = name;
    this.seen = seen;
    this.pending = pending;
  }

  /** See {@link Value#frozen}. */
  StreamConsumer frozen() {
    return new StreamConsumer(name, seen, pending.frozen());
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
  public PendingEntries pending() {
    return pending;
  }

  /** Bytes of the heap that it takes, without what is pending. */
  long ownBytes() {
    return Footprint.ofObject(2, Long.BYTES)
        + StreamGroup.NOTHING_PENDING
        + StreamValue.TREE_NODE
        + Footprint.of(name);
  }
}
