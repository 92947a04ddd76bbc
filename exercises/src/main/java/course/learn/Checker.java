package course.learn;

import module java.base;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs conformance tests in this JVM, one after the other. A test that has waited in vain ends the
 * run: each further one would cost as long.
 */
final class Checker {

  /** How long a test waits for an answer, in seconds. The tests read it when they are loaded. */
  static final int PATIENCE = Integer.getInteger("course.patience", 4);

  private static final String APART = "SEPARATE_THREAD";

  /** What a failure says, to the learner. */
  record Failure(TestName test, String message) {}

  /**
   * How it went.
   *
   * @param leftOut tests that cannot be run here
   * @param failure the first that failed
   */
  record Result(int passed, int total, int leftOut, Optional<Failure> failure) {

    static final Result NONE = new Result(0, 0, 0, Optional.empty());

    boolean isFine() {
      return failure.isEmpty() && passed == total;
    }

    /** Both together. */
    Result and(Result other) {
      return new Result(
          passed + other.passed,
          total + other.total,
          leftOut + other.leftOut,
          failure.or(other::failure));
    }
  }

  /** Told after each test how it stands; may end the run by returning false. */
  interface Watching {
    boolean goOn(Result soFar);
  }

  /** A test that waits in a way that nothing ends is left behind in a thread of its own. */
  private final Duration longest;

  private final Launcher launcher =
      LauncherFactory.create(
          LauncherConfig.builder()
              .enableTestExecutionListenerAutoRegistration(false)
              .enableLauncherSessionListenerAutoRegistration(false)
              .build());

  static {
    System.setProperty("course.patience", Integer.toString(PATIENCE));
  }

  Checker() {
    this(Duration.ofSeconds(40));
  }

  /** {@code longest}: a test that takes longer has failed. */
  Checker(Duration longest) {
    this.longest = longest;
  }

  /**
   * Runs the tests in this order.
   *
   * @param settings {@code target} or {@code command}: how the tests of a class reach the server
   */
  Result run(
      ClassLoader classes,
      List<TestName> tests,
      Function<Class<?>, Map<String, String>> settings,
      Watching watching) {
    int passed = 0;
    int leftOut = 0;
    Failure first = null;
    Result soFar = Result.NONE;
    List<TestName> all = expanded(classes, tests);
    for (TestName test : all) {
      long start = System.nanoTime();
      Listener came = execute(request(classes, test, settings));
      if (came.failure != null && first == null) first = new Failure(test, came.failure);
      else if (came.ran && came.failure == null) passed++;
      else if (!came.ran) leftOut++;
      boolean inVain =
          came.failure != null && System.nanoTime() - start >= PATIENCE * 1_000_000_000L;
      soFar = new Result(passed, all.size() - leftOut, leftOut, Optional.ofNullable(first));
      if (!watching.goOn(soFar) || inVain) break;
    }
    return soFar;
  }

  private Listener execute(LauncherDiscoveryRequest request) {
    Listener listener = new Listener();
    PrintStream out = System.out;
    PrintStream err = System.err;
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false);
    // What tests print is for Maven's log, and would stand in the middle of a full screen.
    System.setOut(nowhere);
    System.setErr(nowhere);
    try {
      launcher.execute(request, listener);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return listener;
  }

  private LauncherDiscoveryRequest request(
      ClassLoader classes, TestName test, Function<Class<?>, Map<String, String>> settings) {
    Class<?> type = type(classes, test);
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(DiscoverySelectors.selectMethod(type, method(type, test)))
        .configurationParameters(settings.apply(type))
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
        .configurationParameter(
            "junit.jupiter.execution.timeout.default", longest.toSeconds() + " s")
        .configurationParameter("junit.jupiter.execution.timeout.thread.mode.default", APART)
        .build();
  }

  /** It may have parameters: then it is run with each of their values. */
  private static Method method(Class<?> type, TestName test) {
    return Stream.of(type.getDeclaredMethods())
        .filter(method -> method.getName().equals(test.method()) && isTest(method))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no test " + test));
  }

  static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }

  static Class<?> type(ClassLoader classes, TestName test) {
    for (String room : List.of("miniredis.", "exercises.")) {
      try {
        return classes.loadClass(room + test.type());
      } catch (ClassNotFoundException elsewhere) {
        // The other one, then.
      }
    }
    throw new IllegalArgumentException("there is no test " + test.type());
  }

  /** A class stands for all its tests, in the order of their names. */
  static List<TestName> expanded(ClassLoader classes, List<TestName> tests) {
    List<TestName> all = new ArrayList<>();
    for (TestName test : tests) {
      if (!test.method().isEmpty()) all.add(test);
      else
        Stream.of(type(classes, test).getDeclaredMethods())
            .filter(Checker::isTest)
            .map(method -> new TestName(test.type(), method.getName()))
            .sorted(Comparator.comparing(TestName::method))
            .forEach(all::add);
    }
    return all;
  }

  /** What came of one test, or of what comes before it. */
  private static final class Listener implements TestExecutionListener {
    private boolean ran;
    private String failure;

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() == TestExecutionResult.Status.FAILED && failure == null)
        failure = result.getThrowable().map(Listener::words).orElse("");
      if (test.isTest()) ran = result.getStatus() != TestExecutionResult.Status.ABORTED;
    }

    private static String words(Throwable thrown) {
      boolean told = thrown instanceof AssertionError && thrown.getMessage() != null;
      return told ? thrown.getMessage() : thrown.toString();
    }
  }
}
