package miniredis.admin;

import static miniredis.command.CommandTable.atLeast;
import static miniredis.command.Flag.ADMIN;
import static miniredis.command.Flag.LOADING;
import static miniredis.command.Flag.NOSCRIPT;
import static miniredis.command.Flag.STALE;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.CommandTable;
import miniredis.command.Group;
import miniredis.command.Handler;
import miniredis.command.LatencyHistogram;
import miniredis.engine.LatencyMonitor;
import miniredis.engine.LatencyMonitor.Event;
import miniredis.engine.LatencyMonitor.Sample;
import miniredis.resp.Reply;

/** LATENCY: what made clients wait, and how long commands take. */
final class LatencyCommands {

  /** The first step of a histogram, in nanoseconds; each further one is twice as long. */
  private static final long FIRST_STEP = 1024;

  private static final long LAST_STEP = 1L << 40;

  private final LatencyMonitor monitor;
  private final LatencyDoctor doctor;
  private final CommandTable table;

  LatencyCommands(LatencyMonitor monitor, LatencyDoctor doctor, CommandTable table) {
    this.monitor = monitor;
    this.doctor = doctor;
    this.table = table;
  }

  void addToTable() {
    table.group(Group.SERVER);
    table.addContainer("LATENCY").summary("What made clients wait").since("2.8.13");
    question("LATENCY|DOCTOR", 2, this::doctor).summary("Says in words what made clients wait");
    question("LATENCY|GRAPH", 3, this::graph)
        .summary("Draws how long this event took")
        .syntax("event");
    question("LATENCY|HISTOGRAM", atLeast(2), this::histogram)
        .summary("How often commands took how long")
        .since("7.0.0")
        .complexity("O(N) in the number of commands")
        .syntax("[command [command ...]]");
    question("LATENCY|HISTORY", 3, this::history)
        .summary("The worst of each second in which this event took long")
        .syntax("event");
    question("LATENCY|LATEST", 2, this::latest)
        .summary("Of each event the last time that it took long, and the worst");
    table
        .add("LATENCY|RESET", atLeast(2), this::reset, ADMIN, NOSCRIPT, LOADING, STALE)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .summary("Forgets what is known of these events, or of all")
        .since("2.8.13")
        .syntax("[event [event ...]]");
    table.addHelp("LATENCY").since("2.8.13");
  }

  private Command question(String name, int arity, Handler handler) {
    return table
        .add(name, arity, handler, ADMIN, NOSCRIPT, LOADING, STALE)
        .tips("nondeterministic_output", "request_policy:all_nodes", "response_policy:special")
        .since("2.8.13");
  }

  private Reply latest(Call call) {
    List<Reply> lines = new ArrayList<>();
    monitor
        .events()
        .forEach(
            (name, event) ->
                lines.add(
                    Reply.array(
                        Reply.bulk(name),
                        Reply.integer(event.latest().second()),
                        Reply.integer(event.latest().milliseconds()),
                        Reply.integer(event.worst()))));
    return Reply.array(lines);
  }

  private Reply history(Call call) {
    Event event = monitor.events().get(call.arg(2).text());
    List<Reply> lines = new ArrayList<>();
    if (event != null) {
      for (Sample sample : event.samples()) {
        Reply time = Reply.integer(sample.second());
        lines.add(Reply.array(time, Reply.integer(sample.milliseconds())));
      }
    }
    return Reply.array(lines);
  }

  private Reply graph(Call call) {
    String name = call.arg(2).text();
    Event event = monitor.events().get(name);
    if (event == null) {
      throw new CommandException("ERR No samples available for event '" + name + "'");
    }
    LongSummaryStatistics times = statistics(event);
    String title =
        "%s - high %s ms, low %s ms (all time high %s ms)"
            .formatted(name, times.getMax(), times.getMin(), event.worst());
    List<Sparkline.Column> columns = new ArrayList<>();
    for (Sample sample : event.samples()) {
      String ago = ago(call.now() / 1000 - sample.second());
      columns.add(new Sparkline.Column(sample.milliseconds(), ago));
    }
    String rule = "-".repeat(Sparkline.WIDTH);
    String picture = title + '\n' + rule + '\n' + Sparkline.of(columns);
    return new Reply.Verbatim("txt", Bytes.of(picture));
  }

  /** How long ago, in the largest unit of which there is a whole one. */
  private static String ago(long seconds) {
    if (seconds < 60) return seconds + "s";
    if (seconds < 3600) return seconds / 60 + "m";
    return seconds < 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }

  private static LongSummaryStatistics statistics(Event event) {
    return event.samples().stream().mapToLong(Sample::milliseconds).summaryStatistics();
  }

  private Reply reset(Call call) {
    int before = monitor.events().size();
    if (call.size() == 2) monitor.events().clear();
    for (Bytes event : call.from(2)) monitor.events().remove(event.text());
    return Reply.integer(before - monitor.events().size());
  }

  private Reply doctor(Call call) {
    return new Reply.Verbatim("txt", Bytes.of(doctor.report(monitor.events(), call.now() / 1000)));
  }

  private Reply histogram(Call call) {
    List<Command> wanted = new ArrayList<>();
    if (call.size() == 2) table.all().forEach(command -> addAll(wanted, command));
    for (Bytes name : call.from(2)) {
      Command command = table.named(name);
      if (command != null) addAll(wanted, command);
    }
    List<Reply> lines = new ArrayList<>();
    for (Command command : wanted) {
      LatencyHistogram histogram = command.latencies();
      if (histogram == null) continue;
      lines.add(Reply.bulk(command.name()));
      lines.add(shown(histogram));
    }
    return new Reply.Map(lines);
  }

  private static void addAll(List<Command> wanted, Command command) {
    wanted.add(command);
    wanted.addAll(command.subcommands().values());
  }

  /** How many took at most so many microseconds, where the number grows. */
  private static Reply shown(LatencyHistogram histogram) {
    List<Reply> steps = new ArrayList<>();
    long before = 0;
    for (long step = FIRST_STEP; step <= LAST_STEP; step *= 2) {
      long count = histogram.countBelow(step);
      if (count == before) continue;
      before = count;
      steps.add(Reply.integer(LatencyHistogram.microsecondsOf(step)));
      steps.add(Reply.integer(count));
    }
    return Reply.map(
        Reply.bulk("calls"),
        Reply.integer(histogram.count()),
        Reply.bulk("histogram_usec"),
        new Reply.Map(steps));
  }
}
