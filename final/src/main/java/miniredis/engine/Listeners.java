package miniredis.engine;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.keyspace.Database;
import miniredis.keyspace.EventClass;
import miniredis.keyspace.KeyspaceListener;

/**
 * Passes on what happens to keys to all who asked to be told, in the order they asked. Each says
 * what kind of thing it wants to hear of, so that a change of a key costs nothing for those who
 * only listen for deaths.
 */
public final class Listeners implements KeyspaceListener {

  /** Hears of a key: that it has changed, or died. */
  @FunctionalInterface
  public interface OfKey {
    void heard(Database database, Bytes key);
  }

  /** Hears of what keyspace notifications report. */
  @FunctionalInterface
  public interface OfEvent {
    void heard(EventClass type, String event, Database database, Bytes key);
  }

  /** Hears of fields of a hash that have died. */
  @FunctionalInterface
  public interface OfFields {
    void heard(Database database, Bytes key, List<Bytes> fields);
  }

  private OfKey[] ofChange = {};
  private OfKey[] ofExpiry = {};
  private OfKey[] ofEviction = {};
  private OfFields[] ofFields = {};
  private OfEvent[] ofEvent = {};
  private final List<Consumer<Database>> ofFlush = new ArrayList<>();
  private final List<Runnable> ofClearing = new ArrayList<>();
  private final List<Runnable> ofEmptying = new ArrayList<>();

  /** See {@link KeyspaceListener#changed}. */
  public void whenChanged(OfKey listener) {
    ofChange = with(ofChange, listener);
  }

  /** Ends what {@link #whenChanged} has begun. */
  public void forget(OfKey listener) {
    ofChange = Stream.of(ofChange).filter(each -> each != listener).toArray(OfKey[]::new);
  }

  /** See {@link KeyspaceListener#expired}. */
  public void whenExpired(OfKey listener) {
    ofExpiry = with(ofExpiry, listener);
  }

  /** See {@link KeyspaceListener#fieldsExpired}. */
  public void whenFieldsExpired(OfFields listener) {
    ofFields = with(ofFields, listener);
  }

  /** See {@link KeyspaceListener#evicted}. */
  public void whenEvicted(OfKey listener) {
    ofEviction = with(ofEviction, listener);
  }

  /** See {@link KeyspaceListener#event}. */
  public void whenEvent(OfEvent listener) {
    ofEvent = with(ofEvent, listener);
  }

  /** Ends what {@link #whenEvent} has begun. */
  public void forget(OfEvent listener) {
    ofEvent = Stream.of(ofEvent).filter(each -> each != listener).toArray(OfEvent[]::new);
  }

  /** See {@link KeyspaceListener#flushed}. */
  public void whenFlushed(Consumer<Database> listener) {
    ofFlush.add(listener);
  }

  /** See {@link KeyspaceListener#cleared}. */
  public void whenCleared(Runnable listener) {
    ofClearing.add(listener);
  }

  /** See {@link KeyspaceListener#emptied}. */
  public void whenEmptied(Runnable listener) {
    ofEmptying.add(listener);
  }

  private static <T> T[] with(T[] some, T another) {
    T[] all = Arrays.copyOf(some, some.length + 1);
    all[some.length] = another;
    return all;
  }

  @Override
  public void changed(Database database, Bytes key) {
    for (OfKey each : ofChange) each.heard(database, key);
  }

  @Override
  public void expired(Database database, Bytes key) {
    for (OfKey each : ofExpiry) each.heard(database, key);
  }

  @Override
  public void fieldsExpired(Database database, Bytes key, List<Bytes> fields) {
    for (OfFields each : ofFields) each.heard(database, key, fields);
  }

  @Override
  public void evicted(Database database, Bytes key) {
    for (OfKey each : ofEviction) each.heard(database, key);
  }

  @Override
  public void event(EventClass type, String event, Database database, Bytes key) {
    for (OfEvent each : ofEvent) each.heard(type, event, database, key);
  }

  @Override
  public void flushed(Database database) {
    ofFlush.forEach(each -> each.accept(database));
  }

  @Override
  public void emptied() {
    ofEmptying.forEach(Runnable::run);
  }

  @Override
  public void cleared() {
    ofClearing.forEach(Runnable::run);
  }
}
