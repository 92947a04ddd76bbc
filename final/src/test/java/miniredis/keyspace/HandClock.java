package miniredis.keyspace;

import module java.base;

/** A clock that stands still until a test moves it. */
final class HandClock implements InstantSource {

  private long now = 1_700_000_000_000L;

  void advance(long milliseconds) {
    now += milliseconds;
  }

  @Override
  public long millis() {
    return now;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now);
  }
}
