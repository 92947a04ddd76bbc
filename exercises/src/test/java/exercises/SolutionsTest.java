package exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
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
    Exercise.all().parallelStream()
        .flatMap(exercise -> Stream.of(true, false).map(solved -> Map.entry(exercise, solved)))
        .forEach(
            each -> {
              Path folder = folder(each.getKey(), each.getValue());
              CLASSES.put(folder, each.getKey().build(folder, each.getValue()));
            });
  }

  private static Path folder(Exercise exercise, boolean solved) {
    return work.resolve(exercise.name() + (solved ? "-solved" : "-start"));
  }

  @TestFactory
  Stream<DynamicTest> everySolutionPassesItsTests() {
    return Exercise.all().stream()
        .map(
            exercise ->
                dynamicTest(exercise.name(), () -> assertThat(failures(exercise, true)).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> noExerciseIsSolvedFromTheStart() {
    return Exercise.all().stream()
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
    String cards = Files.readString(exercise.folder().resolveSibling("README.md"));
    if (!exercise.isBridge()) return;
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
    for (Exercise exercise : Exercise.all()) {
      String cards = Files.readString(exercise.folder().resolveSibling("README.md"));
      assertThat(cards).contains("exercises/" + exercise.name() + "/");
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
      for (Exercise exercise : Exercise.all()) {
        assertThat(failuresAt(port, exercise)).as(exercise.name()).isEmpty();
      }
    } finally {
      redis.destroyForcibly().waitFor();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private List<String> failures(Exercise exercise, boolean solved) throws Exception {
    Path folder = folder(exercise, solved);
    Path classes = CLASSES.get(folder);
    Process server =
        new ProcessBuilder(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                // A machine whose own digits are others: what is printed and parsed must not be.
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-cp",
                classes.toString(),
                "miniredis.Main",
                "-p",
                "0")
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
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(Class.forName(exercise.testClass())))
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    System.setProperty("target", "127.0.0.1:" + port);
    try {
      LauncherFactory.create().execute(request, listener);
    } finally {
      System.clearProperty("target");
    }
    TestExecutionSummary summary = listener.getSummary();
    assertThat(summary.getTestsStartedCount()).as("tests that ran").isPositive();
    assertThat(summary.getTestsAbortedCount()).as("tests that were left out").isZero();
    return summary.getFailures().stream()
        .map(f -> f.getTestIdentifier().getDisplayName() + ": " + f.getException())
        .toList();
  }
}
