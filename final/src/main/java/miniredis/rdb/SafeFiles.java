package miniredis.rdb;

import module java.base;

/** Replacing files so that a power cut leaves the old one or the new one. Safe on any thread. */
public final class SafeFiles {

  private SafeFiles() {}

  /**
   * Puts a file, which has been forced to the disk, in the place of another. The rename itself is
   * in the folder, and is not safe before that is forced too.
   */
  public static void replace(Path file, Path target) throws IOException {
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder(target.toAbsolutePath().getParent());
  }

  /** Forces the names in a folder to the disk. */
  public static void forceFolder(Path folder) throws IOException {
    if (System.getProperty("os.name").startsWith("Windows")) return;
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
