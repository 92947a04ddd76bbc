package miniredis.embedded;

import module java.base;

/**
 * Where a server keeps its files: a folder of the user's, or one of its own that goes when the
 * server does.
 */
record Folder(Path path, boolean own) {

  /** An empty one, in the system's folder for such. */
  static Folder temporary() throws IOException {
    return new Folder(Files.createTempDirectory("mini-redis-"), true);
  }

  /** The user's, made if it is not there. */
  static Folder of(Path path) throws IOException {
    return new Folder(Files.createDirectories(path).toAbsolutePath(), false);
  }

  /** Deletes what is the server's own, whatever has been written to it. */
  void leave() throws IOException {
    if (!own || !Files.exists(path)) return;
    List<Path> all;
    try (Stream<Path> found = Files.walk(path)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) Files.deleteIfExists(each);
  }
}
