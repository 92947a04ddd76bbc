package miniredis.admin;

import module java.base;

import miniredis.bytes.Doubles;
import miniredis.config.Config;
import miniredis.config.Setting;
import miniredis.engine.LatencyMonitor.Event;
import miniredis.engine.LatencyMonitor.Sample;

/**
 * LATENCY DOCTOR: what the samples say, with the figures and in the form of Redis, and what may be
 * done about it, in words of our own: what holds up a Java server is not always what holds up
 * Redis.
 */
final class LatencyDoctor {

  private static final String OFF =
      "Latency is not watched. CONFIG SET latency-monitor-threshold says from how many milliseconds"
          + " on something counts as long.\n";
  private static final String WELL = "Nothing has taken long since the server was started.\n";

  private final Setting<Long> threshold;
  private final Setting<Long> slowFrom;

  LatencyDoctor(Config config) {
    threshold = config.number("latency-monitor-threshold");
    slowFrom = config.number("slowlog-log-slower-than");
  }

  /** The report at a Unix time in seconds. */
  String report(Map<String, Event> events, long now) {
    if (events.isEmpty()) return threshold.get() == 0 ? OFF : WELL;
    StringBuilder text = new StringBuilder("These took long:\n\n");
    int number = 0;
    for (Map.Entry<String, Event> each : events.entrySet()) {
      text.append(++number).append(". ").append(line(each.getKey(), each.getValue(), now));
    }
    text.append("\nWhat may help:\n\n");
    for (String each : advice(events.keySet())) text.append("- ").append(each).append('\n');
    return text.toString();
  }

  /** All figures but the period are whole numbers. */
  private static String line(String name, Event event, long now) {
    Collection<Sample> samples = event.samples();
    long count = samples.size();
    long sum = samples.stream().mapToLong(Sample::milliseconds).sum();
    long average = sum / count;
    long deviations =
        samples.stream().mapToLong(each -> Math.abs(each.milliseconds() - average)).sum();
    long oldest = samples.stream().mapToLong(Sample::second).min().orElse(now);
    double period = (double) Math.max(1, now - oldest) / count;
    return ("%s: %s latency spikes (average %sms, mean deviation %sms, period %s sec)."
            + " Worst all time event %sms.\n")
        .formatted(
            name, count, average, deviations / count, Doubles.fixed(period, 2), event.worst());
  }

  private List<String> advice(Set<String> events) {
    List<String> all = new ArrayList<>();
    if (events.contains("command")) {
      if (slowFrom.get() < 0) {
        all.add("Turn the slow log on: CONFIG SET slowlog-log-slower-than " + micros() + ".");
      } else if (slowFrom.get() > micros()) {
        all.add("Let the slow log see them: CONFIG SET slowlog-log-slower-than " + micros() + ".");
      }
      all.add("SLOWLOG GET tells which commands; avoid KEYS, and SORT of what is large.");
    }
    if (events.contains("fast-command")) {
      all.add("Fast commands were held up: by garbage collection, or a busy machine.");
      all.add("redis-cli --intrinsic-latency 100 tells how much the machine itself holds up.");
    }
    if (any(events, "aof-write", "aof-fsync-always")) {
      all.add("The disk took long to take the append only file: what else does it have to do?");
    }
    if (events.contains("aof-fsync-always")) {
      all.add("CONFIG SET appendfsync everysec forces it once a second, beside the clients.");
    }
    if (any(events, "expire-cycle", "expire-del")) {
      all.add("Many keys died at the same time: let their deadlines differ by some seconds.");
    }
    if (any(events, "eviction-cycle", "eviction-del")) {
      all.add("Keys had to make room: raise maxmemory, or lower maxmemory-eviction-tenacity.");
    }
    return all;
  }

  private static boolean any(Set<String> events, String... names) {
    return Stream.of(names).anyMatch(events::contains);
  }

  private long micros() {
    return threshold.get() * 1000;
  }
}
