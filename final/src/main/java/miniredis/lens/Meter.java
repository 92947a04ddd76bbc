package miniredis.lens;

import module java.base;

import miniredis.bytes.Json;

/**
 * How much may be told: up to two thousand events a second, so that the proxy keeps its speed and
 * the page its readers. What goes by untold is counted. Safe on any thread.
 */
final class Meter {

  static final int MOST = 2000;

  private static final double NANOS_PER_EVENT = 1e9 / MOST;

  private final LongAdder commands = new LongAdder();
  private final LongAdder skipped = new LongAdder();
  private double room = MOST;
  private long last = System.nanoTime();
  private boolean sampling;

  /** Whether another piece, with all its frames, may be told. */
  synchronized boolean hasRoom() {
    long now = System.nanoTime();
    room = Math.min(MOST, room + (now - last) / NANOS_PER_EVENT);
    last = now;
    return room > 0;
  }

  /** So many events have been told, even if they were more than there was room for. */
  synchronized void spend(int events) {
    room -= events;
  }

  /** So many requests have come. */
  void commands(int count) {
    commands.add(count);
  }

  /** So many frames were not told. */
  void skipped(long count) {
    if (count > 0) skipped.add(count);
  }

  /**
   * What there was since the last call, which is to be a second ago: null if all of it was told,
   * and before that, too.
   */
  synchronized String sampled() {
    long count = skipped.sumThenReset();
    long ran = commands.sumThenReset();
    boolean tells = count > 0 || sampling;
    sampling = count > 0;
    if (!tells) return null;
    Json json = new Json().beginObject().name("kind").text("sampled");
    json.name("commands").number(ran).name("skipped").number(count);
    return json.endObject().toString();
  }
}
