package miniredis.bench;

import module java.base;

/**
 * A small load generator, for where redis-benchmark is missing, and for the first steps of the
 * course, which it cannot drive: they speak no RESP, or serve one client at a time. Each load has a
 * {@link Crowd} of its own.
 */
final class LoadGenerator implements Trial.Generator {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public Trial.Result put(Trial load, int port) throws IOException {
    try (Crowd crowd = new Crowd(port, load.clients(), PATIENCE)) {
      Waits waits = new Waits();
      long nanos = crowd.put(load, waits);
      return new Trial.Result(
          load.requests() / (nanos / 1e9), waits.millis(.5), waits.millis(.99), waits.millis(.999));
    }
  }
}
