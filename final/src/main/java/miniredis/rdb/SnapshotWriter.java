package miniredis.rdb;

import module java.base;

import miniredis.bytes.BytesBuilder;
import miniredis.value.EntryView;

/**
 * A format that a snapshot can be written in.
 *
 * <p>It collects what it is given and passes it on in pieces of at least {@link #PIECE} bytes, as
 * {@code write(byte[], int, int)} calls to the stream; the arrays are its own again when the call
 * returns. Belongs to the thread that runs commands, because it reads values.
 *
 * <p><b>Large values.</b> Nobody is to wait until a million elements are written. So of a large
 * value only what stands before it is written down when it is handed over; the value is frozen, and
 * {@link #goOn} writes it later, bit by bit. A file has no place for anything in the middle of a
 * value: what is handed over meanwhile is written down aside, and comes after it.
 */
public abstract sealed class SnapshotWriter permits RdbWriter, RespWriter {

  /** Bytes that are collected before they are passed on. */
  private static final int PIECE = 64 * 1024;

  /** A value that takes more bytes of the heap is large; to write a smaller one takes no time. */
  private static final int LARGE = 64 * 1024;

  /** A large value: where it is, what stands before and behind it, and what is left of itself. */
  private record Large(int database, EntryView entry, byte[] before, Pieces value, byte[] after) {}

  private record Sizes(long keys, long timed) {}

  final BytesBuilder buffer = new BytesBuilder(PIECE + 1024);
  private final OutputStream out;
  private final Map<Integer, Sizes> sizes = new HashMap<>();
  private final Queue<Large> waiting = new ArrayDeque<>();
  private final BytesBuilder aside = new BytesBuilder(1024);

  /** The large value that is being written, or null. */
  private Large open;

  /** The database of what was written last, that aside included. */
  private int database = -1;

  SnapshotWriter(OutputStream out) {
    this.out = out;
  }

  /** The beginning of the file. */
  public abstract void begin(RdbHeader header);

  /** How many keys a database has, and how many of them with a deadline: said before its keys. */
  public final void sizes(int index, long keys, long timed) {
    sizes.put(index, new Sizes(keys, timed));
  }

  /** Goes to a database, perhaps for the second time; the entries that follow are its. */
  private void select(int index) {
    if (index == database) return;
    database = index;
    selected(index);
    Sizes announced = sizes.remove(index);
    if (announced != null) sized(announced.keys(), announced.timed());
  }

  abstract void selected(int index);

  abstract void sized(long keys, long timed);

  /**
   * Writes a key with all that belongs to it, or, if the value is large, begins to; {@code now} in
   * Unix milliseconds.
   */
  public final void entry(int index, EntryView entry, long now) throws IOException {
    int start = buffer.length();
    if (entry.isLarge(LARGE)) {
      waiting.add(large(index, entry, now));
      return;
    }
    select(index);
    Pieces value = value(Codecs.of(entry), entry, now);
    while (value.next()) {}
    after(entry);
    if (open == null) {
      flushIfFull();
    } else {
      aside.append(buffer.array(), start, buffer.length());
      buffer.truncate(start);
    }
  }

  private Large large(int index, EntryView entry, long now) {
    EntryView frozen = entry.frozen();
    int start = buffer.length();
    Pieces value = value(Codecs.of(frozen), frozen, now);
    byte[] before = cut(start);
    after(frozen);
    return new Large(index, new EntryView().at(entry.entry()), before, value, cut(start));
  }

  private byte[] cut(int start) {
    byte[] cut = Arrays.copyOfRange(buffer.array(), start, buffer.length());
    buffer.truncate(start);
    return cut;
  }

  /** Writes what stands before the value, and begins the value. */
  abstract Pieces value(Codec codec, EntryView entry, long now);

  /** Writes what stands after the value. */
  abstract void after(EntryView entry);

  /** Whether large values are not yet written to their ends. */
  public final boolean isBusy() {
    return open != null || !waiting.isEmpty();
  }

  /** Goes on with the large values for about so many nanoseconds; whether there is still more. */
  public final boolean goOn(long nanoseconds) throws IOException {
    long end = System.nanoTime() + nanoseconds;
    while (isBusy()) {
      if (open == null) open();
      if (!open.value().next()) close();
      flushIfFull();
      if (System.nanoTime() - end >= 0) break;
    }
    return isBusy();
  }

  private void open() {
    open = waiting.remove();
    select(open.database());
    buffer.append(open.before(), 0, open.before().length);
  }

  private void close() throws IOException {
    buffer.append(open.after(), 0, open.after().length);
    open.entry().thaw();
    open = null;
    if (aside.length() == 0) return;
    flush();
    out.write(aside.array(), 0, aside.length());
    aside.clear();
  }

  /** Nobody wants the file any more, nor what is left of large values. */
  public final void abandon() {
    if (open != null) open.entry().thaw();
    waiting.forEach(each -> each.entry().thaw());
    open = null;
    waiting.clear();
    aside.clear();
  }

  /** Writes what is left of large values, ends the data and passes on all of it. */
  public final void end() throws IOException {
    while (isBusy()) goOn(Long.MAX_VALUE / 2);
    ended();
    flush();
  }

  /** Writes what stands at the end. */
  abstract void ended();

  private void flushIfFull() throws IOException {
    if (buffer.length() >= PIECE) flush();
  }

  private void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.length());
    buffer.clear();
  }
}
