package exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Every exercise can be solved, and none is solved before the learner starts: its tests pass with
 * the solution, fail with the starting files alone, and pass against real Redis. It names the
 * server to test by a system property, so no other test may run beside it.
 */
@Isolated
class SolutionsTest {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  @TempDir static Path work;

  /** The classes of each exercise, solved and not: compiling them is most of the work here. */
  private static final Map<Path, Path> CLASSES = new ConcurrentHashMap<>();

  @BeforeAll
  static void buildAll() {
    Stream<Map.Entry<Exercise, Boolean>> solved =
        Exercise.all().stream().map(exercise -> Map.entry(exercise, true));
    Stream<Map.Entry<Exercise, Boolean>> started =
        Exercise.folders().stream().map(exercise -> Map.entry(exercise, false));
    Stream.concat(solved, started)
        .parallel()
        .forEach(
            each -> {
              Path folder = folder(each.getKey(), each.getValue());
              CLASSES.put(folder, each.getKey().build(folder, each.getValue()));
            });
  }

  private static Path folder(Exercise exercise, boolean solved) {
    return work.resolve(solved ? exercise.solutionName() : exercise.name() + "/start");
  }

  @TestFactory
  Stream<DynamicTest> everySolutionPassesItsTests() {
    return Exercise.all().stream()
        .map(
            exercise ->
                dynamicTest(
                    exercise.solutionName(), () -> assertThat(failures(exercise, true)).isEmpty()));
  }

  @Test
  void everySolutionIsFormatted() throws Exception {
    boolean there = System.getProperty("java.class.path").contains("google-java-format");
    Assumptions.assumeTrue(there, "the formatter comes with -Pci");
    List<String> words = new ArrayList<>(List.of(JAVA, "-cp"));
    words.add(System.getProperty("java.class.path"));
    for (String part : List.of("api", "code", "file", "parser", "tree", "util"))
      words.addAll(
          List.of("--add-exports", "jdk.compiler/com.sun.tools.javac." + part + "=ALL-UNNAMED"));
    words.addAll(List.of("com.google.googlejavaformat.java.Main", "--dry-run"));
    for (Exercise exercise : Exercise.all()) words.addAll(changed(exercise));
    Path said = work.resolve("unformatted");
    Process formatter =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(formatter.waitFor()).isZero();
    assertThat(Files.readString(said)).as("sources that are not formatted").isEmpty();
  }

