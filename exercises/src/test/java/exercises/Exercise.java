package exercises;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A folder such as {@code exercises/step01-ping/time}: files to start from, and a solution. Those
 * of {@code exercises/bridge} begin where the last step ends.
 */
record Exercise(Path folder) {

  static List<Exercise> all() {
    try (Stream<Path> files = Files.walk(Path.of(""), 3)) {
      return files
          .filter(file -> file.endsWith("solution.diff"))
          .map(file -> new Exercise(file.toAbsolutePath().getParent()))
          .sorted((a, b) -> a.folder.compareTo(b.folder))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** step01-ping/time */
  String name() {
    return group() + "/" + folder.getFileName();
  }

  private String group() {
    return folder.getParent().getFileName().toString();
  }

  boolean isBridge() {
    return group().equals("bridge");
  }

  private String step() {
    return isBridge() ? "step06-lists-hashes" : group();
  }

  /**
   * The class of its tests: {@code step01-ping/bug-hunt} has {@code Step01BugHuntTest}, {@code
   * bridge/eviction} has {@code BridgeEvictionTest}.
   */
  String testClass() {
    String first = isBridge() ? "Bridge" : "Step" + step().substring(4, 6);
    StringBuilder name = new StringBuilder("exercises." + first);
    for (String word : folder.getFileName().toString().split("-")) {
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
    if (solved) apply(folder.resolve("solution.diff"), work);
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
