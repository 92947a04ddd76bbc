package miniredis.value;

/**
 * An entry of a stream that was delivered to a consumer and is not yet acknowledged. It does not
 * change: when it is delivered once more, another takes its place.
 *
 * @param deliveredAt when it was delivered last, in Unix milliseconds
 * @param deliveries how often it was delivered
 */
public record PendingEntry(
    StreamId id, StreamConsumer consumer, long deliveredAt, long deliveries) {}
