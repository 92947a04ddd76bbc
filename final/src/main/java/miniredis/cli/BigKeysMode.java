package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;

/**
 * {@code --bigkeys} and {@code --memkeys}: the biggest key of each type, by its items or by its
 * memory, and averages.
 */
final class BigKeysMode {

  /** What is known of one type so far. */
  private static final class Tally {
    final String name;
    final String sizeCommand;
    final String unit;
    long biggest;
    long count;
    long total;
    String biggestKey;

    Tally(String name, String sizeCommand, String unit) {
      this.name = name;
      this.sizeCommand = sizeCommand;
      this.unit = unit;
    }
  }

  private static final int MILLION = 1_000_000;

  private final CliOptions options;
  private final KeyScan scan;
  private final Streams streams;
  private final boolean memory;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final Progress progress;
  private long sampled;
  private long keyBytes;
  private double percent;

  BigKeysMode(CliOptions options, KeyScan scan, Streams streams, boolean memory) {
    this.options = options;
    this.scan = scan;
    this.streams = streams;
    this.memory = memory;
    progress = new Progress(streams);
    // In the order in which redis-cli's hash table gives them back.
    add("list", "LLEN", "items");
    add("hash", "HLEN", "fields");
    add("string", "STRLEN", "bytes");
    add("stream", "XLEN", "entries");
    add("set", "SCARD", "members");
    add("zset", "ZCARD", "members");
  }

  private void add(String name, String sizeCommand, String unit) {
    tallies.put(name, new Tally(name, sizeCommand, unit));
  }

  void run() throws IOException {
    long all = scan.databaseSize();
    streams.print(
        """

        # Scanning the entire keyspace to find biggest keys as well as
        # average sizes per key type.  You can use -i 0.1 to sleep 0.1 sec
        # per 100 SCAN commands (not usually needed).

        """);
    do {
      percent = 100.0 * sampled / all;
      progress.show(sampled, all);
      List<Bytes> keys = scan.next();
      List<Tally> types = types(keys);
      count(keys, types, sizes(keys, types));
      scan.pauseNowAndThen(options.intervalMicros);
    } while (scan.more());
    progress.clear();
    summary();
    streams.out().flush();
  }

  private List<Tally> types(List<Bytes> keys) throws IOException {
    List<Bytes[]> requests = keys.stream().map(key -> new Bytes[] {Bytes.of("TYPE"), key}).toList();
    List<Tally> types = new ArrayList<>();
    for (Reply reply : scan.pipeline(requests)) {
      if (reply instanceof Reply.Error(Bytes text)) {
        throw scan.failed("TYPE returned an error: " + text.text());
      }
      String name = Replies.text(reply);
      // A key may be gone since SCAN; and a module may have made a type of its own.
      boolean gone = name.equals("none");
      types.add(gone ? null : tallies.computeIfAbsent(name, type -> new Tally(type, null, "?")));
    }
    return types;
  }

  private long[] sizes(List<Bytes> keys, List<Tally> types) throws IOException {
    List<Bytes[]> requests = new ArrayList<>();
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Tally type = types.get(i);
      if (type == null || type.sizeCommand == null && !memory) continue;
      requests.add(sizeRequest(type, keys.get(i)));
      indexes.add(i);
    }
    long[] sizes = new long[keys.size()];
    List<Reply> replies = scan.pipeline(requests);
    for (int i = 0; i < replies.size(); i++) {
      int index = indexes.get(i);
      if (replies.get(i) instanceof Reply.Int(long size)) sizes[index] = size;
      else changed(types.get(index), keys.get(index));
    }
    return sizes;
  }

  private Bytes[] sizeRequest(Tally type, Bytes key) {
    if (!memory) return new Bytes[] {Bytes.of(type.sizeCommand), key};
    Bytes[] request = {Bytes.of("MEMORY"), Bytes.of("USAGE"), key};
    if (options.memorySamples == 0) return request;
    Bytes[] sampled = Arrays.copyOf(request, 5);
    sampled[3] = Bytes.of("SAMPLES");
    sampled[4] = Bytes.of(options.memorySamples & 0xffffffffL);
    return sampled;
  }

  private void changed(Tally type, Bytes key) throws IOException {
    streams.complain(
        "Warning:  %s on '%s' failed (may have changed type)"
            .formatted(memory ? "MEMORY USAGE" : type.sizeCommand, key.text()));
  }

  private void count(List<Bytes> keys, List<Tally> types, long[] sizes) throws IOException {
    for (int i = 0; i < keys.size(); i++) {
      Tally type = types.get(i);
      if (type == null) continue;
      type.total += sizes[i];
      type.count++;
      keyBytes += keys.get(i).length();
      sampled++;
      if (sizes[i] > type.biggest) {
        type.biggest = sizes[i];
        type.biggestKey = keys.get(i).toString();
        progress.clear();
        print(
            "[%s] Biggest %-6s found so far '%s' with %d %s\n",
            percent(percent), type.name, type.biggestKey, sizes[i], unit(type));
      }
      if (sampled % MILLION == 0) {
        progress.clear();
        print("[%s] Sampled %d keys so far\n", percent(percent), sampled);
      }
    }
  }

  private String unit(Tally type) {
    return memory ? "bytes" : type.unit;
  }

  private void summary() throws IOException {
    print("\n-------- summary -------\n\n");
    if (scan.stopped()) print("[%s] ", percent(percent));
    print("Sampled %d keys in the keyspace!\n", sampled);
    print(
        "Total key length in bytes is %d (avg len %.2f)\n\n",
        keyBytes, keyBytes == 0 ? 0 : (double) keyBytes / sampled);
    for (Tally type : tallies.values()) {
      if (type.biggestKey == null) continue;
      print(
          "Biggest %6s found '%s' has %d %s\n",
          type.name, type.biggestKey, type.biggest, unit(type));
    }
    print("\n");
    for (Tally type : tallies.values()) {
      print(
          "%d %ss with %d %s (%s of keys, avg size %.2f)\n",
          type.count,
          type.name,
          type.total,
          unit(type),
          percent(sampled == 0 ? 0 : 100.0 * type.count / sampled),
          type.count == 0 ? 0 : (double) type.total / type.count);
    }
  }

  static String percent(double value) {
    return String.format(Locale.ROOT, "%05.2f%%", value);
  }

  private void print(String format, Object... values) throws IOException {
    streams.print(String.format(Locale.ROOT, format, values));
  }
}
