package miniredis.lens;

import module java.base;

/**
 * Where a server that is looked at keeps its files: a folder for temporary files, with the number
 * of our process in its name. Who is killed cannot delete it, so the next lens does, when it sees
 * that no process has that number any more. Safe on any thread.
 */
final class DataFolder {

  private static final String PREFIX = "mini-redis-lens-";

  /** The process, and what makes the name another one each time. */
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-\\d+");

  private DataFolder() {}

  /** Makes a new one, among the system's temporary files. */
  static Path create() throws IOException {
    return create(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Makes a new one in a folder, and deletes those of lenses that were killed there. */
  static Path create(Path temporary) throws IOException {
    Path fresh = Files.createTempDirectory(temporary, PREFIX + ProcessHandle.current().pid() + "-");
    deleteStale(temporary, Files.getOwner(fresh));
    return fresh;
  }

  /** Another user's are left alone: whether that one's process lives may be hidden from us. */
  private static void deleteStale(Path temporary, UserPrincipal me) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path each : folders) if (isStale(each, me)) deleteQuietly(each);
    } catch (IOException | DirectoryIteratorException notToBeSeen) {
      // Then they stay: it is a matter of tidiness only.
    }
  }

  private static boolean isStale(Path folder, UserPrincipal me) throws IOException {
    Matcher name = NAME.matcher(folder.getFileName().toString());
    if (!name.matches() || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) return false;
    if (ProcessHandle.of(Long.parseLong(name.group(1))).isPresent()) return false;
    return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(me);
  }

  /** Another lens may be at it at the same moment. */
  private static void deleteQuietly(Path folder) {
    try {
      delete(folder);
    } catch (IOException left) {
      // The next start tries again.
    }
  }

  /**
   * Deletes a folder and all that is in it; what a link in it leads to stays.
   *
   * @throws IOException if something cannot be deleted; what can be may be gone then
   */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(each);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
