package miniredis.pubsub;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.config.Config;
import miniredis.config.KeyspaceEvents;
import miniredis.engine.Listeners;
import miniredis.keyspace.Database;
import miniredis.keyspace.EventClass;

/**
 * Keyspace notifications: what happens to keys, published as messages.
 *
 * <pre>
 *   SET user anna      __keyspace@0__:user  set          for those who watch a key
 *                      __keyevent@0__:set   user         for those who watch for an event
 * </pre>
 *
 * <p>The setting notify-keyspace-events says which of the two, and of which classes of events.
 * While it is empty nobody is told of events, and they cost nothing.
 *
 * <p>Belongs to the engine's thread.
 */
public final class Notifications {

  private static final int[] BITS =
      Stream.of(EventClass.values()).mapToInt(type -> KeyspaceEvents.bit(type.letter())).toArray();

  private final PubSub pubSub;
  private final Listeners listeners;
  private final Listeners.OfEvent listener = this::heard;

  /** The bits of {@link KeyspaceEvents}. */
  private int wanted;

  private Notifications(PubSub pubSub, Listeners listeners) {
    this.pubSub = pubSub;
    this.listeners = listeners;
  }

  /** Publishes what happens to keys, from now on and as long as the setting asks for it. */
  public static void follow(Config config, Listeners listeners, PubSub pubSub) {
    config.keyspaceEvents().follow(new Notifications(pubSub, listeners)::want);
  }

  private void want(int events) {
    listeners.forget(listener);
    if (events != 0) listeners.whenEvent(listener);
    wanted = events;
  }

  private void heard(EventClass type, String event, Database database, Bytes key) {
    if ((wanted & BITS[type.ordinal()]) == 0 || !pubSub.isHeard()) return;
    Bytes word = Bytes.of(event);
    if (wants(KeyspaceEvents.KEYSPACE)) pubSub.publish(channel("keyspace", database, key), word);
    if (wants(KeyspaceEvents.KEYEVENT)) pubSub.publish(channel("keyevent", database, word), key);
  }

  private boolean wants(int way) {
    return (wanted & way) != 0;
  }

  private static Bytes channel(String way, Database database, Bytes what) {
    return new BytesBuilder(64)
        .append("__" + way + "@")
        .append(database.index())
        .append("__:")
        .append(what)
        .toBytes();
  }
}
