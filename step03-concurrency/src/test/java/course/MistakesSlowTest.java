package course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Tests the tests: each mistake in {@code src/test/mistakes.md} is made in this step's sources, one
 * at a time, and the conformance tests run against them as a reader's would. They must notice, and
 * say so in words that help.
 */
@Tag("slow")
@Isolated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MistakesSlowTest {

  private final Path step = Path.of("").toAbsolutePath();

  /** More than there are processors: a server with a mistake is mostly waited for. */
  private final ExecutorService pool = Executors.newFixedThreadPool(4);

  @AfterAll
  void stop() {
    pool.shutdown();
  }

  @TestFactory
  Stream<DynamicTest> everyMistakeIsCaught() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Mistake mistake : Mistake.read(step.resolve("src/test/mistakes.md"))) {
      CompletableFuture<List<String>> failures =
          CompletableFuture.supplyAsync(() -> failures(mistake), pool);
      tests.add(dynamicTest(mistake.name(), () -> check(mistake, failures.join())));
    }
    return tests.stream();
  }

  private static void check(Mistake mistake, List<String> failures) {
    assertThat(mistake.what()).as("what the mistake is, in a sentence").endsWith(".");
    assertThat(failures).as(mistake.caughtBy() + " notices: " + mistake.what()).isNotEmpty();
    for (String failure : failures) {
      assertThat(failure)
          .as("a message that helps")
          .containsAnyOf(
              "This usually means:", "Is every reply flushed?", "Perhaps a lock is kept");
      assertThat(failure.length()).as("characters of the message: " + failure).isLessThan(4_000);
    }
  }

  /** The messages of the tests that fail; the first one ends the run. */
  private List<String> failures(Mistake mistake) {
    try {
      Path folder = Files.createTempDirectory("course-mistake-");
      try {
        mistake.make(step, folder);
        List<String> failures = run(mistake.caughtBy(), folder);
        // A race is a matter of luck: it has two more chances.
        for (int i = 0; i < 2 && failures.isEmpty(); i++) {
          failures = run(mistake.caughtBy(), folder);
        }
        return failures;
      } finally {
        Sources.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> run(String tests, Path folder) {
    String[] words = tests.split("\\.");
    LauncherDiscoveryRequestBuilder request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass("miniredis." + words[0]))
            .configurationParameter("source", folder.toString())
            .configurationParameter("course.one.failure.is.enough", "true")
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "false");
    if (words.length > 1) request.filters(onlyMethod(words[1]));
    return failures(request.build());
  }

  private static PostDiscoveryFilter onlyMethod(String name) {
    return test ->
        FilterResult.includedIf(
            test.getSource()
                .map(
                    source ->
                        !(source instanceof MethodSource method)
                            || method.getMethodName().equals(name))
                .orElse(true));
  }

  private static List<String> failures(LauncherDiscoveryRequest request) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary().getFailures().stream()
        .map(failure -> failure.getTestIdentifier().getUniqueId() + "\n" + message(failure))
        .toList();
  }

  private static String message(TestExecutionSummary.Failure failure) {
    return failure.getException().getMessage();
  }
}