  /** The files of the solution that are others than where it begins. */
  private static List<String> changed(Exercise exercise) throws IOException {
    Path start = folder(exercise, false).resolve("src");
    Path solved = folder(exercise, true).resolve("src");
    try (Stream<Path> files = Files.walk(solved)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> isOther(start.resolve(solved.relativize(file)), file))
          .map(Path::toString)
          .toList();
    }
  }

  private static boolean isOther(Path before, Path after) {
    try {
      return !Files.exists(before) || Files.mismatch(before, after) >= 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> noExerciseIsSolvedFromTheStart() {
    return Exercise.folders().stream()
        .map(
            exercise ->
                dynamicTest(
                    exercise.name(),
                    () -> failsAsItsCardSays(exercise, failures(exercise, false))));
  }

  /** A card that shows what the tests say of the starting files shows the truth. */
  private static void failsAsItsCardSays(Exercise exercise, List<String> failures)
      throws IOException {
    assertThat(failures).isNotEmpty();
    if (!exercise.showsAFailure()) return;
    String cards = Files.readString(exercise.cards());
    assertThat(failures)
        .as("what the card of %s shows", exercise.name())
        .anyMatch(failure -> cards.contains(asOnTheCard(failure)));
  }

  private static String asOnTheCard(String failure) {
    return failure
        .replaceFirst("(?s)^.*?AssertionError: ", "")
        .replaceAll("t[0-9a-f]{6}:", "@")
        .strip();
  }

  @Test
  void theCardsNameEveryExercise() throws Exception {
    assertThat(Exercise.all()).isNotEmpty();
    for (Exercise exercise : Exercise.folders()) {
      String cards = Files.readString(exercise.cards());
      if (!exercise.isStretch()) assertThat(cards).contains("exercises/" + exercise.name() + "/");
      assertThat(cards).contains("-Dtest=" + exercise.testClass().replace("exercises.", ""));
    }
  }

  @Test
  void realRedisPassesTheTestsOfEveryExercise() throws Exception {
    int port = freePort();
    Process redis;
    try {
      redis =
          new ProcessBuilder(
                  "redis-server", "--port", "" + port, "--bind", "127.0.0.1", "--save", "")
              .directory(work.toFile())
              .redirectErrorStream(true)
              .redirectOutput(work.resolve("log").toFile())
              .start();
    } catch (IOException notInstalled) {
      if ("true".equals(System.getenv("CI"))) throw notInstalled;
      Assumptions.abort("redis-server is not installed");
      return;
    }
    try {
      // Its own log, not an answer at the port: that could come from a server which is not ours.
      Path log = work.resolve("log");
      course.Redis.eventually(
          "redis-server listens",
          () -> Files.exists(log) && Files.readString(log).contains("Ready to accept"));
      for (Exercise exercise : Exercise.folders()) {
        if (exercise.isStretch() || isTooOld(Files.readString(log), exercise)) continue;
        assertThat(failuresAt(port, exercise)).as(exercise.name()).isEmpty();
      }
    } finally {
      redis.destroyForcibly().waitFor();
    }
  }

  /**
   * The tests of what is open in design start the server themselves. Those of something that Redis
   * does not have, or not without a module, have the tag {@code not-in-redis}; where only a test of
   * the class is about such a thing, it leaves itself out.
   */
  @TestFactory
  Stream<DynamicTest> realRedisPassesWhatIsOpenInDesign() {
    return Exercise.folders().stream()
        .filter(exercise -> exercise.isStretch() && !tags(exercise).contains("not-in-redis"))
        .map(exercise -> dynamicTest(exercise.name(), () -> passesInRedis(exercise)));
  }

  private void passesInRedis(Exercise exercise) throws Exception {
    if (!isInstalled("redis-server")) Assumptions.abort("redis-server is not installed");
    String line = "redis-server --port {port} --bind 127.0.0.1 --dir {dir} --save ''";
    // Else it waits five seconds for more replicas before it serves the first.
    line += " --repl-diskless-sync-delay 0";
    TestExecutionSummary summary = run(exercise, "command", line);
    assertThat(summary.getTestsSucceededCount()).as("tests that passed").isPositive();
    assertThat(failures(summary)).isEmpty();
  }

  private static boolean isInstalled(String program) {
    boolean there =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    assertThat(there || !"true".equals(System.getenv("CI"))).as(program).isTrue();
    return there;
  }

  private static List<String> tags(Exercise exercise) {
    try {
      Class<?> tests = Class.forName(exercise.testClass());
      return Stream.of(tests.getAnnotationsByType(Tag.class)).map(Tag::value).toList();
    } catch (ClassNotFoundException e) {
      throw new AssertionError(exercise.name() + " has no tests", e);
    }
  }

  /** A few exercises are about what came to Redis later; their tests say so: {@code redis-7.4}. */
  private static boolean isTooOld(String log, Exercise exercise) {
    Matcher version = Pattern.compile("Redis version=([\\d.]+)").matcher(log);
    assertThat(version.find()).as("the version in the log: " + log).isTrue();
    Version installed = Version.parse(version.group(1));
    return tags(exercise).stream()
        .filter(tag -> tag.matches("redis-\\d.*"))
        .anyMatch(tag -> installed.compareTo(Version.parse(tag.substring(6))) < 0);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** A machine whose own digits are others: what is printed and parsed must not be. */
  private static List<String> java(Path classes, String... options) {
    List<String> words =
        new ArrayList<>(List.of(JAVA, "-XX:TieredStopAtLevel=1", "-ea", "-Duser.language=ar"));
    words.addAll(List.of("-Duser.country=EG", "-cp", classes.toString(), "miniredis.Main"));
    words.addAll(List.of(options));
    return words;
  }

  private List<String> failures(Exercise exercise, boolean solved) throws Exception {
    Path folder = folder(exercise, solved);
    Path classes = CLASSES.get(folder);
    if (exercise.isStretch()) {
      List<String> words = java(classes, "--port", "{port}", "--dir", "{dir}");
      return allRun(run(exercise, "command", String.join(" ", words)));
    }
    Process server =
        new ProcessBuilder(java(classes, "-p", "0"))
            .redirectErrorStream(true)
            .directory(folder.toFile())
            .start();
    try (BufferedReader said = server.inputReader()) {
      String line = said.readLine();
      assertThat(line).contains("127.0.0.1:");
      return failuresAt(Integer.parseInt(line.replaceAll(".*:", "")), exercise);
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static List<String> failuresAt(int port, Exercise exercise) throws Exception {
    return allRun(run(exercise, "target", "127.0.0.1:" + port));
  }

  private static TestExecutionSummary run(Exercise exercise, String setting, String value)
      throws Exception {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(Class.forName(exercise.testClass())))
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    System.setProperty(setting, value);
    try {
      LauncherFactory.create().execute(request, listener);
    } finally {
      System.clearProperty(setting);
    }
    return listener.getSummary();
  }

  /** The failures, where no test has been left out. */
  private static List<String> allRun(TestExecutionSummary summary) {
    assertThat(summary.getTestsStartedCount()).as("tests that ran").isPositive();
    assertThat(summary.getTestsAbortedCount()).as("tests that were left out").isZero();
    return failures(summary);
  }

  private static List<String> failures(TestExecutionSummary summary) {
    return summary.getFailures().stream()
        .map(f -> f.getTestIdentifier().getDisplayName() + ": " + f.getException())
        .toList();
  }
}
