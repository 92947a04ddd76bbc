package miniredis.engine;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.keyspace.Database;
import miniredis.keyspace.EventClass;
import miniredis.keyspace.KeyspaceListener;

/** Passes on what happens to keys to all who asked to be told, in the order they asked. */
public final class Listeners implements KeyspaceListener {

  private KeyspaceListener[] all = {};

  public void add(KeyspaceListener listener) {
    all = Arrays.copyOf(all, all.length + 1);
    all[all.length - 1] = listener;
  }

  @Override
  public void changed(Database database, Bytes key) {
    for (KeyspaceListener each : all) each.changed(database, key);
  }

  @Override
  public void expired(Database database, Bytes key) {
    for (KeyspaceListener each : all) each.expired(database, key);
  }

  @Override
  public void evicted(Database database, Bytes key) {
    for (KeyspaceListener each : all) each.evicted(database, key);
  }

  @Override
  public void event(EventClass type, String event, Database database, Bytes key) {
    for (KeyspaceListener each : all) each.event(type, event, database, key);
  }

  @Override
  public void flushed(Database database) {
    for (KeyspaceListener each : all) each.flushed(database);
  }
}
