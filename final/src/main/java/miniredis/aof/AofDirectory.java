package miniredis.aof;

import module java.base;

import miniredis.aof.AofManifest.Part;
import miniredis.engine.ServerLog;
import miniredis.rdb.SafeFiles;

/**
 * The folder of the log and the names in it, as Redis 7 chooses them.
 *
 * <p>Whatever replaces a file is written under another name, forced to the disk, renamed, and the
 * folder forced: after a crash there is one manifest, and all the files that it names.
 *
 * <p>Without state of its own, so safe on any thread; but one at a time may write.
 */
public final class AofDirectory {

  private static final String TEMPORARY_BASE = "temp-rewriteaof-bg-";

  private final Path parent;
  private final Path folder;
  private final String name;
  private final ServerLog log;

  public AofDirectory(AofSettings settings, ServerLog log) {
    this.parent = settings.directory().get();
    this.folder = parent.resolve(settings.folder().get());
    this.name = settings.name().get();
    this.log = log;
  }

  public Path path(String file) {
    return folder.resolve(file);
  }

  public Path path(Part part) {
    return folder.resolve(part.name());
  }

  private Path manifestFile() {
    return folder.resolve(name + ".manifest");
  }

  /** Where a new base is written before it gets its name. */
  public Path temporaryBase() {
    return folder.resolve(TEMPORARY_BASE + ProcessHandle.current().pid() + ".aof");
  }

  /** Where increments are written while there is no base that they could belong to. */
  public Path temporaryIncrement() {
    return folder.resolve("temp-" + name + ".incr");
  }

  public Part newBase(AofManifest manifest, boolean rdb) {
    long number = manifest.nextBase();
    return new Part(name + "." + number + (rdb ? ".base.rdb" : ".base.aof"), number, 'b');
  }

  public Part newIncrement(AofManifest manifest) {
    long number = manifest.nextIncrement();
    return new Part(name + "." + number + ".incr.aof", number, 'i');
  }

  /** Makes the folder unless it is there. */
  public void create() throws IOException {
    if (Files.isDirectory(folder)) return;
    Files.createDirectory(folder);
    SafeFiles.forceFolder(parent);
  }

  /**
   * The manifest, empty if there is none. A log of the time before Redis 7, a single file, becomes
   * the base of a new one; a crash in the midst of that does no harm.
   *
   * @throws IOException if the manifest is damaged, or names a file that is not there
   */
  public AofManifest read() throws IOException {
    AofManifest manifest = AofManifest.EMPTY;
    if (Files.exists(manifestFile())) {
      manifest = AofManifest.parse(Files.readAllBytes(manifestFile()));
    }
    if (isToBeUpgraded(manifest)) manifest = upgrade();
    for (Part each : manifest.parts()) {
      if (!Files.exists(path(each))) {
        throw new IOException("the manifest names " + each.name() + ", which is not there");
      }
    }
    return manifest;
  }

  private boolean isToBeUpgraded(AofManifest manifest) {
    if (!Files.isRegularFile(parent.resolve(name))) return false;
    boolean begun =
        manifest.base() != null
            && manifest.base().name().equals(name)
            && manifest.increments().isEmpty()
            && !Files.exists(path(name));
    return manifest.isEmpty() || begun;
  }

  private AofManifest upgrade() throws IOException {
    create();
    AofManifest manifest = new AofManifest(new Part(name, 1, 'b'), List.of(), List.of());
    write(manifest);
    SafeFiles.replace(parent.resolve(name), path(name));
    SafeFiles.forceFolder(parent);
    log.notice(
        "Successfully migrated an old-style AOF configuration (%s) into the AOF directory (%s)."
            .formatted(name, folder.getFileName()));
    return manifest;
  }

  /** Puts a manifest in the place of the old one. */
  public void write(AofManifest manifest) throws IOException {
    Path temporary = folder.resolve("temp-" + name + ".manifest");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer text = ByteBuffer.wrap(manifest.text().getBytes(StandardCharsets.UTF_8));
      while (text.hasRemaining()) channel.write(text);
      channel.force(true);
    }
    SafeFiles.replace(temporary, manifestFile());
  }

  /** Deletes the files that are history, and then says so in the manifest that it returns. */
  public AofManifest deleteHistory(AofManifest manifest) throws IOException {
    if (manifest.history().isEmpty()) return manifest;
    for (Part each : manifest.history()) {
      log.notice("Removing the history file " + each.name());
      Files.deleteIfExists(path(each));
    }
    AofManifest rest = manifest.withoutHistory();
    write(rest);
    return rest;
  }

  /** Removes what a crash has left unfinished. */
  public void deleteTemporary() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, TEMPORARY_BASE + "*")) {
      for (Path each : left) Files.deleteIfExists(each);
    }
    Files.deleteIfExists(temporaryIncrement());
  }

  /** How many bytes these files have. */
  public long size(List<Part> parts) throws IOException {
    long sum = 0;
    for (Part each : parts) sum += Files.size(path(each));
    return sum;
  }
}
