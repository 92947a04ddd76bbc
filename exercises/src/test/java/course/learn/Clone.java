package course.learn;

import module java.base;

import course.Course;

/**
 * A clone of this repository for one learner: the steps and the exercises are the real ones, the
 * workspace is empty and its own.
 */
final class Clone implements AutoCloseable {

  static final Path REAL = Path.of("").toAbsolutePath().getParent();

  private final Path root;

  Clone() throws IOException {
    root = Files.createTempDirectory("clone-").toRealPath();
    Path exercises = Files.createDirectories(root.resolve("exercises"));
    for (Path module : new Course(REAL).modules()) {
      link(root, module);
      Path cards = REAL.resolve("exercises").resolve(module.getFileName());
      if (Files.exists(cards)) link(exercises, cards);
    }
    for (String folder : List.of("src", "bridge", "museum", "stretch"))
      link(exercises, REAL.resolve("exercises").resolve(folder));
    link(exercises, Files.createDirectories(REAL.resolve("exercises/target")));
  }

  private static void link(Path folder, Path to) throws IOException {
    Files.createSymbolicLink(folder.resolve(to.getFileName()), to);
  }

  Course course() {
    return new Course(root);
  }

  Workspace workspace() {
    return Workspace.of(course());
  }

  Stages stages() {
    return Stages.of(course());
  }

  Session session() throws IOException {
    return new Session(course(), new Candidate.Sources());
  }

  Path file(Stage stage, String name) {
    return stage.home().resolve(Course.SOURCES).resolve(name);
  }

  /** Types these sources, in the place of all that was there. */
  void type(Stage stage, SortedMap<String, List<String>> sources) throws IOException {
    Workspace.delete(stage.home().resolve("src"));
    workspace().begin(stage.home(), sources);
  }

  /** Types ours as they are at the end of the stage. */
  void solve(Stage stage) throws IOException {
    type(stage, stages().solution(stage));
  }

  /** Changes one line of what is typed. */
  void change(Stage stage, String file, String before, String after) throws IOException {
    String text = Files.readString(file(stage, file));
    if (!text.contains(before)) throw new AssertionError(before + " does not stand in " + file);
    Files.writeString(file(stage, file), text.replace(before, after));
  }

  @Override
  public void close() {
    Workspace.delete(root);
  }
}
