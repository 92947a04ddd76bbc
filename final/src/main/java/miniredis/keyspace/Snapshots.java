package miniredis.keyspace;

import module java.base;

/**
 * Whether a {@link Snapshot} is open, and what the mark on entries means at present.
 *
 * <p>Belongs to the thread that runs commands.
 */
public final class Snapshots {

  private Snapshot open;

  /** The mark of an entry that needs no saving; every entry bears it while none is open. */
  private boolean saved;

  public boolean isOpen() {
    return open != null;
  }

  /** The one that is open, or null. */
  Snapshot opened() {
    return open;
  }

  /** Begins a snapshot; none may be open. */
  Snapshot open(List<Database> databases, Snapshot.Sink sink) {
    if (open != null) throw new IllegalStateException("a snapshot is open");
    saved = !saved;
    return open = new Snapshot(this, databases, saved, sink);
  }

  void close(Snapshot snapshot) {
    if (open == snapshot) open = null;
  }

  /** To be called, while one is open, before an entry is changed, replaced or removed. */
  void preserve(TimedEntries from, Object entry) {
    open.keep(from, entry);
  }

  /** What a new entry is marked with. */
  boolean mark() {
    return saved;
  }
}
