package miniredis.bench;

import module java.base;

/**
 * Runs the rounds. In each, every server is started anew and warmed up, and then each load is put
 * on one after the other in the same minute, a different one first each time: what disturbs the
 * machine disturbs all of them alike.
 */
final class BenchRun {

  private static final int MILLION = 1_000_000;
  private static final int WARM_UP = 400_000;
  private static final int MOST_WARM_UPS = 6;

  private final BenchOptions options;
  private final List<Contender> contenders;
  private final Trial.Generator generator;
  private final List<Trial> loads;
  private final Results results = new Results();
  private final long start = System.nanoTime();

  BenchRun(
      BenchOptions options,
      List<Contender> contenders,
      Trial.Generator generator,
      List<Trial> loads) {
    this.options = options;
    this.contenders = contenders;
    this.generator = generator;
    this.loads = loads;
  }

  /** All rounds within a time, and the count of memory, if it is wanted. */
  Results run(Duration limit) throws IOException, InterruptedException {
    rounds(limit);
    if (options.memory()) {
      for (Contender contender : contenders) if (contender.hasKeys()) memory(contender);
    }
    say("done");
    return results;
  }

  /** No new round begins after so long; the first always runs. */
  Results rounds(Duration limit) throws IOException, InterruptedException {
    for (Contender contender : contenders) {
      say("starting " + contender.name() + " once, to see that it runs");
      contender.start().close();
    }
    for (int round = 1; round <= options.rounds(); round++) {
      if (round > 1 && elapsed().compareTo(limit) > 0) {
        say("no time for more rounds (--minutes)");
        break;
      }
      round(round);
    }
    return results;
  }

  private void round(int round) throws IOException, InterruptedException {
    List<Contender> order = new ArrayList<>(contenders);
    Collections.rotate(order, round);
    Map<Contender, ServerProcess> servers = new LinkedHashMap<>();
    try {
      for (Contender contender : order) {
        ServerProcess server = contender.start();
        servers.put(contender, server);
        results.addFirstPong(contender.name(), server.firstPong());
      }
      for (Map.Entry<Contender, ServerProcess> entry : servers.entrySet()) {
        say("round " + round + " of " + options.rounds() + ": warming up " + entry.getKey().name());
        for (Trial load : loads) warmUp(entry.getKey(), entry.getValue(), load);
      }
      for (int i = 0; i < loads.size(); i++) {
        Collections.rotate(order, 1);
        for (Contender contender : order) measure(round, servers.get(contender), contender, i);
      }
    } finally {
      servers.values().forEach(ServerProcess::close);
    }
  }

  /**
   * Until it pays no longer: Java compiles what is hot while it runs, and that is processor time
   * too. A run that costs no less than the one before ends it.
   */
  private void warmUp(Contender contender, ServerProcess server, Trial load)
      throws IOException, InterruptedException {
    if (!contender.can(load.workload())) return;
    Trial shorter = load.with(Math.min(load.requests(), WARM_UP));
    double before = Double.POSITIVE_INFINITY;
    for (int i = 0; i < MOST_WARM_UPS; i++) {
      server.load(load.workload().preparation(shorter));
      double now = sample(server, shorter).cpuMicros();
      if (now > before * .9) return;
      before = now;
    }
  }

  private void measure(int round, ServerProcess server, Contender contender, int index)
      throws IOException, InterruptedException {
    Trial load = loads.get(index);
    if (!contender.can(load.workload())) return;
    say(
        String.format(
            "round %d of %d: %s, %d at a time, %s",
            round, options.rounds(), load.workload(), load.pipeline(), contender.name()));
    server.load(load.workload().preparation(load));
    results.add(
        round,
        new Results.Key(contender.name(), load.workload(), load.clients(), load.pipeline()),
        sample(server, load));
  }

  private Results.Sample sample(ServerProcess server, Trial load)
      throws IOException, InterruptedException {
    long before = server.cpuMicros();
    Trial.Result result = generator.put(load, server.port());
    return new Results.Sample(result, (server.cpuMicros() - before) / (double) load.requests());
  }

  /** A thousand keys first, so that what is loaded and made only once is not counted. */
  private void memory(Contender contender) throws IOException {
    say("filling " + contender.name() + " with a million keys");
    try (ServerProcess server = contender.start()) {
      server.load(Workload.keys(0, 1000, options.valueSize()));
      double live = server.liveBytes();
      long resident = server.residentBytes();
      server.load(Workload.keys(1000, MILLION, options.valueSize()));
      double keys = MILLION - 1000;
      results.addMemory(
          contender.name(),
          new Results.Memory(
              (server.liveBytes() - live) / keys, (server.residentBytes() - resident) / keys));
    }
  }

  /** Since this was made. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** The progress line: over the last one on a terminal, below it in a file. */
  private void say(String what) {
    String line = String.format("bench: %4d s  %s", elapsed().toSeconds(), what);
    boolean terminal = System.console() != null;
    System.err.print(terminal ? "\r\033[K" + line : line + "\n");
    if (terminal && what.equals("done")) System.err.println();
  }
}
