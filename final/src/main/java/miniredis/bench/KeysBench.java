package miniredis.bench;

import module java.base;

/**
 * How costs grow with the number of keys: {@code ./run bench keys [largest]}.
 *
 * <p>All servers run side by side and are filled to one size after the other. At each, SET and GET
 * of random keys are put on them in turns, for several rounds. What a key takes is counted once,
 * right after the filling, from a thousand keys on: what is made only once is not in it.
 */
final class KeysBench {

  private static final List<Integer> SIZES = List.of(10_000, 1_000_000, 10_000_000);
  private static final int FEW = 1000;

  private static final List<Integer> PIPELINES = List.of(1, 16);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final BenchOptions options;
  private final List<Integer> sizes;
  private final ScaleTable table;
  private final Patience patience;

  /** What holds live data with a few keys, in bytes. */
  private final Map<ServerProcess, Double> liveBefore = new HashMap<>();

  private KeysBench(BenchOptions options, List<Integer> sizes, List<Contender> contenders) {
    this.options = options;
    this.sizes = sizes;
    table = new ScaleTable(contenders, sizes);
    patience = new Patience(options.limit());
  }

  /** Runs it for all; the word, if there is one, is the largest number of keys. */
  static String compare(BenchOptions options, List<Contender> contenders) throws IOException {
    KeysBench bench = new KeysBench(options, sizes(options.words()), contenders);
    bench.run(contenders);
    return """
        By the number of keys, of 16 bytes and values of %,d, under random SET and GET by %,d clients:
        medians of %s rounds; what grows, and the ratios, are medians of the rounds', too.

        %s
        - Bytes a key: %s.
        - Resident: of the whole process, right after its keys were set.
        """
        .formatted(
            options.valueSize(),
            options.clients(),
            bench.sizes.stream()
                .map(size -> "" + bench.table.rounds(size))
                .collect(Collectors.joining(", ")),
            bench.table.plain(),
            LiveBytes.METHOD);
  }

  /** Those that are smaller than the largest, and the largest. */
  static List<Integer> sizes(List<String> words) {
    if (words.isEmpty()) return SIZES;
    int largest = BenchOptions.number(words.getFirst(), 2 * FEW, "keys needs a number of keys");
    return Stream.concat(SIZES.stream().filter(size -> size < largest), Stream.of(largest))
        .toList();
  }

  private void run(List<Contender> contenders) throws IOException {
    List<ServerProcess> servers = new ArrayList<>();
    try {
      for (Contender contender : contenders) servers.add(contender.start());
      for (ServerProcess server : servers) prepare(server);
      int before = FEW;
      for (int part = 1; part <= sizes.size(); part++) {
        int size = sizes.get(part - 1);
        for (ServerProcess server : servers) fill(server, before, size);
        for (int round = 1;
            round <= options.rounds() && patience.allows(round, part, sizes.size());
            round++) {
          round(servers, size, round);
        }
        before = size;
      }
    } finally {
      servers.forEach(ServerProcess::close);
    }
  }

  private void prepare(ServerProcess server) throws IOException {
    patience.say("warming up " + server.name());
    server.load(Workload.keys(0, FEW, options.valueSize()));
    for (Trial load : loads(FEW)) {
      try (Crowd crowd = crowd(server)) {
        LoadCost.warmUp(server, crowd, load);
      }
    }
    liveBefore.put(server, server.liveBytes());
  }

  private void fill(ServerProcess server, int before, int size) throws IOException {
    patience.say("filling %s with %,d keys".formatted(server.name(), size));
    server.load(Workload.keys(before, size, options.valueSize()));
    table.add("filled", "resident MB", server.name(), size, megabytes(server));
    double bytes = server.liveBytes() - liveBefore.get(server);
    table.add("filled", "bytes a key", server.name(), size, bytes / (size - FEW));
  }

  /** NaN where the system does not tell. */
  static double megabytes(ServerProcess server) {
    long bytes = server.residentBytes();
    return bytes == 0 ? Double.NaN : bytes / 1e6;
  }

  private void round(List<ServerProcess> servers, int size, int round) throws IOException {
    patience.say("%,d keys, round %d of %d".formatted(size, round, options.rounds()));
    List<ServerProcess> order = new ArrayList<>(servers);
    for (Trial load : loads(size)) {
      Collections.rotate(order, 1);
      for (ServerProcess server : order) {
        try (Crowd crowd = crowd(server)) {
          String name = load.workload() + " P=" + load.pipeline();
          table.add(name, server.name(), size, LoadCost.of(server, crowd, load));
        }
      }
    }
  }

  private Crowd crowd(ServerProcess server) throws IOException {
    return new Crowd(server.port(), options.clients(), LONGEST);
  }

  private List<Trial> loads(int size) {
    List<Trial> loads = new ArrayList<>();
    for (int pipeline : PIPELINES) {
      for (Workload workload : List.of(Workload.SET, Workload.GET)) {
        loads.add(options.load(workload, options.clients(), pipeline).of(size));
      }
    }
    return loads;
  }
}
