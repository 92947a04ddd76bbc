package course.learn;

import module java.base;

import course.learn.Outcome.Tested;

/**
 * Tests again whenever something is saved, in a thread of its own; a save during a run ends that
 * run and begins another. So does work that changes what is tested, which is done in the same
 * thread, so that it never meets a run. Who only wants to read need not ask here.
 */
final class Loop implements AutoCloseable {

  /** What the screen is told, from the loop's thread. */
  interface Listener {
    /** A run begins: what was said of the one before is old. */
    void begins(Stage stage);

    void testing(Stage stage, String what);

    /** A part of the tests has been run: the others still are. */
    void soFar(Stage stage, Outcome.Tested tested);

    void came(Stage stage, Outcome outcome, Duration after);

    /** A run was ended before all was tested: there is no outcome. */
    void stopped(Stage stage, String why);

    void failed(Throwable problem);
  }

  /** A piece of work for the loop's thread. */
  interface Work {
    void run(Session session) throws IOException;
  }

  private static final Duration BETWEEN_JOBS = Duration.ofMillis(20);

  /** So often a run looks whether something was saved meanwhile. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Session session;
  private final Listener listener;
  private final BlockingQueue<Work> jobs = new LinkedBlockingQueue<>();
  private final AtomicBoolean testAsked = new AtomicBoolean();
  private final Thread thread;
  private volatile boolean over;
  private volatile Watcher watcher;
  private Path watched;

  Loop(Session session, Listener listener) {
    this.session = session;
    this.listener = listener;
    thread = Thread.ofPlatform().daemon().name("learn's loop").start(this::run);
  }

  /**
   * Ends the run that is under way and does the work. What it writes where the learner types is not
   * taken for a save.
   */
  void submit(Work work) {
    jobs.add(
        all -> {
          try {
            work.run(all);
          } finally {
            watched = null;
          }
        });
  }

  /**
   * Tests the stage that the learner is at. Asked for twice before it has begun, it does so once.
   */
  void test() {
    if (testAsked.getAndSet(true)) return;
    jobs.add(
        any -> {
          testAsked.set(false);
          check(session.current());
        });
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
    watcher();
    listener.begins(stage);
    Run run = new Run(stage);
    Outcome outcome = session.check(stage, run);
    boolean isWhole = run.ended == null || outcome.isPassed() || !(outcome instanceof Tested);
    if (isWhole) listener.came(stage, outcome, Duration.ofNanos(System.nanoTime() - start));
    else listener.stopped(stage, run.ended);
  }

  /** One run. A newer save, or work that is waiting, ends it. */
  private final class Run implements Engine.Watching {
    private final Stage stage;
    private long looked = System.nanoTime();

    /** Why it has ended early, or null. */
    private String ended;

    Run(Stage stage) {
      this.stage = stage;
    }

    @Override
    public boolean goOn(String what) {
      if (ended == null) ended = end();
      if (ended == null) listener.testing(stage, what);
      return ended == null;
    }

    @Override
    public void soFar(Tested tested) {
      listener.soFar(stage, tested);
    }

    private String end() {
      if (over || !jobs.isEmpty()) return "stopped; t tests again";
      long now = System.nanoTime();
      if (watcher == null || now - looked < BETWEEN_LOOKS.toNanos()) return null;
      looked = now;
      return watcher.hasChanged() ? "saved again: from the beginning ..." : null;
    }
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
