package miniredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import miniredis.config.ConfigException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A thousand servers in one program leave nothing behind. It runs alone, because it counts what the
 * whole program has, and prints how long a start takes.
 */
@Tag("slow")
@Isolated
class ManyLivesTest {

  private static final int LIVES = 1000;
  private static final int WARM = 10;

  /** What a program holds of the system. */
  private record Held(int threads, long files, long folders, long heapMegabytes) {

    static Held now() throws IOException {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return new Held(
          Thread.getAllStackTraces().size(),
          count(Path.of("/proc/self/fd"), ""),
          count(Path.of(System.getProperty("java.io.tmpdir")), "mini-redis-"),
          (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private static long count(Path folder, String prefix) throws IOException {
      if (!Files.isDirectory(folder)) return 0;
      try (Stream<Path> files = Files.list(folder)) {
        return files.filter(each -> each.getFileName().toString().startsWith(prefix)).count();
      }
    }
  }

  /** For metrics; each life takes it from the one before. */
  private static final int PORT = freePort();

  /** In turns: in memory, with a log, with a log that is forced each time, with a snapshot ... */
  private static final List<List<String>> KINDS =
      List.of(
          List.of(),
          List.of("--appendonly", "yes"),
          List.of("--appendonly", "yes", "--appendfsync", "always"),
          List.of("--save", "3600 1"),
          List.of("--metrics-port", "" + PORT));

  /** Below those that the system gives to whoever asks for any one: no other test gets it. */
  private static int freePort() {
    for (int tries = 0; ; tries++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException taken) {
        if (tries == 100) throw new UncheckedIOException(taken);
      }
    }
  }

  @Test
  void aThousandLivesLeaveNothingBehind() throws IOException {
    for (int i = 0; i < 2 * WARM; i++) live(KINDS.get(i % KINDS.size()));
    Held before = Held.now();
    for (int i = 0; i < LIVES; i++) live(KINDS.get(i % KINDS.size()));
    Held after = Held.now();
    System.out.println("held before " + LIVES + " lives: " + before + ", after them: " + after);
    assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads());
    assertThat(after.files()).as("open files").isLessThanOrEqualTo(before.files());
    assertThat(after.folders()).as("folders").isLessThanOrEqualTo(before.folders());
    assertThat(after.heapMegabytes()).as("heap").isLessThan(before.heapMegabytes() + 10);
  }

  /** One goes while a client is blocked, another is in a transaction, and a save is going on. */
  private static void live(List<String> options) throws IOException {
    int port;
    try (MiniRedis redis = MiniRedis.start(options.toArray(String[]::new));
        Client client = Client.connect(redis.host(), redis.port());
        Client blocked = Client.connect(redis.host(), redis.port())) {
      port = redis.port();
      blocked.send("BLPOP", "nothing", "0");
      blocked.flush();
      client.call("SET", "k", "v");
      client.call("BGSAVE");
      client.call("MULTI");
      MiniRedisTest.end(redis);
    }
    try (ServerSocket again = new ServerSocket()) {
      again.setReuseAddress(true);
      again.bind(new InetSocketAddress("127.0.0.1", port));
    }
  }

  @Test
  void startsThatFailLeaveNothingBehind() throws IOException {
    try (MiniRedis redis = MiniRedis.start()) {
      List<List<String>> bad =
          List.of(
              List.of("--port", "" + redis.port()),
              List.of("--metrics-port", "" + redis.port()),
              List.of("--port", "" + redis.port(), "--metrics-port", "" + PORT),
              List.of("--replicaof", "localhost 6379"),
              List.of("--rename-command", "NOBODY x"),
              List.of("--unixsocket", "/nowhere/at/all"),
              List.of("--dbfilename", "a/b"));
      for (List<String> each : bad) fail(each);
      Held before = Held.now();
      for (int i = 0; i < LIVES; i++) fail(bad.get(i % bad.size()));
      Held after = Held.now();
      assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads());
      assertThat(after.files()).as("open files").isLessThanOrEqualTo(before.files());
      assertThat(after.folders()).as("folders").isLessThanOrEqualTo(before.folders());
    }
  }

  private static void fail(List<String> options) {
    try (MiniRedis redis = MiniRedis.start(options.toArray(String[]::new))) {
      throw new AssertionError("it started: " + options + " on " + redis.port());
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasCauseInstanceOf(ConfigException.class);
    } catch (UncheckedIOException failed) {
      assertThat(failed).hasMessageNotContaining("null");
    }
  }

  /** Printed, not demanded: a machine that others use has no promises to keep. */
  @Test
  void howLongAStartTakes() throws IOException {
    long[] nanoseconds = new long[LIVES];
    for (int i = 0; i < WARM + LIVES; i++) {
      long start = System.nanoTime();
      try (MiniRedis redis = MiniRedis.start();
          Client client = Client.connect(redis.host(), redis.port())) {
        client.call("PING");
        if (i >= WARM) nanoseconds[i - WARM] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanoseconds);
    System.out.printf(
        Locale.ROOT,
        "from the start to PONG, after %d others: median %.2f ms, 99 of 100 within %.2f ms%n",
        WARM,
        nanoseconds[LIVES / 2] / 1e6,
        nanoseconds[LIVES * 99 / 100] / 1e6);
    assertThat(nanoseconds[0]).isPositive();
  }
}
