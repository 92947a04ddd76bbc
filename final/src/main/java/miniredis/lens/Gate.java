package miniredis.lens;

import module java.base;

/**
 * Holds requests back: all of them while it is paused, and each for a while when time goes slower.
 * They pass in the order in which they came, of whichever client. Safe on any thread.
 */
final class Gate {

  /** Between two requests at a speed just below 1, in nanoseconds; twice that at half of it. */
  private static final double BETWEEN = 250e6;

  private static final double SLOWEST = 0.05;

  private final Runnable changed;
  private final Deque<Object> line = new ArrayDeque<>();
  private volatile boolean holding;
  private boolean paused;
  private double speed = 1;
  private int steps;
  private int held;
  private long next = System.nanoTime();

  /**
   * @param changed is run when {@link #paused}, {@link #speed} or {@link #held} has become another;
   *     never while the gate is locked
   */
  Gate(Runnable changed) {
    this.changed = changed;
  }

  /** Whether requests must {@link #pass} one by one. */
  boolean isHolding() {
    return holding;
  }

  synchronized boolean paused() {
    return paused;
  }

  synchronized double speed() {
    return speed;
  }

  /** Requests that have come and have not passed. */
  synchronized int held() {
    return held;
  }

  void pause() {
    set(true, speed());
  }

  void resume() {
    set(false, speed());
  }

  /**
   * From 0.05 to 1, which is as fast as it goes; what is beyond is taken as the nearest of these.
   */
  void speed(double to) {
    set(paused(), Math.clamp(to, SLOWEST, 1));
  }

  private void set(boolean paused, double speed) {
    synchronized (this) {
      this.paused = paused;
      this.speed = speed;
      steps = 0;
      holding = paused || speed < 1;
      notifyAll();
    }
    changed.run();
  }

  /**
   * Lets the next request through, the one that is held or the one that will come.
   *
   * @return whether one is held
   */
  synchronized boolean step() {
    steps = line.isEmpty() ? 1 : steps + 1;
    notifyAll();
    return held > 0;
  }

  /** So many requests have come that will pass one by one. */
  void hold(int requests) {
    add(requests);
  }

  /** So many of them will not pass: their client has gone. */
  void drop(int requests) {
    add(-requests);
  }

  private void add(int requests) {
    if (requests == 0) return;
    synchronized (this) {
      held += requests;
    }
    changed.run();
  }

  /**
   * Waits until a request that was held may pass.
   *
   * @throws InterruptedException if its client has gone meanwhile
   */
  void pass() throws InterruptedException {
    synchronized (this) {
      Object ticket = new Object();
      line.add(ticket);
      try {
        while (line.peek() != ticket || !mayPass()) wait(patience());
        if (steps > 0) steps--;
        next = System.nanoTime() + (long) (speed < 1 ? BETWEEN / speed : 0);
      } finally {
        line.remove(ticket);
        notifyAll();
      }
    }
    add(-1);
  }

  private boolean mayPass() {
    return steps > 0 || !paused && (speed == 1 || System.nanoTime() - next >= 0);
  }

  /** In milliseconds; 0 waits for the next change. */
  private long patience() {
    return paused ? 0 : Math.max(1, (next - System.nanoTime()) / 1_000_000 + 1);
  }
}
