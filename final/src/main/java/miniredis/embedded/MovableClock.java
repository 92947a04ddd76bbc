package miniredis.embedded;

import module java.base;

/** The system's clock, put forward. Safe on any thread. */
final class MovableClock implements InstantSource {

  /** Milliseconds: whatever the server measures in real time has no finer deadlines. */
  private final AtomicLong ahead = new AtomicLong();

  /**
   * Puts the clock forward.
   *
   * @throws IllegalArgumentException if the time is negative: no server is made for that
   */
  void advance(Duration time) {
    if (time.isNegative()) throw new IllegalArgumentException("time does not go back: " + time);
    ahead.addAndGet(time.toMillis());
  }

  @Override
  public long millis() {
    return System.currentTimeMillis() + ahead.get();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis());
  }
}
