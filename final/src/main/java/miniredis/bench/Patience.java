package miniredis.bench;

import module java.base;

/**
 * How long a benchmark may take: no new round begins when its time is over, but the first of each
 * part always runs. Parts that are done leave to the next ones what they did not need.
 */
final class Patience {

  private final Duration limit;
  private final long start = System.nanoTime();

  Patience(Duration limit) {
    this.limit = limit;
  }

  /** Whether a round, counted from 1, of a part of so many, counted from 1 too, may begin. */
  boolean allows(int round, int part, int parts) {
    if (round == 1) return true;
    boolean inTime = System.nanoTime() - start < limit.toNanos() / parts * part;
    if (!inTime) say("no time for more rounds (--minutes)");
    return inTime;
  }

  /** Tells what is done now, and how long all has taken. */
  void say(String what) {
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    System.err.printf("bench: %4d s  %s%n", seconds, what);
  }
}
