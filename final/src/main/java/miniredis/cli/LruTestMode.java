package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.ProtocolException;
import miniredis.resp.Reply;

/**
 * {@code --lru-test}: writes and reads keys of which a fifth gets four fifths of the requests, and
 * says, second by second, how many reads found their key.
 */
final class LruTestMode {

  private static final long ROUND_NANOS = 1_000_000_000;
  private static final int PIPELINE = 250;

  /** The power at which a fifth of the keys has four fifths of the requests. */
  private static final double ALPHA = 6.2;

  private final long keys;
  private final Client client;
  private final Streams streams;
  private final RandomGenerator random = new Random();

  LruTestMode(CliOptions options, Link link, Streams streams) {
    keys = options.lruKeys;
    client = link.client();
    this.streams = streams;
  }

  void run() throws IOException {
    while (true) {
      long end = System.nanoTime() + ROUND_NANOS;
      long hits = 0;
      long misses = 0;
      try {
        while (System.nanoTime() < end) {
          write();
          int found = read();
          hits += found;
          misses += PIPELINE - found;
        }
      } catch (IOException | ProtocolException e) {
        streams.complain("I/O error during LRU test");
        throw new Exit(1);
      }
      double all = hits + misses;
      streams.print(
          String.format(
              Locale.ROOT,
              "%.0f Gets/sec | Hits: %d (%.2f%%) | Misses: %d (%.2f%%)\n",
              all,
              hits,
              hits / all * 100,
              misses,
              misses / all * 100));
      streams.out().flush();
    }
  }

  private void write() throws IOException {
    for (int i = 0; i < PIPELINE; i++) client.send("SET", key(), value());
    for (int i = 0; i < PIPELINE; i++) client.receive();
  }

  /** How many of the keys were there. */
  private int read() throws IOException {
    for (int i = 0; i < PIPELINE; i++) client.send("GET", key());
    int found = 0;
    for (int i = 0; i < PIPELINE; i++) {
      Reply reply = client.receive();
      if (reply instanceof Reply.Error(Bytes text)) streams.complain(text.text());
      else if (!(reply instanceof Reply.Null)) found++;
    }
    return found;
  }

  private String value() {
    return random.ints(5, 'A', 'z').mapToObj(Character::toString).collect(Collectors.joining());
  }

  private String key() {
    double highest = Math.pow(keys + 1.0, ALPHA + 1);
    double drawn = Math.pow((highest - 1) * random.nextDouble() + 1, 1 / (ALPHA + 1));
    return "lru:" + (keys - (long) drawn + 1);
  }
}
