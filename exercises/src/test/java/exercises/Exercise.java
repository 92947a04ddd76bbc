package exercises;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A folder such as {@code exercises/step01-ping/time}: files to start from, and a solution. Those
 * of {@code exercises/bridge} begin where the last step ends, and so do those of {@code
 * exercises/stretch}, which have no files to start from, and more than one solution: each is an
 * exercise here.
 */
record Exercise(Path folder, Path solution) {

  static List<Exercise> all() {
    try (Stream<Path> files = Files.walk(Path.of(""), 3)) {
      return files
          .map(file -> new Exercise(file.toAbsolutePath().getParent(), file.toAbsolutePath()))
          .filter(Exercise::isOne)
          .sorted(Comparator.comparing(Exercise::solution))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each folder once, however many solutions there are. */
  static List<Exercise> folders() {
    Set<Path> seen = new HashSet<>();
    return all().stream().filter(exercise -> seen.add(exercise.folder)).toList();
  }

  private boolean isOne() {
    return isStretch() ? solution.toString().endsWith(".diff") : solution.endsWith("solution.diff");
  }

  /** step01-ping/time */
  String name() {
    return group() + "/" + folder.getFileName();
  }

  private String group() {
    return folder.getParent().getFileName().toString();
  }

  /** stretch/rate-limiter/gcra */
  String solutionName() {
    return name() + "/" + solution.getFileName().toString().replace(".diff", "");
  }

  boolean isStretch() {
    return group().equals("stretch");
  }

  /** Whether its card shows what the tests say before anything is typed. */
  boolean showsAFailure() {
    return isStretch() || group().equals("bridge");
  }

  /** Whether a card shows a failure of a test; keys are called there as in the tests. */
  static boolean isShown(String failure, String cards) {
    String asOnTheCard =
        failure
            .replaceFirst("(?s)^.*?AssertionError: ", "")
            .replaceAll("t[0-9a-f]{6}:", "@")
            .strip();
    return !asOnTheCard.isEmpty() && cards.contains(asOnTheCard);
  }

  /** Where its card stands, alone or with those of its group. */
  Path cards() {
    return isStretch() ? folder.resolve("README.md") : folder.resolveSibling("README.md");
  }

  private String step() {
    return showsAFailure() ? "step06-lists-hashes" : group();
  }

  /**
   * The class of its tests: {@code step01-ping/bug-hunt} has {@code Step01BugHuntTest}, {@code
   * bridge/eviction} has {@code BridgeEvictionTest}, {@code stretch/lfu} has {@code
   * StretchLfuTest}.
   */
  String testClass() {
    String first = group().startsWith("step") ? group().substring(0, 6) : group();
    StringBuilder name = new StringBuilder("exercises.");
    for (String word : (first + "-" + folder.getFileName()).split("-")) {
      name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return name + "Test";
  }

  /** The step's sources with the starting files, and with the solution if wanted, compiled. */
  Path build(Path work, boolean solved) {
    try {
      return compile(sources(work, solved));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path sources(Path work, boolean solved) throws IOException {
    Path step = folder.getParent().getParent().getParent().resolve(step());
    Path sources = Files.createDirectories(work.resolve("src/main/java/miniredis"));
    copyJava(step.resolve("src/main/java/miniredis"), sources);
    copyJava(folder, sources);
    if (solved) apply(solution, work);
    return work;
  }

  private static void copyJava(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void apply(Path diff, Path work) throws IOException {
    ProcessBuilder git =
        new ProcessBuilder("git", "apply", "--unsafe-paths", "-p1", diff.toString());
    git.environment().put("GIT_CEILING_DIRECTORIES", work.getParent().toString());
    Process process = git.directory(work.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.onExit().join().exitValue() != 0)
      throw new AssertionError(diff + " does not apply:\n" + said);
  }

  private static Path compile(Path work) throws IOException {
    Path classes = Files.createDirectories(work.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (Stream<Path> files = Files.walk(work.resolve("src"))) {
      Stream<String> sources = files.map(Path::toString).filter(f -> f.endsWith(".java"));
      String[] options =
          Stream.concat(Stream.of("-d", classes.toString()), sources).toArray(String[]::new);
      if (compiler.run(null, null, null, options) != 0)
        throw new AssertionError("does not compile");
    }
    return classes;
  }
}
