package miniredis.bench;

import module java.base;

import miniredis.client.Client;

/**
 * How long clients must wait while a server does what it rarely does: {@code ./run bench waves
 * [millions]}.
 *
 * <p>Each {@link Wave} happens to one server after the other, while a {@link Probe} asks it. A
 * collector of garbage that stops everyone is in the figures, and so is a neighbour on the machine:
 * the median of the rounds counts, and "nothing" says what there is without any wave.
 */
final class WavesBench {

  private static final int MILLION = 1_000_000;
  private static final double DEFAULT = 10;

  /** What a wave leaves to be done, such as freeing memory, is waited for too. */
  private static final long AFTERWARDS_MILLIS = 500;

  private static final long WARM_UP_MILLIS = 4000;

  private final BenchOptions options;
  private final int keys;
  private final SideBySide table;
  private final Refusals refusals = new Refusals();
  private final Patience patience;
  private int rounds;

  private WavesBench(BenchOptions options, int keys, List<Contender> contenders) {
    this.options = options;
    this.keys = keys;
    table = new SideBySide(contenders, true, "wave", "waits");
    patience = new Patience(options.limit());
  }

  /** Runs it for all; the word, if there is one, is how many millions of keys. */
  static String compare(BenchOptions options, List<Contender> contenders) throws IOException {
    WavesBench bench = new WavesBench(options, keys(options.words()), contenders);
    bench.run(contenders);
    return """
        Waits in ms of a client that asks GET, one at a time, and of one that sends SET, %d at a time,
        of random ones of %,d keys, while something happens: the median of %d rounds, and in brackets
        the worst of them; ratios are medians of the rounds'.

        %s%s"""
        .formatted(
            Probe.TOGETHER, bench.keys, bench.rounds, bench.table.plain(), bench.refusals.below());
  }

  /** From a thousandth of a million to a hundred. */
  static int keys(List<String> words) {
    String word = words.isEmpty() ? "" + DEFAULT : words.getFirst();
    if (word.matches("\\d{1,3}(\\.\\d{1,6})?")) {
      double millions = Double.parseDouble(word);
      if (millions >= .001 && millions <= 100) return (int) Math.round(millions * MILLION);
    }
    throw new IllegalArgumentException(
        "waves needs millions of keys, from 0.001 to 100, not " + word);
  }

  private void run(List<Contender> contenders) throws IOException {
    List<ServerProcess> servers = new ArrayList<>();
    try {
      for (Contender contender : contenders) servers.add(contender.start());
      for (ServerProcess server : servers) warmUp(server);
      while (rounds < options.rounds() && patience.allows(rounds + 1, 1, 1)) {
        rounds++;
        for (Wave wave : Wave.values()) {
          Collections.rotate(servers, 1);
          for (ServerProcess server : servers) measure(server, wave);
        }
      }
    } finally {
      servers.forEach(ServerProcess::close);
    }
  }

  private void warmUp(ServerProcess server) throws IOException {
    patience.say("warming up " + server.name());
    try (Probe probe = new Probe(server.port(), keys, options.valueSize())) {
      probe.during(() -> Wave.pause(WARM_UP_MILLIS));
    }
  }

  private void measure(ServerProcess server, Wave wave) throws IOException {
    String name = wave.name(keys);
    patience.say("round %d: %s in %s".formatted(rounds, name, server.name()));
    Filled filled = new Filled(server, keys, options.valueSize());
    Probe.Tails tails = new Probe.Tails(new Waits(), new Waits());
    try (Probe probe = new Probe(server.port(), keys, options.valueSize());
        Client client = server.connect().timeout(ServerProcess.LONGEST)) {
      wave.prepare(filled);
      tails =
          probe.during(
              () -> {
                wave.happen(filled, client);
                Wave.pause(AFTERWARDS_MILLIS);
              });
    } catch (IOException e) {
      refusals.add(server, name, e);
    }
    add(server, name, "GET", tails.reads());
    add(server, name, "SET P=" + Probe.TOGETHER, tails.writes());
  }

  private void add(ServerProcess server, String wave, String request, Waits waits) {
    table.add(server.name(), waits.millis(.999), wave, request + " p99.9");
    table.add(server.name(), waits.longest(), wave, request + " longest");
  }
}
