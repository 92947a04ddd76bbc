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

  private final int keys;
  private final SideBySide table;
  private final RandomGenerator random = new SplittableRandom(1);

  private SnapshotBench(int keys, SideBySide table) {
    this.keys = keys;
    this.table = table;
  }

  /** Runs it for all; the argument, if there is one, is the number of keys. */
  static String compare(String[] args, List<Contender> contenders) throws IOException {
    int keys =
        args.length == 0
            ? KEYS
            : BenchOptions.number(args[0], 1, "snapshot needs a number of keys");
    SideBySide table = new SideBySide(contenders, true, "waits");
    Refusals refusals = new Refusals();
    for (Contender contender : contenders) {
      new SnapshotBench(keys, table).measure(contender, refusals);
    }
    return """
        Waits of a client that writes while a snapshot of %,d keys is taken, in ms:
        the median of %d rounds, and in brackets the worst of them.

        %s%s"""
        .formatted(keys, ROUNDS, table.plain(), refusals.below());
  }

  private void measure(Contender contender, Refusals refusals) throws IOException {
    try (ServerProcess server = contender.start()) {
      System.err.printf("bench: snapshots of %,d keys in %s%n", keys, server.name());
      server.load(IntStream.range(0, keys).mapToObj(i -> List.of(words(i))));
      try (Client writer = server.connect();
          Client saver = server.connect()) {
        rounds(server, writer, saver);
      } catch (IOException e) {
        refusals.add(server, "BGSAVE", e);
      }
    }
  }

  private void rounds(ServerProcess server, Client writer, Client saver) throws IOException {
    long quietEnd = System.nanoTime() + WARM_UP.toNanos();
    write(writer, () -> System.nanoTime() < quietEnd);
    for (int round = 1; round <= ROUNDS; round++) {
      long end = System.nanoTime() + WARM_UP.toNanos() / 4;
      Waits before = write(writer, () -> System.nanoTime() < end);
      saver.send("BGSAVE");
      saver.flush();
      long start = System.nanoTime();
      Waits during =
          write(writer, new StopsBench.Progress(saver, "rdb_bgsave_in_progress")::goesOn);
      double millis = (System.nanoTime() - start) / 1e6;
      table.add(server.name(), before.longest(), "before: longest");
      table.add(server.name(), during.longest(), "longest");
      table.add(server.name(), during.millis(.999), "p99.9");
      table.add(server.name(), during.count(), "SETs");
      table.add(server.name(), millis, "the whole snapshot");
    }
  }

  private Waits write(Client client, BooleanSupplier goOn) throws IOException {
    Waits waits = new Waits();
    try {
      while (goOn.getAsBoolean()) {
        Bytes[] request = words(random.nextInt(keys));
        long start = System.nanoTime();
        client.call(request);
        waits.add(System.nanoTime() - start);
      }
      return waits;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Bytes[] words(int key) {
    String name = "key:%012d".formatted(key);
    return new Bytes[] {Bytes.of("SET"), Bytes.of(name), Bytes.of(name + name)};
  }
}
