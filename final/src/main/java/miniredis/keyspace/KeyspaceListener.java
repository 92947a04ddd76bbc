package miniredis.keyspace;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * Who wants to know what happens to keys: WATCH, client-side caching, keyspace notifications, and
 * propagation, which tells of a key that died by itself as a DEL.
 */
public interface KeyspaceListener {

  /** The value or the deadline of a key has changed, or the key has gone. */
  default void changed(Database database, Bytes key) {}

  /** A key was removed because its deadline had passed; {@link #changed} was called already. */
  default void expired(Database database, Bytes key) {}

  /** Fields of a hash died; {@link #changed} was called already. With the last the key has gone. */
  default void fieldsExpired(Database database, Bytes key, List<Bytes> fields) {}

  /** A key was removed to make room; {@link #changed} was called already. */
  default void evicted(Database database, Bytes key) {}

  /** Something that keyspace notifications report, such as {@code lpush}. */
  default void event(EventClass type, String event, Database database, Bytes key) {}

  /** All keys of a database have gone at once, or those of another have taken their place. */
  default void flushed(Database database) {}

  /** A client has removed all keys of a database, or of all; told once. */
  default void emptied() {}

  /** A client has removed all keys of all databases; {@link #flushed} was called for each. */
  default void cleared() {}
}
