package miniredis.keyspace;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.Entry;

/**
 * The values that the command which runs now was handed to edit.
 *
 * <p>Whoever runs commands closes them when the command has ended, however it ended. So four things
 * cannot be forgotten by a handler, nor left out because it threw: what a value takes in memory is
 * counted anew, a small collection is packed, an empty one is no key, and no value is kept alive by
 * having been edited last.
 *
 * <p>Three arrays, used again and again, because each push to a list passes here. Belongs to the
 * engine's thread.
 */
final class Edits {

  private Database[] databases = new Database[4];
  private Entry[] entries = new Entry[4];

  /** Whether the entry was made for this command. */
  private boolean[] made = new boolean[4];

  private int count;

  /** Begins an edit, unless the same value is being edited already. */
  void open(Database database, Entry entry, boolean made) {
    if (indexOf(entry) >= 0) return;
    if (count == entries.length) grow();
    databases[count] = database;
    entries[count] = entry;
    this.made[count++] = made;
  }

  private void grow() {
    databases = Arrays.copyOf(databases, 2 * count);
    entries = Arrays.copyOf(entries, 2 * count);
    made = Arrays.copyOf(made, 2 * count);
  }

  private int indexOf(Object entry) {
    for (int i = 0; i < count; i++) if (entries[i] == entry) return i;
    return -1;
  }

  /** The entry of a key that is being edited and of which nothing is left, or null. */
  Entry emptied(Database database, Bytes key) {
    for (int i = 0; i < count; i++) {
      Entry entry = entries[i];
      if (databases[i] == database && entry.value.isEmpty() && entry.key.equals(key)) return entry;
    }
    return null;
  }

  /** The entry has left its database, or another has taken its place. */
  void forget(Object entry) {
    int at = count == 0 ? -1 : indexOf(entry);
    if (at < 0) return;
    count--;
    databases[at] = databases[count];
    entries[at] = entries[count];
    made[at] = made[count];
    databases[count] = null;
    entries[count] = null;
  }

  /**
   * Ends all edits.
   *
   * @param failed whether the command was broken off by a fault. Nobody knows how far it came: what
   *     it made is taken back, and what was there before counts as changed
   */
  void close(boolean failed) {
    while (count > 0) {
      Database database = databases[count - 1];
      Entry entry = entries[count - 1];
      boolean takeBack = failed && made[count - 1];
      if (failed && !takeBack) database.edited(entry.key);
      if (takeBack || entry.value.isEmpty()) {
        database.discard(entry);
      } else {
        forget(entry);
        database.settle(entry);
      }
    }
  }
}
