package exercises;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * What became of the tests of a class, run from within another test.
 *
 * @param failures of each that failed its name and why
 */
record TestRun(long started, long aborted, long succeeded, ArrayList<String> failures)
    implements Serializable {

  private static TestRun of(TestExecutionSummary summary) {
    ArrayList<String> failures = new ArrayList<>();
    for (TestExecutionSummary.Failure each : summary.getFailures())
      failures.add(each.getTestIdentifier().getDisplayName() + ": " + each.getException());
    return new TestRun(
        summary.getTestsStartedCount(),
        summary.getTestsAbortedCount(),
        summary.getTestsSucceededCount(),
        failures);
  }

  /** Runs them in this process: what they read of system properties is set already. */
  static TestRun here(String testClass) throws ClassNotFoundException {
    return here(testClass, false);
  }

  private static TestRun here(String testClass, boolean untilShown) throws ClassNotFoundException {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(Class.forName(testClass)))
            .configurationParameter(
                "junit.jupiter.extensions.autodetection.enabled", "" + untilShown)
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return of(listener.getSummary());
  }

  /** Runs them in a process of their own, with further words: see {@link #main}. */
  static TestRun elsewhere(String testClass, String option, String... further) {
    try {
      Path result = Files.createTempFile("tests", ".run");
      int status = end(start(testClass, option, result, further));
      if (status != 0) throw new AssertionError(testClass + " ended with " + status);
      try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(result))) {
        return (TestRun) in.readObject();
      } finally {
        Files.delete(result);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How it ended; whoever is interrupted leaves none behind. */
  private static int end(Process process) throws InterruptedException {
    try {
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(String testClass, String option, Path result, String... further)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    words.add("-Dcourse.home=" + System.getProperty("course.home"));
    words.addAll(List.of(option, "-cp", System.getProperty("java.class.path")));
    words.addAll(List.of(TestRun.class.getName(), testClass, result.toString()));
    words.addAll(List.of(further));
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(Redirect.DISCARD)
        .start();
  }

  /** The process: of a class, with its result to a file, up to the failure that a card shows. */
  public static void main(String[] args) throws Exception {
    boolean untilShown = args.length > 2;
    String cards = untilShown ? Files.readString(Path.of(args[2])) : "";
    UntilShown.enough = failure -> Exercise.isShown(failure, cards);
    TestRun run = here(args[0], untilShown);
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(Path.of(args[1])))) {
      out.writeObject(run);
    }
    System.exit(0);
  }
}
