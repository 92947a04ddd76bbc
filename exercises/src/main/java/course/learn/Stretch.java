package course.learn;

import module java.base;

import course.Course;

/**
 * The exercises that are open in design: a folder each, with a card and two solutions, {@code
 * gcra.diff} and {@code sliding-log.diff} for example. They begin where the last step ends, and
 * their README lists them.
 */
final class Stretch {

  private static final Pattern ROW =
      Pattern.compile("\\| \\[(.+?)]\\(([\\w-]+)/README\\.md\\) \\| .+? \\| (\\d+) \\|.*");

  private static final String TRACK = "stretch";

  private Stretch() {}

  static List<Stage> of(Path step, Workspace workspace) {
    Path readme = track(step).resolve("README.md");
    List<Stage> stages = new ArrayList<>();
    for (String line : Files.exists(readme) ? Cards.lines(readme) : List.<String>of()) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && Files.exists(track(step).resolve(row.group(2)).resolve("README.md")))
        stages.add(
            stage(row.group(2), row.group(1), Integer.parseInt(row.group(3)), step, workspace));
    }
    return stages;
  }

  private static Path track(Path step) {
    return step.resolveSibling("exercises").resolve(TRACK);
  }

  private static Stage stage(
      String name, String title, int minutes, Path step, Workspace workspace) {
    List<String> card = Cards.lines(track(step).resolve(name).resolve("README.md"));
    return new Stage(
        Stage.Kind.STRETCH,
        TRACK + "." + name,
        title,
        step,
        workspace.folder().resolve(TRACK + "-" + name),
        List.of(),
        List.of(new TestName(Cards.testClass(card), "")),
        Cards.hints(card),
        minutes,
        0);
  }

  private static Path home(Stage stage) {
    return track(stage.step()).resolve(stage.name());
  }

  /** What the learner reads before it. */
  static List<String> card(Stage stage) {
    return Cards.lines(home(stage).resolve("README.md"));
  }

  /** The step's sources: which files it takes is part of what is open. */
  static SortedMap<String, List<String>> start(Stage stage) {
    return Course.files(stage.step().resolve(Course.SOURCES));
  }

  /** The solutions that its card compares, by their names. */
  static SortedMap<String, SortedMap<String, List<String>>> solutions(Stage stage) {
    SortedMap<String, SortedMap<String, List<String>>> solutions = new TreeMap<>();
    try (Stream<Path> files = Files.list(home(stage))) {
      for (Path diff : files.filter(file -> file.toString().endsWith(".diff")).toList()) {
        String name = diff.getFileName().toString().replace(".diff", "");
        solutions.put(name, new Patched(start(stage)).with(Cards.lines(diff)));
      }
      return solutions;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
