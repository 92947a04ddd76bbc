package course.learn;

import module java.base;

import course.Course;

/**
 * The exercises of a step, and those of the bridge behind the last: a folder each, with files to
 * start from, a solution, and a card in the README beside them.
 */
final class Cards {

  private static final Pattern ROW =
      Pattern.compile("\\| \\[(.+?)]\\(#(.+?)\\) \\| (.+?) \\| (\\d+) \\|.*");

  private static final String BRIDGE = "bridge";

  private Cards() {}

  /** The exercises of a step. */
  static List<Stage> of(Path step, Workspace workspace) {
    return of(step, folder(step), Course.name(step).substring(4, 6), workspace);
  }

  /** The exercises that lead from the last step to {@code final}. */
  static List<Stage> bridge(Path step, Workspace workspace) {
    return of(step, step.resolveSibling("exercises").resolve(BRIDGE), BRIDGE, workspace);
  }

  private static List<Stage> of(Path step, Path folder, String group, Workspace workspace) {
    Path readme = folder.resolve("README.md");
    List<Stage> stages = new ArrayList<>();
    for (String line : Files.exists(readme) ? lines(readme) : List.<String>of()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        List<String> card = card(readme, row.group(1));
        String id = group + "." + name(card);
        int minutes = Integer.parseInt(row.group(4));
        stages.add(stage(id, step, row.group(1), card, minutes, workspace));
      }
    }
    return stages;
  }

  private static Path folder(Path step) {
    return step.resolveSibling("exercises").resolve(step.getFileName());
  }

  private static Stage stage(
      String id, Path step, String title, List<String> card, int minutes, Workspace workspace) {
    return new Stage(
        Stage.Kind.EXERCISE,
        id,
        title,
        step,
        workspace.folder().resolve(id.replace('.', '-')),
        List.of(),
        List.of(new TestName(testClass(card), "")),
        hints(card),
        minutes,
        0);
  }

  /** What the learner reads before it. */
  static List<String> card(Stage stage) {
    return card(home(stage).resolveSibling("README.md"), stage.title());
  }

  /** What the README says below the heading of this title. */
  private static List<String> card(Path readme, String title) {
    List<String> below =
        lines(readme).stream()
            .dropWhile(line -> !line.matches("##+ " + Pattern.quote(title)))
            .toList();
    String mark = below.getFirst().replaceFirst(" .*", " ");
    return below.stream().skip(1).takeWhile(line -> !line.startsWith(mark)).toList();
  }

  /** The folder that the card names. */
  private static String name(List<String> card) {
    Matcher named =
        Pattern.compile("exercises/(?:step\\d\\d-[\\w-]+|bridge)/([\\w-]+)/")
            .matcher(String.join("\n", card));
    return named.find() ? named.group(1) : "?";
  }

  static String testClass(List<String> card) {
    Matcher named = Pattern.compile("-Dtest=(\\w+)").matcher(String.join("\n", card));
    return named.find() ? named.group(1) : "?";
  }

  /** Each {@code <details>} whose summary begins with Hint is one. */
  static Hints hints(List<String> card) {
    Matcher details =
        Pattern.compile("(?s)<details><summary>Hint[^<]*</summary>\\n(.*?)</details>")
            .matcher(String.join("\n", card));
    List<String> hints = details.results().map(found -> found.group(1).strip()).toList();
    return hints.isEmpty() ? Hints.NONE : new Hints(Map.of("", hints));
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path home(Stage stage) {
    boolean bridge = stage.group().equals(BRIDGE);
    Path folder = folder(stage.step());
    return (bridge ? folder.resolveSibling(BRIDGE) : folder).resolve(stage.name());
  }

  /** The step's sources, with the exercise's own files in their place. */
  static SortedMap<String, List<String>> start(Stage stage) {
    SortedMap<String, List<String>> start = Course.files(stage.step().resolve(Course.SOURCES));
    start.putAll(Course.files(home(stage)));
    return start;
  }

  static SortedMap<String, List<String>> solution(Stage stage) {
    return new Patched(start(stage)).with(lines(home(stage).resolve("solution.diff")));
  }
}
