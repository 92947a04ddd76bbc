package miniredis.bench;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;

/**
 * How many bytes an element of a large collection takes: {@code ./run bench memory [elements]}.
 *
 * <p>Each server is given one collection after the other, with members, fields, values and elements
 * of 16 bytes, and is asked twice: for what it says itself that the key takes (MEMORY USAGE), and
 * for what has become of its memory ({@link LiveBytes}). Where the two differ much, the server does
 * not know itself.
 */
final class MemoryBench {

  private static final int MILLION = 1_000_000;

  /** So that what is loaded and made only once is not counted. */
  private static final int FEW = 1000;

  private static final int VALUE = 16;
  private static final String KEY = "collection";

  /** A kind of collection, and the requests that make one of a size. */
  private record Kind(String name, IntFunction<Stream<List<Bytes>>> filling) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("set", size -> Fill.set(KEY, size)),
          new Kind("sorted set", size -> Fill.sortedSet(KEY, size)),
          new Kind("sorted set, in order", size -> Fill.sortedSetInOrder(KEY, size)),
          new Kind("hash", size -> Fill.hash(KEY, size, VALUE)),
          new Kind("list", size -> Fill.list(KEY, size, VALUE)),
          new Kind("stream", size -> Fill.stream(KEY, size, VALUE)));

  /** Bytes for an element: by the server's own account, and of live memory. */
  record Cost(double account, double live) {}

  private MemoryBench() {}

  /** Runs it for all; the argument, if there is one, is the number of elements. */
  static String compare(String[] args, List<Contender> contenders) throws IOException {
    int size =
        args.length == 0
            ? MILLION
            : BenchOptions.number(args[0], 1, "memory needs a number of elements");
    Map<String, Map<String, Cost>> costs = new LinkedHashMap<>();
    for (Kind kind : KINDS) costs.put(kind.name(), new LinkedHashMap<>());
    Refusals refusals = new Refusals();
    for (Contender contender : contenders) {
      try (ServerProcess server = contender.start()) {
        for (Kind kind : KINDS) {
          System.err.printf("bench: a %s of %,d in %s%n", kind.name(), size, server.name());
          measure(server, kind, size, costs.get(kind.name()), refusals);
        }
      }
    }
    return "Bytes for each of %,d elements of 16 bytes, by MEMORY USAGE and in fact.%n%n%s%n- %s%n%s"
        .formatted(size, table(costs).plain(), LiveBytes.METHOD, refusals.text());
  }

  private static void measure(
      ServerProcess server, Kind kind, int size, Map<String, Cost> costs, Refusals refusals)
      throws IOException {
    try {
      costs.put(server.name(), cost(server, kind, size));
    } catch (IOException e) {
      refusals.add(server, "a " + kind.name(), e);
    }
  }

  private static Cost cost(ServerProcess server, Kind kind, int size) throws IOException {
    server.load(kind.filling().apply(FEW));
    server.load(Fill.nothing(KEY));
    double before = server.liveBytes();
    server.load(kind.filling().apply(size));
    double live = server.liveBytes() - before;
    double account = account(server);
    server.load(Fill.nothing(KEY));
    return new Cost(account / size, live / size);
  }

  /** NaN where a server does not tell. */
  private static double account(ServerProcess server) throws IOException {
    try (Client client = server.connect()) {
      Reply usage = client.call("MEMORY", "USAGE", KEY, "SAMPLES", "0");
      if (usage instanceof Reply.Int(long bytes)) return bytes;
      System.err.println("bench: " + server.name() + " on MEMORY USAGE: " + usage);
      return Double.NaN;
    }
  }

  /** By collection and then by server, each beside redis-server. */
  static TextTable table(Map<String, Map<String, Cost>> costs) {
    TextTable table =
        new TextTable("collection", "server", "account", "of Redis's", "live", "of Redis's");
    costs.forEach(
        (kind, servers) -> {
          Cost redis = servers.getOrDefault(Contender.REDIS, new Cost(Double.NaN, Double.NaN));
          servers.forEach(
              (server, cost) ->
                  table.row(
                      kind,
                      server,
                      Median.figure(cost.account()),
                      share(cost.account(), redis.account()),
                      Median.figure(cost.live()),
                      share(cost.live(), redis.live())));
        });
    return table;
  }

  private static String share(double bytes, double redis) {
    return Double.isNaN(bytes / redis) ? "-" : String.format("%.2fx", bytes / redis);
  }
}
