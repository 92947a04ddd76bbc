package miniredis.command;

/** What CLIENT LIST shows of a connection and only the families know; each adds its part. */
public final class ClientFacts {

  /** Letters such as {@code P} for a subscriber and {@code x} for a transaction. */
  public final StringBuilder flags = new StringBuilder();

  public int channels;
  public int patterns;
  public int shardChannels;

  /** Bytes that its subscriptions take. */
  public long subscriptionBytes;

  /** Commands queued since MULTI; -1 outside of a transaction. */
  public int queued = -1;

  /** Bytes of them. */
  public long queuedBytes;

  /** Where invalidation messages go: an id, 0 for the client itself, -1 if there are none. */
  public long redirect = -1;
}
