package miniredis.metrics;

import module java.base;

import miniredis.command.Command;
import miniredis.command.LatencyHistogram;
import miniredis.config.Config;
import miniredis.engine.Engine;
import miniredis.engine.Info;
import miniredis.engine.LatencyMonitor;
import miniredis.engine.SlowLog;

/**
 * Takes the figures. They are copied and not yet written out, so that clients wait no longer than
 * for an INFO. Belongs to the engine's thread.
 */
public final class Gathering {

  /** The settings that have metrics of their own. */
  private static final List<String> SETTINGS =
      List.of("databases", "maxmemory", "maxclients", "io-threads", "client-output-buffer-limit");

  private final Engine engine;
  private final Info info;
  private final SlowLog slowLog;
  private final Config config;

  public Gathering(Engine engine, Info info, SlowLog slowLog, Config config) {
    this.engine = engine;
    this.info = info;
    this.slowLog = slowLog;
    this.config = config;
  }

  Figures take() {
    return new Figures(
        engine.keyspace().now() / 1000,
        info.text(Set.of("everything")),
        settings(),
        spikes(),
        slow(),
        histograms());
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String name : SETTINGS) settings.put(name, config.show(name));
    return settings;
  }

  private Map<String, Figures.Spike> spikes() {
    Map<String, Figures.Spike> spikes = new LinkedHashMap<>();
    engine.latency().events().forEach((name, event) -> spikes.put(name, spike(event.latest())));
    return spikes;
  }

  private static Figures.Spike spike(LatencyMonitor.Sample sample) {
    return new Figures.Spike(sample.second(), sample.milliseconds());
  }

  private Figures.Slow slow() {
    Collection<SlowLog.Record> records = slowLog.records();
    if (records.isEmpty()) return new Figures.Slow(0, 0, 0);
    SlowLog.Record last = records.iterator().next();
    return new Figures.Slow(records.size(), last.id(), last.microseconds());
  }

  private Map<String, LatencyHistogram> histograms() {
    Map<String, LatencyHistogram> copies = new LinkedHashMap<>();
    for (Command command : engine.table().all()) {
      copy(command, copies);
      command.subcommands().values().forEach(each -> copy(each, copies));
    }
    return copies;
  }

  private static void copy(Command command, Map<String, LatencyHistogram> copies) {
    if (command.latencies() != null) copies.put(command.name(), command.latencies().copy());
  }
}
