package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;

/**
 * {@code --stat}: a line of figures a second, from INFO. On a terminal with a plot of the requests.
 */
final class StatMode {

  private static final int LINES_BETWEEN_HEADERS = 20;
  private static final int DATABASES = 20;
  private static final long SECOND_MICROS = 1_000_000;
  private static final int PLOT = 20;

  private static final String HEADER =
      """
      ------- data ------ --------------------- load -------------------- - child -
      keys       mem      clients blocked requests            connections         \s
      """;

  private final CliOptions options;
  private final Pinger pinger;
  private final Streams streams;
  private final Sparkline plot = new Sparkline(PLOT);
  private long requests;

  StatMode(CliOptions options, Link link, Streams streams) {
    this.options = options;
    pinger = new Pinger(link, streams, "INFO");
    this.streams = streams;
  }

  void run() throws IOException {
    long micros = options.intervalMicros == 0 ? SECOND_MICROS : options.intervalMicros;
    for (int lines = 0; ; lines++) {
      Reply reply = pinger.ask();
      if (reply instanceof Reply.Error(Bytes text)) {
        streams.complain("ERROR: " + text.text());
        throw new Exit(1);
      }
      if (lines % LINES_BETWEEN_HEADERS == 0) streams.print(HEADER);
      streams.print(line(Replies.text(reply)));
      streams.out().flush();
      LockSupport.parkNanos(micros * 1000);
    }
  }

  /** The figures of one INFO. */
  String line(String info) {
    long keys = 0;
    for (int i = 0; i < DATABASES; i++) {
      keys += Objects.requireNonNullElse(field(info, "db" + i + ":keys"), 0L);
    }
    long now = figure(info, "total_commands_processed");
    long more = requests == 0 ? 0 : now - requests;
    requests = now;
    plot.add(more);
    String line =
        "%-11d%-8s %-8d%-8d%-19s %-12d%s"
            .formatted(
                keys,
                human(figure(info, "used_memory")),
                figure(info, "connected_clients"),
                figure(info, "blocked_clients"),
                now + " (+" + more + ")",
                figure(info, "total_connections_received"),
                children(info));
    return line + (streams.outIsTerminal() ? "\033[36m" + plot + "\033[0m\n" : "\n");
  }

  private static String children(String info) {
    long saves = figure(info, "bgsave_in_progress");
    long rewrites = figure(info, "aof_rewrite_in_progress") << 1;
    long loads = figure(info, "loading") << 2;
    return switch ((int) (saves | rewrites | loads)) {
      case 1 -> "SAVE";
      case 2 -> "AOF";
      case 3 -> "SAVE+AOF";
      case 4 -> "LOAD";
      default -> "";
    };
  }

  private static long figure(String info, String name) {
    return Objects.requireNonNullElse(field(info, name), Long.MIN_VALUE);
  }

  /** The number behind the first place where the name stands, wherever that is; or null. */
  private static Long field(String info, String name) {
    int at = info.indexOf(name);
    return at < 0 || at + name.length() >= info.length()
        ? null
        : Digits.whole(info.substring(at + name.length() + 1));
  }

  /** {@code 512B}, {@code 1.50M}: with 1024 to the K. */
  static String human(long bytes) {
    String[] units = {"K", "M", "G"};
    if (Math.abs(bytes) < 1024) return bytes + "B";
    double value = bytes;
    for (String unit : units) {
      value /= 1024;
      if (Math.abs(value) < 1024) return String.format(Locale.ROOT, "%.2f%s", value, unit);
    }
    return String.format(Locale.ROOT, "%.2f%s", value / 1024, "T");
  }
}
