package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * Consumers that share the entries of a stream: each entry goes to one of them, and is pending
 * until that one has acknowledged it.
 *
 * <p>What is pending is in two lists, the group's and its consumer's, because both are asked for
 * ranges of ids; all changes pass here, so that the two agree. Each is O(log n), and a pending
 * entry takes about 70 bytes.
 */
public final class StreamGroup {

  /** A count that cannot be told. */
  public static final long UNKNOWN = -1;

  /** A list of pending entries, and the object that it needs, without its rows. */
  static final long NOTHING_PENDING =
      Footprint.ofObject(2, 4) + Footprint.ofObject(1, 8) + Footprint.ofObject(0, 0);

  /** An entry, its id, and its places in the two lists. */
  private static final long PENDING =
      Footprint.ofObject(2, 2 * Long.BYTES) + StreamValue.ID + 2 * 6;

  private final Bytes name;
  private final StreamValue stream;
  private final TreeMap<Bytes, StreamConsumer> consumers = new TreeMap<>();
  private final PendingEntries pending;
  private StreamId last;
  private long read;

  StreamGroup(Bytes name, StreamValue stream, StreamId last, long read) {
    this(name, stream, last, read, new PendingEntries());
  }

  private StreamGroup(
      Bytes name, StreamValue stream, StreamId last, long read, PendingEntries pending) {
    this.pending = pending;
    this.name = name;
    this.stream = stream;
    this.last = last;
    this.read = read;
  }

  public Bytes name() {
    return name;
  }

  /** The id up to which all has been delivered. */
  public StreamId last() {
    return last;
  }

  /** How many entries have been read, or {@link #UNKNOWN}. */
  public long read() {
    return read;
  }

  /** Goes to another place of the stream, forwards or backwards. */
  public void seek(StreamId last, long read) {
    this.last = last;
    this.read = read;
  }

  /** Goes on to an id; how many have been read until then is no affair of the one who does it. */
  public void seek(StreamId last) {
    this.last = last;
  }

  /** Goes on over the next entry, which is being delivered, and counts it as far as is possible. */
  public void advance(StreamId id) {
    if (!id.isAfter(last)) return;
    if (read != UNKNOWN && !stream.hasGapFrom(id)) read++;
    else if (stream.added() != 0) read = stream.countedUpTo(id);
    last = id;
  }

  /**
   * How many entries are still to be read, if that can be told. It is below 0 if somebody has said
   * that the group has read more than there ever were.
   */
  public OptionalLong lag() {
    if (stream.added() == 0) return OptionalLong.of(0);
    long known = read != UNKNOWN && !stream.hasGapFrom(last) ? read : stream.countedUpTo(last);
    return known == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(stream.added() - known);
  }

  // Consumers

  /** The consumers in the order of their names. */
  public Collection<StreamConsumer> consumers() {
    return Collections.unmodifiableCollection(consumers.values());
  }

  /** The consumer of this name, or null. */
  public StreamConsumer consumer(Bytes consumer) {
    return consumers.get(consumer);
  }

  /** Adds a consumer whose name must be free; it was seen at this moment, in Unix milliseconds. */
  public StreamConsumer addConsumer(Bytes consumer, long seen) {
    StreamConsumer added = new StreamConsumer(consumer, seen);
    consumers.put(consumer, added);
    stream.account(added.ownBytes());
    return added;
  }

  /** Removes a consumer; what is pending for it is as if it had been acknowledged. */
  public void removeConsumer(StreamConsumer consumer) {
    while (!consumer.pending().isEmpty()) acknowledge(consumer.pending().last());
    consumers.remove(consumer.name());
    stream.account(-consumer.ownBytes());
  }

  // Pending entries

  /** What is pending, by id: only to be read. */
  public PendingEntries pending() {
    return pending;
  }

  /** An entry is delivered to a consumer, whoever had it before. */
  public PendingEntry deliver(StreamId id, StreamConsumer consumer, long now) {
    return assign(id, consumer, now, 1);
  }

  /** An entry is pending for a consumer from now on, with these figures; whoever had it before. */
  public PendingEntry assign(StreamId id, StreamConsumer consumer, long delivered, long count) {
    PendingEntry before = pending.get(id);
    PendingEntry entry = new PendingEntry(id, consumer, delivered, count);
    if (before == null) stream.account(PENDING);
    else if (before.consumer() != consumer) before.consumer().pending().remove(id);
    pending.put(entry);
    consumer.pending().put(entry);
    return entry;
  }

  /** An entry is pending no more. */
  public void acknowledge(PendingEntry entry) {
    pending.remove(entry.id());
    entry.consumer().pending().remove(entry.id());
    stream.account(-PENDING);
  }

  // For the stream

  long ownBytes() {
    return Footprint.ofObject(5, Long.BYTES)
        + Footprint.ofObject(4, 8)
        + NOTHING_PENDING
        + StreamValue.TREE_NODE
        + Footprint.of(name);
  }

  long contentBytes() {
    long bytes = pending.size() * PENDING;
    for (StreamConsumer consumer : consumers.values()) bytes += consumer.ownBytes();
    return bytes;
  }

  void copyTo(StreamValue other) {
    StreamGroup copy = other.addGroup(name, last, read);
    for (StreamConsumer consumer : consumers.values()) {
      StreamConsumer twin = copy.addConsumer(consumer.name(), consumer.seen());
      for (PendingEntry entry : consumer.pending()) {
        copy.assign(entry.id(), twin, entry.deliveredAt(), entry.deliveries());
      }
    }
  }

  /** See {@link Value#frozen}. */
  StreamGroup frozen() {
    StreamGroup frozen = new StreamGroup(name, stream, last, read, pending.frozen());
    consumers.forEach((each, consumer) -> frozen.consumers.put(each, consumer.frozen()));
    return frozen;
  }
}
