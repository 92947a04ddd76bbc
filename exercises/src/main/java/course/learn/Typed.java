package course.learn;

import module java.base;

import course.Course;

/** The sources in a folder of the workspace, as they are at this moment. */
record Typed(Path root, Map<String, String> files) {

  /** What is in {@code home/src/main/java/miniredis}; nothing where there is no such folder. */
  static Typed in(Path home) {
    Path folder = home.resolve(Course.SOURCES);
    Map<String, String> files = new TreeMap<>();
    if (!Files.isDirectory(folder)) return new Typed(folder, files);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Typed::isSource).toList())
        files.put(folder.relativize(file).toString().replace('\\', '/'), read(file));
    } catch (IOException | UncheckedIOException changing) {
      // An editor may be moving a file this very moment: what is there counts, and it looks again.
    }
    return new Typed(folder, files);
  }

  /** Editors leave files with a dot or a hash in front beside those that are being changed. */
  private static boolean isSource(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".java") && Character.isJavaIdentifierStart(name.charAt(0));
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  boolean mention(String text) {
    return files.values().stream().anyMatch(source -> source.contains(text));
  }
}
