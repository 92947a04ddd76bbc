package miniredis.bench;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * A server with very many keys of 16 bytes, and how more are added to it.
 *
 * @param keys how many it has when it is full
 * @param valueSize bytes in a value
 */
record Filled(ServerProcess server, int keys, int valueSize) {

  private static final int AT_ONCE = 1000;

  /** Their deadlines are spread over so many milliseconds. */
  private static final int SPREAD = 1000;

  /** The first deadline is so many milliseconds away when all have theirs, or more. */
  private static final long AHEAD = 200;

  private static final int TRIES = 5;

  /** SET for each key with a number from {@code from} to {@code to}, exclusive. */
  void add(int from, int to, int together) throws IOException {
    server.load(Workload.keys(from, to, valueSize), together);
  }

  /**
   * Adds keys that expire one after the other within a second, and returns shortly before the first
   * one does.
   *
   * @throws IOException also if they cannot be given their deadlines before those have come
   */
  void addMortals(int count) throws IOException {
    long start = System.nanoTime();
    server.load(mortals(count, i -> List.of(Bytes.of("SET"), mortal(i), value())), AT_ONCE);
    long needed = (System.nanoTime() - start) / 1_000_000;
    for (int i = 1; i <= TRIES; i++) {
      long first = System.currentTimeMillis() + (needed << i) + 2 * AHEAD;
      server.load(mortals(count, each -> deadline(each, first, count)), AT_ONCE);
      long left = first - System.currentTimeMillis();
      if (left >= AHEAD) {
        Wave.pause(left - AHEAD);
        return;
      }
      server.load(mortals(count, each -> List.of(Bytes.of("SET"), mortal(each), value())), AT_ONCE);
    }
    throw new IOException("too slow to give %,d keys their deadlines in time".formatted(count));
  }

  private static Stream<List<Bytes>> mortals(int count, IntFunction<List<Bytes>> request) {
    return IntStream.range(0, count).mapToObj(request);
  }

  private Bytes value() {
    return Bytes.of(Fill.value(valueSize));
  }

  private static Bytes mortal(int number) {
    return Fill.numbered("due:", number);
  }

  private static List<Bytes> deadline(int number, long first, int count) {
    long at = first + (long) number * SPREAD / count;
    return List.of(Bytes.of("PEXPIREAT"), mortal(number), Bytes.of(at));
  }
}
