package course.learn;

import module java.base;

import course.Course;
import course.museum.Exhibit;

/**
 * The servers of the museum, as stages: they begin with a bug, and are solved when all tests of
 * their step pass. Those that the bug fails come first.
 */
final class Bugs {

  private Bugs() {}

  /** Those that are servers of this step. */
  static List<Stage> of(Path step, Workspace workspace) {
    try {
      List<Stage> stages = new ArrayList<>();
      for (Exhibit exhibit : all(step))
        if (exhibit.step().equals(Course.name(step))) stages.add(stage(exhibit, step, workspace));
      return stages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Exhibit> all(Path step) throws IOException {
    Path museum = step.resolveSibling("exercises").resolve("museum");
    return Files.exists(museum) ? Exhibit.all(step.getParent()) : List.of();
  }

  private static Stage stage(Exhibit exhibit, Path step, Workspace workspace) throws IOException {
    return new Stage(
        Stage.Kind.BUG,
        "museum." + exhibit.number(),
        exhibit.title(),
        step,
        workspace.folder().resolve("museum").resolve(exhibit.name()),
        List.of(),
        exhibit.caughtBy().stream().map(TestName::parse).toList(),
        Cards.hints(card(exhibit)),
        Integer.parseInt(exhibit.fields().get("minutes")),
        0);
  }

  /** What the learner reads before it. */
  static List<String> card(Stage stage) {
    return card(exhibit(stage));
  }

  private static List<String> card(Exhibit exhibit) {
    return Cards.lines(exhibit.folder().resolve("README.md"));
  }

  private static Exhibit exhibit(Stage stage) {
    try {
      return all(stage.step()).stream()
          .filter(one -> one.number().equals(stage.name()))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The step's sources with the bug in them. */
  static SortedMap<String, List<String>> start(Stage stage) {
    try {
      Path made = Files.createTempDirectory("bug-");
      try {
        exhibit(stage).begin(made);
        return Course.files(made.resolve(Course.SOURCES));
      } finally {
        Workspace.delete(made);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
