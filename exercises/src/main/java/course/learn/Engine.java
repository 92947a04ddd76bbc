package course.learn;

import module java.base;

import course.Course;
import course.learn.Checker.Result;

/**
 * From sources to a verdict: compiles them, starts the server, runs the tests. Keeps what is dear
 * to make: a warm compiler, the tests' classes. For one thread at a time.
 */
final class Engine implements AutoCloseable {

  /** Told how far a run is; returns false to end it, because the sources have changed again. */
  interface Watching {
    boolean goOn(String what);

    /** What can be said already: the first failure, or that all but the slow tests pass. */
    default void soFar(Outcome.Tested tested) {}
  }

  private final Course course;
  private final Starter starter = new Starter();
  private final Checker checker = new Checker();
  private final Map<Path, URLClassLoader> tests = new HashMap<>();

  Engine(Course course) {
    this.course = course;
  }

  /** Looks at the candidate. {@code earlier} are tests that passed before this stage. */
  Outcome check(Stage stage, List<TestName> earlier, Candidate candidate, Watching watching)
      throws IOException {
    try (Subject subject = starter.start(stage, candidate, watching)) {
      watching.goOn(
          areBuilt(stage)
              ? "looking at the tests"
              : "building the tests, once; the keys work meanwhile");
      return new Run(classes(stage), subject, watching).of(stage.tests(), earlier);
    } catch (Starter.Stopped stopped) {
      return stopped.outcome();
    }
  }

  /** One look at one server. */
  private final class Run {
    private final ClassLoader classes;
    private final Subject subject;
    private final Watching watching;

    Run(ClassLoader classes, Subject subject, Watching watching) {
      this.classes = classes;
      this.subject = subject;
      this.watching = watching;
    }

    /**
     * First the tests that talk, which take milliseconds: what they say is told before those that
     * start and stop servers have begun. The earlier tests are run if all of the stage's own pass.
     */
    Outcome of(List<TestName> stage, List<TestName> before) {
      List<TestName> own = Checker.expanded(classes, stage);
      List<TestName> earlier = Checker.expanded(classes, before);
      List<TestName> talking = own.stream().filter(this::onlyTalks).toList();
      List<TestName> starting = own.stream().filter(test -> !onlyTalks(test)).toList();
      Result still = Result.notRun(starting.size());
      Result result = run(talking, "this stage", still);
      if (!result.isFine()) return outcome(result.and(still), Result.NONE);
      if (!starting.isEmpty() && !talking.isEmpty())
        watching.soFar(outcome(result.and(still), Result.NONE));
      result = result.and(run(starting, "this stage, start and stop", Result.NONE));
      if (!result.isFine()) return outcome(result, Result.NONE);
      if (!earlier.isEmpty()) watching.soFar(outcome(result, Result.notRun(earlier.size())));
      return outcome(result, run(earlier, "the stages before, again", Result.NONE));
    }

    private boolean onlyTalks(TestName test) {
      return !Subject.startsItself(Checker.type(classes, test));
    }

    private Result run(List<TestName> tests, String what, Result still) {
      boolean[] told = new boolean[1];
      return checker.run(
          classes,
          tests,
          subject::settings,
          soFar -> {
            if (soFar.failure().isPresent() && !told[0]) {
              told[0] = true;
              watching.soFar(outcome(soFar.and(still), Result.NONE));
            }
            return watching.goOn("%s: %d of %d".formatted(what, soFar.passed(), soFar.total()));
          });
    }

    private Outcome.Tested outcome(Result own, Result earlier) {
      return new Outcome.Tested(own, earlier, subject.identity(), subject.lastWords());
    }
  }

  /**
   * The classes of the tests that the stage is tested by. They are compiled when first asked for.
   */
  ClassLoader classes(Stage stage) throws IOException {
    Path module = module(stage);
    URLClassLoader known = tests.get(module);
    if (known != null) return known;
    URLClassLoader loaded = compiled(module).load();
    Checker.makePatient(loaded);
    tests.put(module, loaded);
    return loaded;
  }

  private boolean areBuilt(Stage stage) throws IOException {
    Path module = module(stage);
    return tests.containsKey(module) || compiled(module).areThere();
  }

  private Path module(Stage stage) {
    return stage.isExercise() ? course.root().resolve("exercises") : stage.step();
  }

  private TestClasses compiled(Path module) throws IOException {
    Path cache = Workspace.cache(course).resolve(Course.name(module));
    return new TestClasses(module.resolve("src/test/java"), cache);
  }

  @Override
  public void close() throws IOException {
    starter.close();
    for (URLClassLoader each : tests.values()) each.close();
  }
}
