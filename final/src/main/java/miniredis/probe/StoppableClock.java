package miniredis.probe;

import module java.base;

/** The system's clock, which can be stopped and put forward. Safe on any thread. */
final class StoppableClock implements InstantSource {

  /** How far it is ahead of the system's, in milliseconds. */
  private long ahead;

  /** The moment at which it stands, in Unix milliseconds; 0 while it goes. */
  private long stoppedAt;

  /** {@code stoppedAt} is a moment in Unix milliseconds, or 0 for a clock that goes. */
  StoppableClock(long ahead, long stoppedAt) {
    this.ahead = ahead;
    this.stoppedAt = stoppedAt;
  }

  synchronized void stop() {
    if (!isStopped()) stoppedAt = millis();
  }

  /** It goes on from where it stands: what has passed meanwhile never was. */
  synchronized void start() {
    ahead = ahead();
    stoppedAt = 0;
  }

  /**
   * Puts it forward by so many milliseconds.
   *
   * @throws IllegalArgumentException if the number is negative or beyond a hundred years
   */
  synchronized void advance(long millis) {
    if (millis < 0) throw new IllegalArgumentException("The clock does not go back.");
    if (millis > TimeUnit.DAYS.toMillis(36_500)) {
      throw new IllegalArgumentException("The clock goes forward by a hundred years at the most.");
    }
    if (isStopped()) stoppedAt += millis;
    else ahead += millis;
  }

  synchronized boolean isStopped() {
    return stoppedAt != 0;
  }

  /** The moment at which it stands, in Unix milliseconds; 0 while it goes. */
  synchronized long stoppedAt() {
    return stoppedAt;
  }

  /** How far it is ahead of the system's now; behind it, below 0. */
  synchronized long ahead() {
    return isStopped() ? stoppedAt - System.currentTimeMillis() : ahead;
  }

  @Override
  public synchronized long millis() {
    return isStopped() ? stoppedAt : System.currentTimeMillis() + ahead;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }
}
