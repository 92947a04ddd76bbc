package miniredis.bench;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;

/**
 * How what a command costs grows with the collection: {@code ./run bench growth [families]
 * [largest]}.
 *
 * <p>Each {@link Family} is made in all servers, a thousand elements, then a hundred thousand, then
 * the largest number if one is given, and each of its operations is put on one server after the
 * other by one client, many requests at a time. What counts is the processor's time for an element.
 */
final class GrowthBench {

  private static final List<Integer> SIZES = List.of(1_000, 100_000);

  /** The system counts in hundredths of a second, so one measurement goes on for so long. */
  private static final Duration ENOUGH = Duration.ofMillis(250);

  /** However busy the machine is, it ends after so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long one reply may take: a command on ten million elements has much to do. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final int FEW = 3;
  private static final int MOST = 10;

  /** So many elements, about, are asked for at once. */
  private static final int AT_ONCE = 2000;

  private static final int MOST_TURNS = 50;

  private final List<Contender> contenders;
  private final List<Integer> sizes;
  private final GrowthTable table;
  private final Refusals refusals = new Refusals();
  private long turns;

  private GrowthBench(List<Contender> contenders, List<Integer> sizes) {
    this.contenders = contenders;
    this.sizes = sizes;
    table = new GrowthTable(sizes);
  }

  /** Runs it for all; of the words, a number is the largest size, and the others are families. */
  static String compare(String[] words, List<Contender> contenders) throws IOException {
    Set<Family> families = EnumSet.noneOf(Family.class);
    SortedSet<Integer> sizes = new TreeSet<>(SIZES);
    for (String word : words) {
      if (word.matches("\\d+"))
        sizes.add(BenchOptions.number(word, SIZES.getFirst(), "growth needs a size"));
      else families.add(family(word));
    }
    if (families.isEmpty()) families = EnumSet.allOf(Family.class);
    GrowthBench bench = new GrowthBench(contenders, List.copyOf(sizes));
    for (Family family : families) bench.measure(family);
    return bench.table.text() + bench.refusals.below();
  }

  private static Family family(String word) {
    try {
      return Family.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "there is no family " + word + "; there are " + List.of(Family.values()), e);
    }
  }

  private void measure(Family family) throws IOException {
    List<ServerProcess> servers = new ArrayList<>();
    try {
      for (Contender contender : contenders) servers.add(contender.start());
      List<ServerProcess> able = new ArrayList<>();
      for (ServerProcess server : servers) if (canDo(server, family)) able.add(server);
      for (int size : sizes) {
        System.err.printf("bench: filling %s with %,d%n", family, size);
        for (ServerProcess server : able) fill(server, family, size);
        for (Operation operation : family.operations()) {
          for (ServerProcess server : able) measure(server, operation, size);
        }
      }
    } finally {
      servers.forEach(ServerProcess::close);
    }
  }

  private boolean canDo(ServerProcess server, Family family) throws IOException {
    try {
      warmUp(server, family);
      return true;
    } catch (IOException e) {
      refusals.add(server, family.name().toLowerCase(Locale.ROOT), e);
      return false;
    }
  }

  private static void fill(ServerProcess server, Family family, int size) throws IOException {
    server.load(Stream.of(Fill.request("FLUSHALL")));
    server.load(family.filling(size));
  }

  /** All operations once, so that the first ones are not measured while Java has yet to compile. */
  private void warmUp(ServerProcess server, Family family) throws IOException {
    int size = sizes.getFirst();
    fill(server, family, size);
    try (Client client = server.connect().timeout(LONGEST)) {
      for (Operation operation : family.operations()) cost(server, client, operation, size);
    }
  }

  /** A few times, and on until it is no longer cheaper; the cheapest counts. */
  private void measure(ServerProcess server, Operation operation, int size) throws IOException {
    try (Client client = server.connect().timeout(LONGEST)) {
      double best = Double.POSITIVE_INFINITY;
      boolean better = true;
      long end = System.nanoTime() + PATIENCE.toNanos();
      for (int i = 0; i < FEW || i < MOST && better; i++) {
        if (i > 0 && System.nanoTime() > end) break;
        double cost = cost(server, client, operation, size);
        better = cost < best * .9;
        best = Math.min(best, cost);
      }
      System.err.printf(
          "bench: %s of %,d in %s: %.3f us%n", operation.name(), size, server.name(), best);
      table.add(server.name(), operation, size, best);
    }
  }

  /** Microseconds of the server's processor time for an element. */
  private double cost(ServerProcess server, Client client, Operation operation, int size)
      throws IOException {
    int elements = operation.elements().applyAsInt(size);
    int together = Math.clamp(AT_ONCE / elements, 1, MOST_TURNS);
    long start = server.cpuMicros();
    long used = 0;
    long end = System.nanoTime() + PATIENCE.toNanos();
    double asked = 0;
    while (used < ENOUGH.toNanos() / 1000 && System.nanoTime() < end) {
      turns(client, operation, size, together);
      asked += (double) together * elements;
      used = server.cpuMicros() - start;
    }
    return used / asked;
  }

  private void turns(Client client, Operation operation, int size, int together)
      throws IOException {
    int waiting = 0;
    for (int i = 0; i < together; i++) {
      List<Bytes[]> requests = operation.turn(size, turns++);
      for (Bytes[] request : requests) client.send(request);
      waiting += requests.size();
    }
    for (; waiting > 0; waiting--) {
      if (client.receive() instanceof Reply.Error(Bytes text)) {
        throw new IOException(operation.name() + ": " + text.text());
      }
    }
  }
}
