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
 */
public abstract sealed class SnapshotWriter permits RdbWriter, RespWriter {

  /** Bytes that are collected before they are passed on. */
  private static final int PIECE = 64 * 1024;

  final BytesBuilder buffer = new BytesBuilder(PIECE + 1024);
  private final OutputStream out;
  private int database = -1;

  SnapshotWriter(OutputStream out) {
    this.out = out;
  }

  /** The beginning of the file. */
  public abstract void begin(RdbHeader header);

  /** Begins a database: how many keys it has, and how many of them with a deadline. */
  public abstract void database(int index, long keys, long timed);

  /** Goes to a database, perhaps for the second time; the entries that follow are its. */
  public final void select(int index) {
    if (index == database) return;
    database = index;
    selected(index);
  }

  abstract void selected(int index);

  /** Writes a key with all that belongs to it; {@code now} in Unix milliseconds. */
  public final void entry(EntryView entry, long now) throws IOException {
    Pieces value = value(Codecs.of(entry), entry, now);
    while (value.next()) flushIfFull();
    after(entry);
    flushIfFull();
  }

  /** Writes what stands before the value, and begins the value. */
  abstract Pieces value(Codec codec, EntryView entry, long now);

  /** Writes what stands after the value. */
  abstract void after(EntryView entry);

  /** Ends the data and passes on all of it. */
  public abstract void end() throws IOException;

  private void flushIfFull() throws IOException {
    if (buffer.length() >= PIECE) flush();
  }

  final void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.length());
    buffer.clear();
  }
}
