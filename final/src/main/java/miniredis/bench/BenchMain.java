package miniredis.bench;

import module java.base;

/**
 * Starts a benchmark: {@code ./run bench}, {@code ./run bench step03 final -t set -P 1,16}, {@code
 * ./run bench --all}; and what is measured in other ways, {@code ./run bench memory}, {@code big},
 * {@code growth}, {@code keys}, {@code clients}, {@code snapshot}, {@code stops}, {@code waves} and
 * {@code client-start}.
 */
public final class BenchMain {

  /** One client alone is slow, and its figures steady: so many times fewer requests will do. */
  private static final int FEWER_ALONE = 5;

  /** A measurement of its own kind, which has words of its own behind its name. */
  private interface Special {
    String compare(BenchOptions options, List<Contender> contenders) throws IOException;
  }

  /** One that needs its words alone. */
  private interface OfWords {
    String compare(String[] words, List<Contender> contenders) throws IOException;
  }

  private static final Map<String, Special> SPECIAL =
      Map.of(
          "big",
          of(BigBench::compare),
          "snapshot",
          of(SnapshotBench::compare),
          "memory",
          of(MemoryBench::compare),
          "growth",
          of(GrowthBench::compare),
          "client-start",
          of(ClientStart::compare),
          "stops",
          of(StopsBench::compare),
          "keys",
          KeysBench::compare,
          "clients",
          ClientsBench::compare,
          "waves",
          WavesBench::compare);

  private static Special of(OfWords special) {
    return (options, contenders) ->
        special.compare(options.words().toArray(String[]::new), contenders);
  }

  private BenchMain() {}

  /** Exits with 0, or with 1 for a bad option or a server that fails. */
  public static void main(String[] args) throws InterruptedException {
    Locale.setDefault(Locale.ROOT);
    int exitCode = 0;
    try {
      Path root = root();
      Special special = args.length == 0 ? null : SPECIAL.get(args[0]);
      if (special != null) {
        System.out.print(run(special, Arrays.copyOfRange(args, 1, args.length), root));
        System.exit(0);
      }
      BenchOptions options = BenchOptions.parse(args, present(root));
      if (options.wantsHelp()) System.out.print(options.help());
      else if (options.all()) System.out.print(costs(options, root));
      else System.out.print(compare(options, root));
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("bench: " + e.getMessage());
      exitCode = 1;
    }
    System.exit(exitCode);
  }

  private static String compare(BenchOptions options, Path root)
      throws IOException, InterruptedException {
    List<Contender> contenders = contenders(options, root);
    boolean oneClient = contenders.stream().anyMatch(Contender::oneClientAtATime);
    int clients = oneClient ? 1 : options.clients();
    List<Trial> loads = new ArrayList<>();
    for (int pipeline : options.pipelines()) {
      for (Workload workload : workloads(options, contenders)) {
        loads.add(options.load(workload, clients, pipeline));
      }
    }
    boolean builtin = oneClient || options.builtin() || !RedisBenchmark.installed();
    Trial.Generator generator = builtin ? new LoadGenerator() : new RedisBenchmark();
    Results results = new BenchRun(options, contenders, generator, loads).run(options.limit());
    String by = builtin ? "our own load generator" : "redis-benchmark";
    String why = oneClient ? ", because a server among these serves one at a time" : "";
    return "Loaded by "
        + by
        + " with "
        + clients
        + (clients == 1 ? " client" : " clients")
        + why
        + ".\n"
        + new BenchReport(options, results, contenders).text();
  }

  /** A server without keys knows PING alone: in its company, that is what can be compared. */
  private static List<Workload> workloads(BenchOptions options, List<Contender> contenders) {
    boolean keyless = contenders.stream().anyMatch(contender -> !contender.hasKeys());
    return keyless ? List.of(Workload.PING) : options.tests();
  }

  /** Of {@code final}. What others start is tried first: it should not fail after an hour. */
  private static String run(Special special, String[] args, Path root) throws IOException {
    BenchOptions options = BenchOptions.special(args);
    if (options.wantsHelp()) return options.help();
    for (Beside other : options.others()) Contender.beside(other).start().close();
    return special.compare(options, contenders(options, root));
  }

  private static String costs(BenchOptions options, Path root)
      throws IOException, InterruptedException {
    List<Contender> contenders = contenders(options, root);
    int few = Math.max(1, options.requests() / FEWER_ALONE);
    List<Trial> single =
        List.of(
            options.load(Workload.PING, 1, 1).with(few),
            options.load(Workload.SET, 1, 1).with(few));
    BenchRun alone = new BenchRun(options, contenders, new LoadGenerator(), single);
    Results one = alone.run(options.limit());
    List<Contender> many =
        contenders.stream().filter(contender -> !contender.oneClientAtATime()).toList();
    Trial.Generator generator =
        RedisBenchmark.installed() ? new RedisBenchmark() : new LoadGenerator();
    Trial load = options.load(Workload.SET, CostTable.CROWD, CostTable.DEPTH);
    BenchRun rest = new BenchRun(options, many, generator, List.of(load));
    Results crowd = rest.rounds(options.limit().minus(alone.elapsed()));
    return new CostTable(one, crowd, contenders).markdown()
        + "\nMedians; rounds: "
        + one.rounds()
        + ". The steps that have a log run without it here;"
        + " step01 is asked for PING, the others for SET.\n"
        + new BenchReport(options, one, contenders).notes();
  }

  private static List<Contender> contenders(BenchOptions options, Path root) {
    List<Contender> contenders = new ArrayList<>();
    for (String module : options.modules()) {
      contenders.add(Contender.module(root, module, options.appendonly()));
    }
    if (options.redis() && Programs.find("redis-server").isPresent()) {
      contenders.add(Contender.redis(options.appendonly()));
    } else if (options.redis()) {
      System.err.println(
          "bench: redis-server is not installed, so there is nothing to compare with");
    }
    for (Beside other : options.others()) contenders.add(Contender.beside(other));
    return contenders;
  }

  /** Modules that are written: a folder with a pom.xml; in the order of the course. */
  private static List<String> present(Path root) throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      Stream<String> steps =
          folders
              .filter(folder -> Files.exists(folder.resolve("pom.xml")))
              .map(folder -> folder.getFileName().toString())
              .filter(name -> name.matches("step0\\d-.*"))
              .sorted();
      return Stream.concat(steps, Stream.of("final")).toList();
    }
  }

  private static Path root() {
    String root = System.getProperty("miniredis.root");
    if (root == null) throw new IllegalArgumentException("start this with ./run bench");
    return Path.of(root);
  }
}
