package miniredis.engine;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * The form in which effects are written one after the other, to a file or to another server: as
 * requests, with SELECT where the database changes, and with MULTI and EXEC around what must be
 * done whole, so that the end of the stream cannot part it.
 *
 * <p>Each reader of a stream begins with no database selected, so each stream has an object of its
 * own.
 */
public final class EffectStream {

  private static final Bytes SELECT = Bytes.of("SELECT");
  private static final Bytes[] MULTI = {Bytes.of("MULTI")};
  private static final Bytes[] EXEC = {Bytes.of("EXEC")};

  private final Consumer<Bytes[]> out;
  private int selected = -1;

  /** Requests go to {@code out}. */
  public EffectStream(Consumer<Bytes[]> out) {
    this.out = out;
  }

  /** A new reader begins here. */
  public void restart() {
    selected = -1;
  }

  public void write(Effects unit) {
    select(unit.database(0));
    if (unit.isTransaction()) out.accept(MULTI);
    for (int i = 0; i < unit.size(); i++) {
      select(unit.database(i));
      out.accept(unit.request(i));
    }
    if (unit.isTransaction()) out.accept(EXEC);
  }

  private void select(int database) {
    if (database == selected) return;
    selected = database;
    out.accept(new Bytes[] {SELECT, Bytes.of(database)});
  }
}
