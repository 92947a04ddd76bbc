package miniredis.persistence;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.engine.Engine;
import miniredis.keyspace.Database;
import miniredis.keyspace.Keyspace;
import miniredis.rdb.RdbException;
import miniredis.rdb.RdbReader;
import miniredis.rdb.RdbTarget;
import miniredis.value.EntryView;
import miniredis.value.Limits;

/**
 * Fills the keyspace from an RDB file, a piece at a time. Belongs to the engine's thread.
 *
 * <p>Keys whose deadline has passed are left out, but not those of an AOF's base: what the log says
 * of them later must find them.
 */
public final class RdbLoad implements Load, RdbTarget {

  private static final int KEYS_AT_ONCE = 64;

  private final Keyspace keyspace;
  private final boolean keepDead;
  private final long now;
  private final InputStream in;
  private final long total;
  private final RdbReader reader;
  private long loaded;
  private long expired;
  private long empty;

  /**
   * Opens a file.
   *
   * @param checking whether the checksum is to be looked at
   * @param keepDead whether keys whose deadline has passed are loaded too
   */
  public RdbLoad(Path file, Engine engine, boolean checking, boolean keepDead) throws IOException {
    this.keyspace = engine.keyspace();
    this.keepDead = keepDead;
    this.now = keyspace.tick();
    this.in = Files.newInputStream(file);
    this.total = Files.size(file);
    this.reader = new RdbReader(in, total, checking, this);
  }

  @Override
  public boolean more(long end) throws IOException {
    do {
      for (int i = 0; i < KEYS_AT_ONCE; i++) if (!reader.next()) return false;
    } while (System.nanoTime() - end < 0);
    return true;
  }

  @Override
  public long done() {
    return reader.offset();
  }

  @Override
  public long total() {
    return total;
  }

  /** How many keys have been put into the keyspace. */
  @Override
  public long loaded() {
    return loaded;
  }

  /** How many were left out because their deadline had passed. */
  @Override
  public long expired() {
    return expired;
  }

  @Override
  public String summary() {
    String skipped = empty == 0 ? "" : ", empty keys skipped: " + empty;
    return "Done loading RDB, keys loaded: %s, keys expired: %s%s."
        .formatted(loaded, expired, skipped);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** No more than can still come, whatever the file says. */
  @Override
  public void sizes(int index, long keys, long timed) {
    long most = Math.min(keys, (total - reader.offset()) / 3);
    if (index < keyspace.count()) keyspace.database(index).reserve((int) Math.min(most, 1 << 28));
  }

  @Override
  public void entry(int index, Bytes key, EntryView entry, long idle, int frequency) {
    if (index >= keyspace.count()) {
      throw damaged("a key in database " + index + ", but there are " + keyspace.count());
    }
    if (!keepDead && entry.isTimed() && entry.deadline() < now) {
      expired++;
      return;
    }
    entry.access(keyspace.usage().restored(idle, frequency));
    Database database = keyspace.database(index);
    if (!database.load(key, entry)) throw damaged("the key " + key + " is there twice");
    loaded++;
  }

  @Override
  public void empty(Bytes key) {
    empty++;
  }

  @Override
  public Limits limits() {
    return keyspace.limits();
  }

  private RdbException damaged(String message) {
    return new RdbException(message, reader.offset());
  }
}
