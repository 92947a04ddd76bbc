package miniredis.rdb;

import module java.base;

import miniredis.keyspace.Usage;
import miniredis.value.EntryView;

/**
 * Writes an RDB file, version 10, as Redis 7.0 does.
 *
 * <pre>
 *   REDIS0010
 *   AUX name value ...                what wrote it, and when
 *   SELECTDB 0  RESIZEDB keys timed   then the keys of this database:
 *     [AUX deadlines of fields ...]   see {@link TimedFields}
 *     [EXPIRETIME_MS deadline] [IDLE seconds | FREQ count] type key value
 *   EOF
 *   checksum of all that                added by {@link ChecksumStream}
 * </pre>
 *
 * <p>Belongs to the thread that runs commands, because it reads values.
 */
public final class RdbWriter extends SnapshotWriter {

  private final RdbOptions options;
  private final RdbOutput rdb;

  public RdbWriter(OutputStream out, RdbOptions options) {
    super(out);
    this.options = options;
    this.rdb = new RdbOutput(buffer, options.compression());
  }

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
    rdb.octet(Rdb.AUX);
    rdb.string(name);
    rdb.string(value);
  }

  @Override
  void sized(long keys, long timed) {
    rdb.octet(Rdb.RESIZEDB);
    rdb.length(keys);
    rdb.length(timed);
  }

  @Override
  void selected(int index) {
    rdb.octet(Rdb.SELECTDB);
    rdb.length(index);
  }

  @Override
  Pieces value(Codec codec, EntryView entry, long now) {
    Pieces before = codec.before(entry, rdb);
    if (before == Pieces.NONE) return key(codec, entry, now);
    return Pieces.then(before, () -> key(codec, entry, now));
  }

  /** {@code now} is for the time for which the key has not been used. */
  private Pieces key(Codec codec, EntryView entry, long now) {
    if (entry.isTimed()) {
      rdb.octet(Rdb.EXPIRETIME_MS);
      rdb.fixed64(entry.deadline());
    }
    switch (options.access()) {
      case NONE -> {}
      case LAST_USE -> {
        rdb.octet(Rdb.IDLE);
        rdb.length(now / 1000 - entry.access() & 0xffffff);
      }
      case FREQUENCY -> {
        rdb.octet(Rdb.FREQ);
        rdb.octet(Usage.frequency(entry.access(), now / 60_000, options.decayMinutes()));
      }
    }
    rdb.octet(codec.form(entry));
    entry.key(rdb);
    return codec.write(entry, rdb);
  }

  @Override
  void after(EntryView entry) {}

  /** The checksum is still to follow. */
  @Override
  void ended() {
    rdb.octet(Rdb.EOF);
  }
}
