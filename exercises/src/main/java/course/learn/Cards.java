package course.learn;

import module java.base;

import course.Course;

/**
 * The exercises of a step: a folder each, with files to start from, a solution, and a card in the
 * README beside them.
 */
final class Cards {

  private static final Pattern ROW =
      Pattern.compile("\\| \\[(.+?)]\\(#(.+?)\\) \\| (.+?) \\| (\\d+) \\|.*");

  private Cards() {}

  static List<Stage> of(Path step, Workspace workspace) {
    Path folder = folder(step);
    Path readme = folder.resolve("README.md");
    List<Stage> stages = new ArrayList<>();
    for (String line : Files.exists(readme) ? lines(readme) : List.<String>of()) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) stages.add(stage(step, row.group(1), row.group(4), workspace));
    }
    return stages;
  }

  private static Path folder(Path step) {
    return step.getParent().resolve("exercises").resolve(step.getFileName());
  }

  private static Stage stage(Path step, String title, String minutes, Workspace workspace) {
    List<String> card = card(step, title);
    String name = name(card);
    String id = Course.name(step).substring(4, 6) + "." + name;
    return new Stage(
        Stage.Kind.EXERCISE,
        id,
        title,
        step,
        workspace.folder().resolve(id.replace('.', '-')),
        List.of(),
        List.of(new TestName(testClass(card), "")),
        hints(card),
        Integer.parseInt(minutes),
        0);
  }

  /** What the README says below the heading of this title. */
  static List<String> card(Path step, String title) {
    return lines(folder(step).resolve("README.md")).stream()
        .dropWhile(line -> !line.equals("## " + title))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .toList();
  }

  /** The folder that the card names. */
  private static String name(List<String> card) {
    Matcher named =
        Pattern.compile("exercises/step\\d\\d-[\\w-]+/([\\w-]+)/").matcher(String.join("\n", card));
    return named.find() ? named.group(1) : "?";
  }

  private static String testClass(List<String> card) {
    Matcher named = Pattern.compile("-Dtest=(\\w+)").matcher(String.join("\n", card));
    return named.find() ? named.group(1) : "?";
  }

  /** Each {@code <details>} whose summary begins with Hint is one. */
  private static Hints hints(List<String> card) {
    Matcher details =
        Pattern.compile("(?s)<details><summary>Hint[^<]*</summary>\\n(.*?)</details>")
            .matcher(String.join("\n", card));
    List<String> hints = details.results().map(found -> found.group(1).strip()).toList();
    return hints.isEmpty() ? Hints.NONE : new Hints(Map.of("", hints));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path home(Stage stage) {
    return folder(stage.step()).resolve(stage.id().substring(3));
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
