package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;

/** {@code --hotkeys}: the sixteen keys that are used most, by the counters of an LFU policy. */
final class HotKeysMode {

  private static final int SAMPLE = 16;
  private static final int MILLION = 1_000_000;

  private final CliOptions options;
  private final KeyScan scan;
  private final Streams streams;
  private final Progress progress;

  /** The hottest so far, the coldest of them first. */
  private final long[] counters = new long[SAMPLE];

  private final String[] names = new String[SAMPLE];
  private long sampled;
  private double percent;

  HotKeysMode(CliOptions options, KeyScan scan, Streams streams) {
    this.options = options;
    this.scan = scan;
    this.streams = streams;
    progress = new Progress(streams);
  }

  void run() throws IOException {
    long all = scan.databaseSize();
    streams.print(
        """

        # Scanning the entire keyspace to find hot keys as well as
        # average sizes per key type.  You can use -i 0.1 to sleep 0.1 sec
        # per 100 SCAN commands (not usually needed).

        """);
    do {
      percent = 100.0 * sampled / all;
      progress.show(sampled, all);
      count(scan.next());
      scan.pauseNowAndThen(options.intervalMicros);
    } while (scan.more());
    progress.clear();
    summary();
    streams.out().flush();
  }

  private void count(List<Bytes> keys) throws IOException {
    List<Bytes[]> requests =
        keys.stream().map(key -> new Bytes[] {Bytes.of("OBJECT"), Bytes.of("FREQ"), key}).toList();
    List<Reply> replies = scan.pipeline(requests);
    for (int i = 0; i < keys.size(); i++) {
      sampled++;
      if (sampled % MILLION == 0) {
        print("[%s] Sampled %d keys so far\n", BigKeysMode.percent(percent), sampled);
      }
      keep(keys.get(i), frequency(keys.get(i), replies.get(i)));
    }
  }

  private long frequency(Bytes key, Reply reply) throws IOException {
    if (reply instanceof Reply.Int(long frequency)) return frequency;
    if (reply instanceof Reply.Error(Bytes text)) throw scan.failed("Error: " + text.text());
    streams.complain("Warning: OBJECT freq on '" + key + "' failed (may have been deleted)");
    return 0;
  }

  /** A key goes in above all that are colder, and the coldest of them goes out. */
  private void keep(Bytes key, long frequency) throws IOException {
    int place = 0;
    while (place < SAMPLE && frequency > counters[place]) place++;
    if (place-- == 0) return;
    if (place > 0 && counters[place] != 0) {
      System.arraycopy(counters, 1, counters, 0, place);
      System.arraycopy(names, 1, names, 0, place);
    }
    counters[place] = frequency;
    names[place] = key.toString();
    progress.clear();
    print(
        "[%s] Hot key '%s' found so far with counter %d\n",
        BigKeysMode.percent(percent), names[place], frequency);
  }

  private void summary() throws IOException {
    print("\n-------- summary -------\n\n");
    if (scan.stopped()) print("[%s] ", BigKeysMode.percent(percent));
    print("Sampled %d keys in the keyspace!\n", sampled);
    for (int i = SAMPLE - 1; i >= 0; i--) {
      if (counters[i] == 0) continue;
      print("hot key found with counter: %d\tkeyname: %s\n", counters[i], names[i]);
    }
  }

  private void print(String format, Object... values) throws IOException {
    streams.print(String.format(Locale.ROOT, format, values));
  }
}
