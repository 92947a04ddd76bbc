package miniredis.bench;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;

/**
 * How long a client must wait while a snapshot is taken: {@code ./run bench snapshot [keys]}.
 *
 * <p>Each server is given the keys. Then one client overwrites random ones, one after the other,
 * for as long before BGSAVE as the warm-up takes, and from BGSAVE until the snapshot is done; the
 * longest of its waits is what a snapshot costs a client. redis-server stops while it forks; ours
 * never stops for more than a slice.
 */
final class SnapshotBench {

  private static final int KEYS = 1_000_000;
  private static final int ROUNDS = 5;
  private static final Duration WARM_UP = Duration.ofSeconds(4);

  /** Waits in microseconds, and how long the whole took. */
  private record Waits(long longest, long p999, int count, Duration time) {}

  private final int keys;
  private final RandomGenerator random = new SplittableRandom(1);

  private SnapshotBench(int keys) {
    this.keys = keys;
  }

  /** Runs it for all; the argument, if there is one, is the number of keys. */
  static String compare(String[] args, List<Contender> contenders) throws IOException {
    int keys =
        args.length == 0
            ? KEYS
            : BenchOptions.number(args[0], 1, "snapshot needs a number of keys");
    TextTable table =
        new TextTable("server", "round", "before: longest", "longest", "p99.9", "SETs", "seconds");
    for (Contender contender : contenders) {
      new SnapshotBench(keys).measure(contender, table);
    }
    return "Waits of a client that writes while a snapshot of %,d keys is taken, in ms.%n%n%s"
        .formatted(keys, table.plain());
  }

  private void measure(Contender contender, TextTable table) throws IOException {
    try (ServerProcess server = contender.start();
        Client writer = server.connect();
        Client saver = server.connect()) {
      server.load(IntStream.range(0, keys).mapToObj(i -> List.of(words(i))));
      long quietEnd = System.nanoTime() + WARM_UP.toNanos();
      write(writer, () -> System.nanoTime() < quietEnd);
      for (int round = 1; round <= ROUNDS; round++) {
        long end = System.nanoTime() + WARM_UP.toNanos() / 4;
        Waits before = write(writer, () -> System.nanoTime() < end);
        saver.send("BGSAVE");
        saver.flush();
        Waits during =
            write(writer, new StopsBench.Progress(saver, "rdb_bgsave_in_progress")::goesOn);
        row(table, server.name(), round, before, during);
      }
    }
  }

  private Waits write(Client client, BooleanSupplier goOn) throws IOException {
    long[] waits = new long[1 << 16];
    int count = 0;
    long begin = System.nanoTime();
    while (goOn.getAsBoolean()) {
      Bytes[] request = words(random.nextInt(keys));
      long start = System.nanoTime();
      client.call(request);
      if (count == waits.length) waits = Arrays.copyOf(waits, count * 2);
      waits[count++] = (System.nanoTime() - start) / 1000;
    }
    Duration time = Duration.ofNanos(System.nanoTime() - begin);
    Arrays.sort(waits, 0, count);
    return new Waits(waits[count - 1], waits[count - 1 - count / 1000], count, time);
  }

  private Bytes[] words(int key) {
    String name = "key:%012d".formatted(key);
    return new Bytes[] {Bytes.of("SET"), Bytes.of(name), Bytes.of(name + name)};
  }

  private static void row(TextTable table, String name, int round, Waits before, Waits during) {
    table.row(
        name,
        Integer.toString(round),
        millis(before.longest()),
        millis(during.longest()),
        millis(during.p999()),
        Integer.toString(during.count()),
        "%.2f".formatted(during.time().toMillis() / 1000.0));
  }

  private static String millis(long micros) {
    return "%.2f".formatted(micros / 1000.0);
  }
}
