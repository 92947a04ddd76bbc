package miniredis.pubsub;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.config.Config;
import miniredis.config.KeyspaceEvents;
import miniredis.config.Setting;
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
 * While it is empty, or nobody listens to anything, an event costs a comparison.
 *
 * <p>Belongs to the engine's thread.
 */
public final class Notifications {

  private static final int[] BITS =
      Stream.of(EventClass.values()).mapToInt(type -> KeyspaceEvents.bit(type.letter())).toArray();

  private final PubSub pubSub;
  private int wanted;

  public Notifications(PubSub pubSub, Config config) {
    this.pubSub = pubSub;
    Setting<Integer> setting = config.keyspaceEvents();
    setting.follow(events -> wanted = events);
  }

  /** Something has happened to a key. */
  public void heard(EventClass type, String event, Database database, Bytes key) {
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
