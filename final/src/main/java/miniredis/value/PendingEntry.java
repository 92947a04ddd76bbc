package miniredis.value;

/** An entry of a stream that was delivered to a consumer and is not yet acknowledged. */
public final class PendingEntry {

  private final StreamId id;
  private StreamConsumer consumer;
  private long deliveredAt;
  private long deliveries;

  PendingEntry(StreamId id) {
    this.id = id;
  }

  public StreamId id() {
    return id;
  }

  public StreamConsumer consumer() {
    return consumer;
  }

  void consumer(StreamConsumer consumer) {
    this.consumer = consumer;
  }

  /** When it was delivered last, in Unix milliseconds. */
  public long deliveredAt() {
    return deliveredAt;
  }

  /** How often it was delivered. */
  public long deliveries() {
    return deliveries;
  }

  /** It has been delivered at this moment, so many times in all. */
  public void delivered(long at, long times) {
    deliveredAt = at;
    deliveries = times;
  }
}
