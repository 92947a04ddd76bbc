package miniredis.bench;

import module java.base;

/** What the rounds of a benchmark measured, round by round, for the report to take medians of. */
final class Results {

  /** What was measured: a server under a load. */
  record Key(String server, Workload workload, int clients, int pipeline) {}

  /** One measurement; the processor's time is in microseconds for each command. */
  record Sample(Trial.Result load, double cpuMicros) {}

  /** Bytes for each of a million keys: live data, and as the system sees the process grow. */
  record Memory(double liveBytes, double residentBytes) {}

  private final Map<Key, SortedMap<Integer, Sample>> samples = new LinkedHashMap<>();
  private final Map<String, List<Double>> firstPongs = new LinkedHashMap<>();
  private final Map<String, Memory> memory = new LinkedHashMap<>();

  void add(int round, Key key, Sample sample) {
    samples.computeIfAbsent(key, k -> new TreeMap<>()).put(round, sample);
  }

  void addFirstPong(String server, Duration time) {
    firstPongs.computeIfAbsent(server, s -> new ArrayList<>()).add(time.toNanos() / 1e6);
  }

  void addMemory(String server, Memory bytes) {
    memory.put(server, bytes);
  }

  Set<Key> keys() {
    return samples.keySet();
  }

  int rounds() {
    return samples.values().stream().mapToInt(Map::size).max().orElse(0);
  }

  /** The median of a figure; NaN for what was not measured. */
  Median median(Key key, ToDoubleFunction<Sample> figure) {
    return Median.of(
        samples.getOrDefault(key, new TreeMap<>()).values().stream()
            .map(figure::applyAsDouble)
            .toList());
  }

  /** The median of the ratios in each round: only what was measured in the same minute compares. */
  Median ratio(Key key, Key to, ToDoubleFunction<Sample> figure) {
    SortedMap<Integer, Sample> others = samples.getOrDefault(to, new TreeMap<>());
    List<Double> ratios = new ArrayList<>();
    samples
        .getOrDefault(key, new TreeMap<>())
        .forEach(
            (round, sample) -> {
              Sample other = others.get(round);
              if (other == null || figure.applyAsDouble(other) == 0) return;
              ratios.add(figure.applyAsDouble(sample) / figure.applyAsDouble(other));
            });
    return Median.of(ratios);
  }

  /** Milliseconds to the first PONG. */
  Median firstPong(String server) {
    return Median.of(firstPongs.getOrDefault(server, List.of()));
  }

  /** Null where it was not measured. */
  Memory memory(String server) {
    return memory.get(server);
  }
}
