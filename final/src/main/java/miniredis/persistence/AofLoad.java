package miniredis.persistence;

import module java.base;

import miniredis.aof.AofDirectory;
import miniredis.aof.AofManifest;
import miniredis.aof.AofManifest.Part;
import miniredis.aof.AofSettings;
import miniredis.engine.Engine;
import miniredis.engine.ServerLog;
import miniredis.rdb.RdbException;

/**
 * Fills the keyspace from the files of a log, one after the other: the base, in either of its
 * formats, then the increments. A file may also be both, a snapshot with requests after it, as they
 * were before Redis 7.
 *
 * <p>The last file may end within a request: a crash can leave that, and nobody was told that such
 * a request was done. It is cut off, if {@code aof-load-truncated} allows it. Anywhere else it
 * means that something is lost, and the server must not start.
 *
 * <p>Belongs to the engine's thread.
 */
final class AofLoad implements Load {

  private static final byte[] MAGIC = {'R', 'E', 'D', 'I', 'S'};

  private final AofDirectory directory;
  private final Engine engine;
  private final AofSettings settings;
  private final boolean checksum;
  private final ServerLog log;
  private final Deque<Part> parts;
  private final long total;

  private Part part;
  private Path file;
  private RdbLoad snapshot;
  private AofReplay replay;
  private long doneBefore;
  private long loaded;
  private long commands;

  AofLoad(
      AofDirectory directory,
      AofManifest manifest,
      Engine engine,
      AofSettings settings,
      boolean checksum,
      ServerLog log)
      throws IOException {
    this.directory = directory;
    this.engine = engine;
    this.settings = settings;
    this.checksum = checksum;
    this.log = log;
    parts = new ArrayDeque<>(manifest.parts());
    total = directory.size(manifest.parts());
    engine.keyspace().replaying(true);
  }

  @Override
  public boolean more(long end) throws IOException {
    try {
      while (part != null || begin()) {
        if (snapshot != null ? snapshot.more(end) : replay.more(end)) return true;
        if (snapshot != null) endSnapshot();
        else endFile();
      }
      return false;
    } catch (IOException | RdbException bad) {
      if (part == null) throw bad;
      throw new IOException("file " + part.name() + ": " + bad.getMessage(), bad);
    }
  }

  private boolean begin() throws IOException {
    part = parts.poll();
    if (part == null) return false;
    file = directory.path(part);
    if (beginsWithSnapshot()) {
      snapshot = new RdbLoad(file, engine, checksum, true);
    } else {
      replay = new AofReplay(file, 0, engine, log);
    }
    return true;
  }

  private boolean beginsWithSnapshot() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }

  private void endSnapshot() throws IOException {
    loaded += snapshot.loaded();
    long offset = snapshot.done();
    snapshot.close();
    snapshot = null;
    replay = new AofReplay(file, offset, engine, log);
  }

  private void endFile() throws IOException {
    if (replay.isTorn()) cutTail();
    commands += replay.commands();
    doneBefore += replay.total();
    replay.close();
    replay = null;
    part = null;
  }

  private void cutTail() throws IOException {
    long offset = replay.offset();
    String where = "it ends within a request, which begins at byte " + offset;
    if (!parts.isEmpty()) throw new IOException(where + ", and it is not the last file");
    if (!settings.loadsTruncated().get()) {
      throw new IOException(where + ", and aof-load-truncated is off");
    }
    log.warning(
        "The log's last file %s ends within a request: cut from %s to %s bytes"
            .formatted(part.name(), replay.total(), offset));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(offset);
      channel.force(true);
    }
  }

  @Override
  public long done() {
    if (snapshot != null) return doneBefore + snapshot.done();
    return doneBefore + (replay == null ? 0 : replay.offset());
  }

  @Override
  public long total() {
    return total;
  }

  @Override
  public long loaded() {
    return loaded + (snapshot == null ? 0 : snapshot.loaded());
  }

  @Override
  public long expired() {
    return 0;
  }

  @Override
  public String summary() {
    return "Done loading the log: %s keys of its base, then %s commands."
        .formatted(loaded, commands);
  }

  @Override
  public void close() throws IOException {
    engine.keyspace().replaying(false);
    if (snapshot != null) snapshot.close();
    if (replay != null) replay.close();
  }
}
