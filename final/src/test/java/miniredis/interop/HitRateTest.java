package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How well we guess what will be asked for again, beside real Redis: both serve as caches in front
 * of the same skewed load, and keep the same number of keys.
 *
 * <p>The load is Zipf's: the second key is asked for half as often as the first, the third a third
 * as often. A key that is not there is set, as a program does that finds nothing in its cache.
 * Times of use are kept in seconds, so what depends on them needs a load that goes on for a while.
 */
@Tag("interop")
@Tag("soak")
class HitRateTest {

  private static final int KEYS = 5_000;
  private static final int KEPT = 1_000;
  private static final int AT_ONCE = 50;
  private static final String VALUE = "v".repeat(100);

  /** The share of requests for the first n keys. */
  private static final double[] SHARES = new double[KEYS];

  static {
    double sum = 0;
    for (int i = 0; i < KEYS; i++) SHARES[i] = sum += 1.0 / (i + 1);
    for (int i = 0; i < KEYS; i++) SHARES[i] /= sum;
  }

  /** What was measured; the keys kept are the mean over the load, as one look may fall anywhere. */
  private record Result(double hitRate, double kept, long evicted) {}

  /** A server as a cache, with a limit that is moved until the wanted number of keys fits. */
  private static final class Cache implements AutoCloseable {
    final RunningServer server;
    final Client client;
    final Random random = new Random(42);
    final Duration pause;
    long limit;
    long asked;
    long hits;
    long looks;
    long keptInAll;

    Cache(RunningServer server, String policy, Duration pause) throws IOException {
      this.server = server;
      this.pause = pause;
      client = Client.connect("127.0.0.1", server.port());
      for (int i = 0; i < KEPT; i++) client.call("SET", key(i), VALUE);
      limit = figure("memory", "used_memory");
      client.call("CONFIG", "SET", "maxmemory-policy", policy);
      moveLimit();
    }

    static String key(int number) {
      return "key:" + number;
    }

    long figure(String section, String name) throws IOException {
      Matcher matcher =
          Pattern.compile(name + ":(\\d+)").matcher("" + client.call("INFO", section));
      assertThat(matcher.find()).isTrue();
      return Long.parseLong(matcher.group(1));
    }

    long kept() throws IOException {
      return ((Reply.Int) client.call("DBSIZE")).value();
    }

    void moveLimit() throws IOException {
      long kept = kept();
      looks++;
      keptInAll += kept;
      limit += (KEPT - kept) * 100;
      client.call("CONFIG", "SET", "maxmemory", "" + limit);
    }

    void ask(int count) throws IOException {
      for (int sent = 0; sent < count; sent += AT_ONCE) {
        int[] numbers = random.doubles(AT_ONCE).mapToInt(Cache::place).toArray();
        for (int number : numbers) client.send("GET", key(number));
        client.flush();
        List<String> missing = new ArrayList<>();
        for (int number : numbers) {
          if (client.receive() instanceof Reply.Null) missing.add(key(number));
        }
        for (String key : missing) client.send("SET", key, VALUE);
        client.flush();
        for (String _ : missing) client.receive();
        asked += AT_ONCE;
        hits += AT_ONCE - missing.size();
        if (sent % 1_000 == 0) moveLimit();
        LockSupport.parkNanos(pause.toNanos());
      }
    }

    static int place(double share) {
      int at = Arrays.binarySearch(SHARES, share);
      return Math.min(KEYS - 1, at < 0 ? -at - 1 : at);
    }

    Result measure(int requests) {
      try {
        ask(requests / 4);
        asked = hits = looks = keptInAll = 0;
        ask(requests);
        long evicted = figure("stats", "evicted_keys");
        return new Result((double) hits / asked, (double) keptInAll / looks, evicted);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"allkeys-lru, 20000, 50", "allkeys-lfu, 100000, 0", "allkeys-random, 100000, 0"})
  void ourHitRateIsWithinTwoPointsOfRedis(String policy, int requests, int milliseconds)
      throws Exception {
    Duration pause = Duration.ofMillis(milliseconds);
    try (Cache ours = new Cache(RunningServer.ours(), policy, pause);
        Cache redis = new Cache(RunningServer.redis(), policy, pause)) {
      CompletableFuture<Result> our = CompletableFuture.supplyAsync(() -> ours.measure(requests));
      CompletableFuture<Result> their =
          CompletableFuture.supplyAsync(() -> redis.measure(requests));
      System.out.printf(
          "%s, hit rate: ours %.2f%% with %,.0f keys kept, %,d evicted; Redis %.2f%% with %,.0f, %,d%n",
          policy,
          100 * our.get().hitRate,
          our.get().kept,
          our.get().evicted,
          100 * their.get().hitRate,
          their.get().kept,
          their.get().evicted);
      assertThat(our.get().kept / their.get().kept).isBetween(.98, 1.02);
      assertThat(our.get().hitRate - their.get().hitRate).isBetween(-.02, .02);
    }
  }
}
