package exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Every exercise can be solved, and none is solved before the learner starts: its tests pass with
 * the solution, fail with the starting files alone, and pass against real Redis. It names the
 * server to test by a system property, so no other test may run beside it in this process.
 */
@Isolated
class SolutionsTest {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  @TempDir static Path work;

  /** Real Redis, which without the last option waits five seconds for more replicas. */
  private static final String REDIS =
      "redis-server --port {port} --bind 127.0.0.1 --dir {dir} --save ''"
          + " --repl-diskless-sync-delay 0";

  /** By test class and command. */
  private static final Map<List<String>, CompletableFuture<TestRun>> RUNS =
      new ConcurrentHashMap<>();

  private static ExecutorService few;

  /** What has failed is run again by itself. */
  private static boolean begun;

  /** The classes of each exercise, solved and not: compiling them is most of the work here. */
  private static final Map<Path, Path> CLASSES = new ConcurrentHashMap<>();

  private static void buildAll() {
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

  /**
   * The tests of what is open in design start their server by a command, and mostly wait: from the
   * beginning on a few at a time run in processes of their own, which are told the command.
   */
  @BeforeAll
  static void beginWithTheLongOnes() {
    buildAll();
    few = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    RUNS.clear();
    if (!begun) beginAll();
    begun = true;
  }

  private static void beginAll() {
    for (Exercise each : Exercise.all()) if (each.isStretch()) begin(each, command(each, true));
    for (Exercise each : Exercise.folders()) {
      if (!each.isStretch()) continue;
      beginAtStart(each);
      if (isInRedis(each)) begin(each, REDIS);
    }
  }

  @AfterAll
  static void end() {
    few.shutdownNow();
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
        .anyMatch(failure -> Exercise.isShown(failure, cards));
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
        .filter(exercise -> exercise.isStretch() && isInRedis(exercise))
        .map(exercise -> dynamicTest(exercise.name(), () -> passesInRedis(exercise)));
  }

  private static void passesInRedis(Exercise exercise) {
    if (!isInstalled("redis-server")) Assumptions.abort("redis-server is not installed");
    TestRun run = runIn(exercise, REDIS);
    assertThat(run.succeeded()).as("tests that passed").isPositive();
    assertThat(run.failures()).isEmpty();
  }

  private static boolean isInstalled(String program) {
    boolean there =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    assertThat(there || !"true".equals(System.getenv("CI"))).as(program).isTrue();
    return there;
  }

  private static boolean isInRedis(Exercise exercise) {
    return !tags(exercise).contains("not-in-redis");
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
    if (exercise.isStretch() && solved) return allRun(runIn(exercise, command(exercise, true)));
    if (exercise.isStretch()) return allRun(beginAtStart(exercise).join());
    Path folder = folder(exercise, solved);
    Process server =
        new ProcessBuilder(java(CLASSES.get(folder), "-p", "0"))
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
    System.setProperty("target", "127.0.0.1:" + port);
    try {
      return allRun(TestRun.here(exercise.testClass()));
    } finally {
      System.clearProperty("target");
    }
  }

  /** The failures, where no test has been left out. */
  private static List<String> allRun(TestRun run) {
    assertThat(run.started()).as("tests that ran").isPositive();
    assertThat(run.aborted()).as("tests that were left out").isZero();
    return run.failures();
  }

  private static String command(Exercise exercise, boolean solved) {
    Path classes = CLASSES.get(folder(exercise, solved));
    return String.join(" ", java(classes, "--port", "{port}", "--dir", "{dir}"));
  }

  private static TestRun runIn(Exercise exercise, String command) {
    return begin(exercise, command).join();
  }

  /** Only until the failure has come that the card shows: most of the others take long. */
  private static CompletableFuture<TestRun> beginAtStart(Exercise exercise) {
    return begin(exercise, command(exercise, false), exercise.cards().toString());
  }

  private static CompletableFuture<TestRun> begin(
      Exercise exercise, String command, String... further) {
    String tests = exercise.testClass();
    return RUNS.computeIfAbsent(
        List.of(tests, command),
        _ ->
            CompletableFuture.supplyAsync(
                () -> TestRun.elsewhere(tests, "-Dcommand=" + command, further), few));
  }
}
