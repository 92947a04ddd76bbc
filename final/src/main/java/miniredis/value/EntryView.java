package miniredis.value;

import miniredis.bytes.Bytes;
import miniredis.bytes.StringSink;

/**
 * A key with all that belongs to it, for those who need not know how the keyspace keeps it.
 *
 * <p>A view goes from entry to entry, so that a walk over a million keys makes one object. Whoever
 * is handed one must have made use of it when the call returns. Belongs to the thread that runs
 * commands.
 */
public final class EntryView {

  private Object entry;

  /** Goes to an entry, {@link Packed} or not. For the keyspace, which has such. */
  public EntryView at(Object entry) {
    this.entry = entry;
    return this;
  }

  /** The entry itself, for the keyspace. */
  public Object entry() {
    return entry;
  }

  public Bytes key() {
    return Entry.keyOf(entry);
  }

  /** The key without a copy of it. */
  public void key(StringSink out) {
    if (entry instanceof byte[] packed) {
      out.string(packed, Packed.keyAt(packed), Packed.valueAt(packed));
    } else {
      out.string(((Entry) entry).key);
    }
  }

  public Value.Type type() {
    return Entry.typeOf(entry);
  }

  /** The value, not to be edited. */
  public Value value() {
    return Entry.valueOf(entry);
  }

  /** The value of an entry whose type is known. */
  public <V extends Value> V value(Class<V> type) {
    return type.cast(value());
  }

  /** The content of a string without a copy of it. */
  public void string(StringSink out) {
    if (entry instanceof byte[] packed) {
      out.string(packed, Packed.valueAt(packed), Packed.valueEnd(packed));
    } else {
      StringValue string = (StringValue) ((Entry) entry).value;
      out.string(string.array(), 0, string.length());
    }
  }

  /** Whether it is a collection with nothing in it, which is no value of a key. */
  public boolean isEmpty() {
    return entry instanceof Entry known && known.value.isEmpty();
  }

  /** Whether it is a collection that takes more than so many bytes of the heap. */
  public boolean isLarge(long bytes) {
    return entry instanceof Entry known
        && !(known.value instanceof StringValue)
        && known.value.footprint() > bytes;
  }

  /** A view of all this as it is now, which a change of it does not change: see {@link Value}. */
  public EntryView frozen() {
    return new EntryView().at(((Entry) entry).frozen());
  }

  /** What {@link #frozen} returned will not be read any more. */
  public void thaw() {
    ((Entry) entry).value.thaw();
  }

  public boolean isTimed() {
    return deadline() != Entry.NO_DEADLINE;
  }

  /** Unix milliseconds, or {@link Entry#NO_DEADLINE}. */
  public long deadline() {
    return Entry.deadlineOf(entry);
  }

  /** See {@link Entry#accessOf}. */
  public int access() {
    return Entry.accessOf(entry);
  }

  /** See {@link Entry#accessOf}. */
  public void access(int access) {
    Entry.access(entry, access);
  }
}
