package miniredis.admin;

import module java.base;

import miniredis.bytes.Doubles;
import miniredis.command.Command;
import miniredis.command.CommandTable;
import miniredis.command.LatencyHistogram;
import miniredis.config.Config;
import miniredis.config.Setting;
import miniredis.engine.Engine;
import miniredis.engine.Info;
import miniredis.engine.LatencyMonitor;
import miniredis.engine.SlowLog;

/** All that watches how long commands take: the slow log, the latency monitor, the histograms. */
public final class Timing {

  private final CommandTable table;
  private final Setting<double[]> percentiles;
  private final SlowLog slowLog = new SlowLog();
  private final LatencyMonitor monitor;
  private final LatencyDoctor doctor;

  public Timing(Engine engine, Config config) {
    table = engine.table();
    monitor = engine.latency();
    doctor = new LatencyDoctor(config);
    percentiles = config.percentiles("latency-tracking-info-percentiles");
    engine.dispatcher().add(slowLog);
    engine.dispatcher().add(monitor);
    config.number("slowlog-log-slower-than").follow(slowLog::threshold);
    config.number("slowlog-max-len").follow(slowLog::length);
    config.number("latency-monitor-threshold").follow(monitor::threshold);
    config.flag("latency-tracking").follow(engine.dispatcher()::countLatencies);
  }

  public SlowLog slowLog() {
    return slowLog;
  }

  public void addTo(CommandTable table) {
    new SlowLogCommands(slowLog).addTo(table);
    new LatencyCommands(monitor, doctor, table).addToTable();
  }

  public void addTo(Info info) {
    info.add("Latencystats", false, this::latencies);
  }

  private void latencies(Info.Fields fields) {
    for (Command command : table.all()) {
      addLatencies(command, fields);
      command.subcommands().values().forEach(each -> addLatencies(each, fields));
    }
  }

  private void addLatencies(Command command, Info.Fields fields) {
    LatencyHistogram histogram = command.latencies();
    if (histogram == null) return;
    StringJoiner shares = new StringJoiner(",");
    for (double percent : percentiles.get()) {
      String name = BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString();
      shares.add("p" + name + "=" + Doubles.fixed(histogram.percentile(percent) / 1000.0, 3));
    }
    fields.add("latency_percentiles_usec_" + command.name(), shares);
  }
}
