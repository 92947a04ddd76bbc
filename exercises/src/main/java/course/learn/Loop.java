package course.learn;

import module java.base;

/**
 * Tests again whenever something is saved, in a thread of its own; a save during a run ends that
 * run and begins another. All other work on the session is done in the same thread, one after the
 * other, so that it never meets itself.
 */
final class Loop implements AutoCloseable {

  /** What the screen is told, from the loop's thread. */
  interface Listener {
    void testing(Stage stage, String what);

    /** A part of the tests has been run: the others still are. */
    void soFar(Stage stage, Outcome.Tested tested);

    void came(Stage stage, Outcome outcome, Duration after);

    void failed(Throwable problem);
  }

  /** A piece of work for the loop's thread. */
  interface Work {
    void run(Session session) throws IOException;
  }

  private static final Duration BETWEEN_JOBS = Duration.ofMillis(20);

  private final Session session;
  private final Listener listener;
  private final BlockingQueue<Work> jobs = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean over;
  private Watcher watcher;
  private Path watched;

  Loop(Session session, Listener listener) {
    this.session = session;
    this.listener = listener;
    thread = Thread.ofPlatform().daemon().name("learn's loop").start(this::run);
  }

  /** Does the work when what is being done is done. */
  void submit(Work work) {
    jobs.add(work);
  }

  /** Tests the stage that the learner is at. */
  void test() {
    submit(any -> check(session.current()));
  }

  private void run() {
    try {
      while (!over) {
        Work next = jobs.poll();
        if (next != null) attempt(next);
        else if (watcher() == null) Thread.sleep(BETWEEN_JOBS);
        else if (watcher.await(BETWEEN_JOBS)) attempt(any -> check(session.current()));
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | Error e) {
      listener.failed(e);
    }
  }

  private void attempt(Work work) {
    try {
      work.run(session);
    } catch (IOException | RuntimeException | Error e) {
      listener.failed(e);
    }
  }

  /** For the folder of the stage that the learner is at; null where there are no sources. */
  private Watcher watcher() throws IOException {
    if (!(session.candidate() instanceof Candidate.Sources)) return null;
    Path home = session.current().home();
    if (home.equals(watched)) return watcher;
    if (watcher != null) watcher.close();
    watched = home;
    watcher = new Watcher(home);
    return watcher;
  }

  private void check(Stage stage) throws IOException {
    long start = System.nanoTime();
    listener.testing(stage, "looking");
    Engine.Watching watching =
        new Engine.Watching() {
          @Override
          public boolean goOn(String what) {
            return goesOn(stage, what);
          }

          @Override
          public void soFar(Outcome.Tested tested) {
            listener.soFar(stage, tested);
          }
        };
    Outcome outcome = session.check(stage, watching);
    listener.came(stage, outcome, Duration.ofNanos(System.nanoTime() - start));
  }

  /** A newer save, or a key that wants something, ends the run. */
  private boolean goesOn(Stage stage, String what) {
    listener.testing(stage, what);
    return !over && jobs.isEmpty();
  }

  /** How the watcher notices a save, in words. */
  String how() {
    Watcher now = watcher;
    return now == null ? "t tests" : "saves are noticed, " + now.how();
  }

  @Override
  public void close() throws IOException {
    over = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (watcher != null) watcher.close();
  }
}
