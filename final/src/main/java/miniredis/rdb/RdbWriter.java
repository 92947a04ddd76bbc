package miniredis.rdb;

import module java.base;

import miniredis.bytes.BytesBuilder;
import miniredis.keyspace.Usage;
import miniredis.value.Entry;

/**
 * Writes an RDB file, version 10, as Redis 7.0 does.
 *
 * <pre>
 *   REDIS0010
 *   AUX name value ...                what wrote it, and when
 *   SELECTDB 0  RESIZEDB keys timed   then the keys of this database:
 *     [EXPIRETIME_MS deadline] [IDLE seconds | FREQ count] type key value
 *   EOF
 *   checksum of all that                added by {@link ChecksumStream}
 * </pre>
 *
 * <p>It collects what it is given and passes it on in pieces of at least {@link #PIECE} bytes, as
 * {@code write(byte[], int, int)} calls to the stream; the arrays are its own again when the call
 * returns. Belongs to the thread that runs commands, because it reads values.
 */
public final class RdbWriter implements SnapshotWriter {

  /** Bytes that are collected before they are passed on. */
  public static final int PIECE = 64 * 1024;

  private final OutputStream out;
  private final RdbOptions options;
  private final BytesBuilder buffer = new BytesBuilder(PIECE + 1024);
  private final RdbEncoder encoder;
  private int database = -1;

  public RdbWriter(OutputStream out, RdbOptions options) {
    this.out = out;
    this.options = options;
    this.encoder = new RdbEncoder(buffer, options.compression());
  }

  /** The beginning of the file. */
  @Override
  public void begin(RdbHeader header) {
    // Four digits, put together by hand: the first format in a program's life takes ten
    // milliseconds, and clients would wait for them.
    buffer.append("REDIS00" + Rdb.VERSION);
    auxiliary("redis-ver", header.version());
    auxiliary("redis-bits", "64");
    auxiliary("ctime", Long.toString(header.now() / 1000));
    auxiliary("used-mem", Long.toString(header.usedMemory()));
    auxiliary("aof-base", options.base() ? "1" : "0");
  }

  private void auxiliary(String name, String value) {
    encoder.octet(Rdb.AUX);
    encoder.string(name);
    encoder.string(value);
  }

  /** Begins a database: how many keys it has, and how many of them with a deadline. */
  @Override
  public void database(int index, long keys, long timed) {
    select(index);
    encoder.octet(Rdb.RESIZEDB);
    encoder.length(keys);
    encoder.length(timed);
  }

  /** Goes to a database, perhaps for the second time; the entries that follow are its. */
  @Override
  public void select(int index) {
    if (index == database) return;
    database = index;
    encoder.octet(Rdb.SELECTDB);
    encoder.length(index);
  }

  private int frequency(Object entry, long now) {
    return Usage.frequency(Entry.accessOf(entry), now / 60_000, options.decayMinutes());
  }

  /**
   * Writes a key with all that belongs to it; {@code now}, in Unix milliseconds, is for its time of
   * rest.
   */
  @Override
  public void entry(Object entry, long now) throws IOException {
    long deadline = Entry.deadlineOf(entry);
    if (deadline != Entry.NO_DEADLINE) {
      encoder.octet(Rdb.EXPIRETIME_MS);
      encoder.fixed64(deadline);
    }
    switch (options.access()) {
      case NONE -> {}
      case LAST_USE -> {
        encoder.octet(Rdb.IDLE);
        encoder.length(now / 1000 - Entry.accessOf(entry) & 0xffffff);
      }
      case FREQUENCY -> {
        encoder.octet(Rdb.FREQ);
        encoder.octet(frequency(entry, now));
      }
    }
    encoder.octet(encoder.typeOf(entry));
    encoder.keyOf(entry);
    encoder.valueOf(entry);
    if (buffer.length() >= PIECE) flush();
  }

  /** Ends the data and passes on all of it; the checksum is still to follow. */
  @Override
  public void end() throws IOException {
    encoder.octet(Rdb.EOF);
    flush();
  }

  @Override
  public boolean hasFooter() {
    return true;
  }

  /** Passes on what has been collected. */
  public void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.length());
    buffer.clear();
  }
}
