package miniredis.lens;

import module java.base;

/** The texts of the repository that the page may show: sources and chapters, and nothing else. */
final class Sources {

  private static final long LONGEST = 1 << 20;
  private static final Pattern NAME =
      Pattern.compile("(final|step0\\d[\\w-]*)/(src/main/java/[\\w/]+\\.java|README\\.md)");

  private final Path root;

  /**
   * @param root the repository's folder; null if it is not known
   */
  Sources(Path root) {
    this.root = root;
  }

  /**
   * The bytes of a file.
   *
   * @param name from the repository's folder on, with slashes
   * @return empty if there is no such file, or it is none that may be shown
   */
  Optional<byte[]> read(String name) throws IOException {
    if (root == null || !NAME.matcher(name).matches()) return Optional.empty();
    Path file = root.resolve(name);
    if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) return Optional.empty();
    if (!file.toRealPath().startsWith(root.toRealPath())) return Optional.empty();
    return Optional.of(Files.readAllBytes(file));
  }
}
