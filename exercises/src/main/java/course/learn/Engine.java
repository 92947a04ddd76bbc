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
  }

  private static final Result NOT_RUN = new Result(0, 0, 0, Optional.empty());

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
      Result own = run(stage, stage.tests(), subject, watching, "this stage");
      boolean fine = own.isFine() && own.passed() == own.total();
      Result before =
          fine ? run(stage, earlier, subject, watching, "the stages before, again") : NOT_RUN;
      return new Outcome.Tested(own, before, subject.identity(), subject.lastWords());
    } catch (Starter.Stopped stopped) {
      return stopped.outcome();
    }
  }

  private Result run(
      Stage stage, List<TestName> names, Subject subject, Watching watching, String what)
      throws IOException {
    return checker.run(
        classes(stage),
        names,
        subject::settings,
        (passed, total) -> watching.goOn("%s: %d of %d".formatted(what, passed, total)));
  }

  /**
   * The classes of the tests that the stage is tested by. They are compiled when first asked for.
   */
  ClassLoader classes(Stage stage) throws IOException {
    Path module = stage.isMove() ? stage.step() : course.root().resolve("exercises");
    URLClassLoader known = tests.get(module);
    if (known != null) return known;
    Path sources = module.resolve("src/test/java");
    Path cache = Workspace.cache(course).resolve(Course.name(module));
    URLClassLoader loaded = new TestClasses(sources, cache).load();
    tests.put(module, loaded);
    return loaded;
  }

  @Override
  public void close() throws IOException {
    starter.close();
    for (URLClassLoader each : tests.values()) each.close();
  }
}
