package miniredis.bench;

import module java.base;

/**
 * How costs grow with the number of clients: {@code ./run bench clients [most]}.
 *
 * <p>In each round so many clients connect to one server after the other, first to one that holds
 * nothing, to see what it takes when they are idle, and then to one with keys, to ask it GET and
 * SET, one request at a time each. What connecting costs is not counted.
 */
final class ClientsBench {

  private static final List<Integer> COUNTS = List.of(10, 1_000, 10_000);
  private static final int MOST = 25_000;
  private static final String NEEDED = "clients needs a number of clients";

  /** Each client sends at least so many requests. */
  private static final int REQUESTS = 10;

  /** Clients of our own beside those that are counted. */
  private static final int OURS = 20;

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final BenchOptions options;
  private final List<Integer> counts;
  private final ScaleTable table;
  private final Refusals refusals = new Refusals();
  private final Patience patience;

  private ClientsBench(BenchOptions options, int allowed, List<Contender> contenders) {
    this.options = options;
    counts = counts(options.words(), allowed);
    table = new ScaleTable(contenders, counts);
    patience = new Patience(options.limit());
    int wanted = counts(options.words(), MOST).getLast();
    if (wanted > allowed) {
      refusals.add(
          "%,d clients at most, not %,d: a process may not have more files open here (ulimit -n)"
              .formatted(allowed, wanted));
    }
  }

  /** Runs it for all; the word, if there is one, is the largest number of clients. */
  static String compare(BenchOptions options, List<Contender> contenders) throws IOException {
    ClientsBench bench = new ClientsBench(options, OpenFiles.clients(), contenders);
    bench.run(contenders);
    return """
        By the number of clients, under random GET and SET of %,d keys, one request at a time each:
        medians of %s rounds; what grows, and the ratios, are medians of the rounds', too.

        %s
        - Idle: each client has said PING once; nothing is stored. Resident: of the whole process.
        %s"""
        .formatted(
            options.keyspace(),
            bench.counts.stream()
                .map(count -> "" + bench.table.rounds(count))
                .collect(Collectors.joining(", ")),
            bench.table.plain(),
            bench.refusals.text());
  }

  /** Those that are smaller than the largest, and the largest, or as many as are allowed. */
  static List<Integer> counts(List<String> words, int allowed) {
    int most = COUNTS.getLast();
    if (!words.isEmpty()) most = BenchOptions.number(words.getFirst(), 1, MOST, NEEDED);
    int last = Math.min(most, allowed);
    return Stream.concat(COUNTS.stream().filter(count -> count < last), Stream.of(last)).toList();
  }

  private void run(List<Contender> named) throws IOException {
    List<Contender> contenders =
        named.stream().map(each -> each.allowing(counts.getLast() + OURS)).toList();
    List<ServerProcess> servers = new ArrayList<>();
    try {
      for (Contender contender : contenders) servers.add(contender.start());
      for (ServerProcess server : servers) prepare(server);
      for (int part = 1; part <= counts.size(); part++) {
        int count = counts.get(part - 1);
        for (int round = 1;
            round <= options.rounds() && patience.allows(round, part, counts.size());
            round++) {
          patience.say("%,d clients, round %d of %d".formatted(count, round, options.rounds()));
          Collections.rotate(servers, 1);
          for (Contender contender : contenders) idle(contender, count);
          for (ServerProcess server : servers) loaded(server, count);
        }
      }
    } finally {
      servers.forEach(ServerProcess::close);
    }
  }

  private void prepare(ServerProcess server) throws IOException {
    patience.say("warming up " + server.name());
    server.load(Workload.keys(0, options.keyspace(), options.valueSize()));
    try (Crowd crowd = new Crowd(server.port(), counts.getFirst(), LONGEST)) {
      for (Trial load : loads(counts.getFirst())) LoadCost.warmUp(server, crowd, load);
    }
  }

  private void idle(Contender contender, int count) throws IOException {
    double megabytes = Double.NaN;
    try (ServerProcess server = contender.start()) {
      try (Crowd _ = crowd(server, count)) {
        megabytes = KeysBench.megabytes(server);
      } catch (IOException e) {
        refusals.add(server, "%,d idle clients".formatted(count), e);
      }
    }
    table.add("idle", "resident MB", contender.name(), count, megabytes);
  }

  private void loaded(ServerProcess server, int count) throws IOException {
    Map<Workload, LoadCost> costs = new EnumMap<>(Workload.class);
    double megabytes = Double.NaN;
    try (Crowd crowd = crowd(server, count)) {
      for (Trial load : loads(count)) {
        costs.put(load.workload(), LoadCost.of(server, crowd, load));
      }
      megabytes = KeysBench.megabytes(server);
    } catch (IOException e) {
      refusals.add(server, "%,d clients".formatted(count), e);
    }
    LoadCost unknown = new LoadCost(Double.NaN, Double.NaN, Double.NaN);
    for (Trial load : loads(count)) {
      Workload workload = load.workload();
      table.add(workload.name(), server.name(), count, costs.getOrDefault(workload, unknown));
    }
    table.add("after these", "resident MB", server.name(), count, megabytes);
  }

  /** Who is only in the system's queue is not connected: each is answered one PING. */
  private static Crowd crowd(ServerProcess server, int count) throws IOException {
    Crowd crowd = new Crowd(server.port(), count, LONGEST);
    try {
      crowd.put(new Trial(Workload.PING, count, 1, count, 1, 1), new Waits());
      return crowd;
    } catch (IOException e) {
      crowd.close();
      throw e;
    }
  }

  private List<Trial> loads(int count) {
    int requests = Math.max(options.requests(), REQUESTS * count);
    return Stream.of(Workload.GET, Workload.SET)
        .map(workload -> options.load(workload, count, 1).with(requests))
        .toList();
  }
}
