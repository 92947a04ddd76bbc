package course.learn;

import module java.base;

import course.Course;

/**
 * {@code ./run learn bench}: how long it takes from a save to the result on the screen. Twenty
 * saves, over three steps, each in a clone's workspace of its own: a line is changed, the watcher
 * notices, the server is compiled, started and tested. The result is the first that the screen
 * shows: all tests of the stage that talk to the server have passed. What starts and stops servers
 * follows, as do the tests of the stages before.
 */
final class SaveBench {

  private static final List<String> STAGES = List.of("01.6", "02.6", "04.6");
  private static final int SAVES = 20;

  private final Course course;
  private final PrintStream out;

  SaveBench(Course course, PrintStream out) {
    this.course = course;
    this.out = out;
  }

  /** Prints median and worst. Leaves the learner's workspace alone. */
  int run() throws IOException {
    Stages stages = Stages.of(course);
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < STAGES.size(); i++) {
      int saves = SAVES / STAGES.size() + (i < SAVES % STAGES.size() ? 1 : 0);
      List<Long> some = measure(stages.named(STAGES.get(i)), saves);
      out.printf("%s: %s%n", STAGES.get(i), seconds(some));
      all.addAll(some);
    }
    out.printf("%d saves over %d steps: %s%n", all.size(), STAGES.size(), seconds(all));
    return 0;
  }

  private static String seconds(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    double median = sorted.get(sorted.size() / 2) / 1e9;
    return "median %.2f s, worst %.2f s".formatted(median, sorted.getLast() / 1e9);
  }

  private List<Long> measure(Stage stage, int saves) throws IOException {
    Path home = Files.createTempDirectory("learn-bench-");
    try (Engine engine = new Engine(course);
        Watcher watcher = new Watcher(home)) {
      Stage here = stage.in(home);
      Workspace.of(course).begin(home, Stages.of(course).solution(stage));
      watcher.await(Duration.ofSeconds(5));
      // Nobody's first save is measured, as a learner sees the first result when the screen opens.
      engine.check(here, List.of(), new Candidate.Sources(), any -> true);
      List<Long> measured = new ArrayList<>();
      for (int i = 0; i < saves; i++) measured.add(save(here, engine, watcher, i));
      return measured;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } finally {
      Workspace.delete(home);
    }
  }

  private static long save(Stage stage, Engine engine, Watcher watcher, int number)
      throws IOException, InterruptedException {
    Path main = stage.home().resolve(Course.SOURCES).resolve("Main.java");
    Files.writeString(main, Files.readString(main) + "// " + number + "\n");
    long start = System.nanoTime();
    watcher.await(Duration.ofSeconds(10));
    AtomicLong first = new AtomicLong();
    Engine.Watching watching =
        new Engine.Watching() {
          @Override
          public boolean goOn(String what) {
            return true;
          }

          @Override
          public void soFar(Outcome.Tested tested) {
            first.compareAndSet(0, System.nanoTime() - start);
          }
        };
    Outcome outcome = engine.check(stage, List.of(), new Candidate.Sources(), watching);
    first.compareAndSet(0, System.nanoTime() - start);
    if (!outcome.isPassed())
      throw new IOException(String.join("\n", Report.UNBOUNDED.of(stage, outcome)));
    return first.get();
  }
}
