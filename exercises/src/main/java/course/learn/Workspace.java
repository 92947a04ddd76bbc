package course.learn;

import module java.base;

import course.Course;

/**
 * {@code exercises/workspace}: where learners type. Git ignores it. Nothing in it is ever deleted
 * or written over: what is in the way is moved aside.
 */
record Workspace(Course course, Path folder) {

  static Workspace of(Course course) {
    return new Workspace(course, course.root().resolve("exercises/workspace"));
  }

  /** Where the code of the course is typed, from the first step to the last. */
  Path me() {
    return folder.resolve("me");
  }

  /** As it is shown: seen from the top folder. */
  String shown(Path path) {
    return course.root().relativize(path).toString().replace('\\', '/');
  }

  /** Puts these sources where there are none. Says whether it did. */
  boolean begin(Path home, SortedMap<String, List<String>> sources) throws IOException {
    Path to = home.resolve(Course.SOURCES);
    if (!Typed.in(home).isEmpty()) return false;
    Files.createDirectories(to);
    for (var source : sources.entrySet()) {
      Path file = to.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, source.getValue());
    }
    return true;
  }

  /** Moves what is typed there out of the way. Returns where to, or nothing where nothing was. */
  Optional<Path> moveAside(Path home, LocalDateTime now) throws IOException {
    if (!Files.exists(home.resolve("src"))) return Optional.empty();
    String moment = now.format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT));
    Path aside = folder.resolve("aside").resolve(home.getFileName() + "-" + moment);
    for (int i = 2; Files.exists(aside); i++)
      aside = folder.resolve("aside").resolve(home.getFileName() + "-" + moment + "-" + i);
    Files.createDirectories(aside);
    Files.move(home.resolve("src"), aside.resolve("src"));
    return Optional.of(aside);
  }

  /** Fails with a sentence that says what to do, where nothing can be written here. */
  void check() throws IOException {
    try {
      Files.createDirectories(folder);
      if (!Files.isWritable(folder)) throw new AccessDeniedException(folder.toString());
    } catch (FileSystemException e) {
      throw new IOException(
          folder
              + " cannot be written to, and your code is to go there: is this clone read-only, or"
              + " another user's? Clone it to a place of your own.");
    }
  }

  /** For what can be made again: the classes of tests. */
  static Path cache(Course course) throws IOException {
    Path built = course.root().resolve("exercises/target");
    Path cache = built.resolve("learn");
    try {
      Files.createDirectories(cache);
      if (Files.isWritable(cache)) return cache;
    } catch (IOException readOnly) {
      // A place that everybody may write to, then.
    }
    String user = System.getProperty("user.name", "");
    Path shared = Path.of(System.getProperty("java.io.tmpdir"), "miniredis-learn-" + user);
    return Files.createDirectories(shared);
  }

  /** Removes a temporary folder; what cannot be removed now is left to the system. */
  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    } catch (IOException | UncheckedIOException leftBehind) {
      // It is a folder for temporary files.
    }
  }
}
