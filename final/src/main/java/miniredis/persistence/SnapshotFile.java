package miniredis.persistence;

import module java.base;

import miniredis.engine.Engine;
import miniredis.keyspace.Database;
import miniredis.keyspace.Keyspace;
import miniredis.rdb.ChecksumStream;
import miniredis.rdb.RdbHeader;
import miniredis.rdb.RdbOptions;
import miniredis.rdb.RdbWriter;
import miniredis.rdb.RespWriter;
import miniredis.rdb.SnapshotWriter;
import miniredis.value.EntryView;

/** A snapshot written at once, while everyone waits. Belongs to the engine's thread. */
final class SnapshotFile {

  private SnapshotFile() {}

  /** Writes all keys to a file and forces it to the disk; if that fails no file is left. */
  static void write(
      Engine engine, boolean rdb, RdbOptions options, RdbHeader header, Path temporary)
      throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                temporary,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        ChecksumStream out =
            new ChecksumStream(Channels.newOutputStream(channel), rdb && options.checksum())) {
      write(engine.keyspace(), rdb ? new RdbWriter(out, options) : new RespWriter(out), header);
      if (rdb) out.finish();
      channel.force(true);
    } catch (IOException failed) {
      temporary.toFile().delete();
      throw failed;
    } catch (UncheckedIOException failed) {
      temporary.toFile().delete();
      throw failed.getCause();
    }
  }

  private static void write(Keyspace keyspace, SnapshotWriter writer, RdbHeader header)
      throws IOException {
    try {
      writer.begin(header);
      for (int i = 0; i < keyspace.count(); i++) {
        whole(keyspace.database(i), keyspace.now(), writer);
      }
      writer.end();
    } finally {
      writer.abandon();
    }
  }

  private static void whole(Database database, long now, SnapshotWriter writer) {
    if (database.size() == 0) return;
    writer.sizes(database.index(), database.size(), database.timed());
    database.forEachEntry(entry -> write(database.index(), entry, now, writer));
  }

  private static void write(int database, EntryView entry, long now, SnapshotWriter writer) {
    try {
      writer.entry(database, entry, now);
      while (writer.goOn(Long.MAX_VALUE / 2)) {}
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
