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

  private static final String SETTING = "course.patience";

  /** How long a test waits for an answer, in seconds. */
  static final int PATIENCE = Integer.getInteger(SETTING, 4);

  private static final String APART = "SEPARATE_THREAD";

  /** What a failure says, to the learner. */
  record Failure(TestName test, String message) {}

  /**
   * How it went.
   *
   * @param total of all tests, whether they were run or not
   * @param leftOut tests that cannot be run here
   * @param why they cannot; empty where none was left out
   * @param notRun tests that were not reached: the run has ended before, or has not ended yet
   * @param failure the first that failed
   */
  record Result(
      int passed, int total, int leftOut, String why, int notRun, Optional<Failure> failure) {

    static final Result NONE = notRun(0);

    /** So many tests, which nobody has run yet. */
    static Result notRun(int tests) {
      return new Result(0, tests, 0, "", tests, Optional.empty());
    }

    boolean isFine() {
      return failure.isEmpty() && passed + leftOut == total;
    }

    /** Both together. */
    Result and(Result other) {
      return new Result(
          passed + other.passed,
          total + other.total,
          leftOut + other.leftOut,
          why.isEmpty() ? other.why : why,
          notRun + other.notRun,
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

  /**
   * Tells the tests of these classes how long to wait. They read it when they are loaded; other
   * tests in this JVM may have another patience.
   */
  static void makePatient(ClassLoader classes) {
    String before = System.getProperty(SETTING);
    System.setProperty(SETTING, Integer.toString(PATIENCE));
    try {
      Class.forName("course.Deadline", true, classes);
    } catch (ClassNotFoundException notThere) {
      throw new IllegalStateException(notThere);
    } finally {
      if (before == null) System.clearProperty(SETTING);
      else System.setProperty(SETTING, before);
    }
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
    int reached = 0;
    String why = "";
    Failure first = null;
    Result soFar = Result.NONE;
    List<TestName> all = expanded(classes, tests);
    for (TestName test : all) {
      reached++;
      long start = System.nanoTime();
      Listener came = execute(request(classes, test, settings));
      if (came.failure != null && first == null) first = new Failure(test, came.failure);
      else if (came.ran && came.failure == null) passed++;
      else if (!came.ran) {
        leftOut++;
        if (why.isEmpty()) why = came.why;
      }
      boolean inVain =
          came.failure != null && System.nanoTime() - start >= PATIENCE * 1_000_000_000L;
      int notRun = all.size() - reached;
      soFar = new Result(passed, all.size(), leftOut, why, notRun, Optional.ofNullable(first));
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

    /** It could not be run, if it was not. */
    private String why = "";

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      why = reason;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() == TestExecutionResult.Status.FAILED && failure == null)
        failure = result.getThrowable().map(Listener::words).orElse("");
      boolean aborted = result.getStatus() == TestExecutionResult.Status.ABORTED;
      if (test.isTest()) ran = !aborted;
      if (aborted) why = result.getThrowable().map(Throwable::getMessage).orElse("");
      why = why.replaceFirst("^Assumption failed: ", "");
    }

    private static String words(Throwable thrown) {
      boolean told = thrown instanceof AssertionError && thrown.getMessage() != null;
      return told ? thrown.getMessage() : thrown.toString();
    }
  }
}
