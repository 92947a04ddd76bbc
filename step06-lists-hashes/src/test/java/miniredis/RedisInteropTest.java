package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our files in real Redis, and its files here. */
@Tag("interop")
class RedisInteropTest {
  @TempDir Path folder;

  private final List<Redis> clients = new ArrayList<>();
  private Server server;
  private Process redisServer;

  @BeforeEach
  void needsRedis() {
    boolean there =
        List.of(System.getenv("PATH").split(":")).stream()
            .anyMatch(place -> Files.isExecutable(Path.of(place, "redis-server")));
    if ("true".equals(System.getenv("CI"))) assertThat(there).as("redis-server is there").isTrue();
    Assumptions.assumeTrue(there, "there is no redis-server here");
  }

  @AfterEach
  void stopBoth() throws Exception {
    clients.forEach(Redis::close);
    clients.clear();
    if (server != null) server.close();
    server = null;
    if (redisServer != null) redisServer.destroy();
    if (redisServer != null) redisServer.waitFor();
    redisServer = null;
  }

  private Redis ours(String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("--port", "0", "--dir", folder.toString()));
    words.addAll(List.of(options));
    server =
        new Server(
            Config.parse(words.toArray(String[]::new)), new Database(InstantSource.system()));
    Thread.startVirtualThread(server::run);
    clients.add(Redis.connect("127.0.0.1", server.port(), "testkey"));
    return clients.getLast();
  }

  private Redis theirs(String... options) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    List<String> command = new ArrayList<>(List.of("redis-server", "--port", "" + port));
    command.addAll(List.of("--dir", folder.toString(), "--save", ""));
    command.addAll(List.of(options));
    redisServer =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    Redis.eventually("redis-server answers", () -> answers(port));
    clients.add(Redis.connect("127.0.0.1", port, "testkey"));
    return clients.getLast();
  }

  private static boolean answers(int port) {
    try (Redis client = Redis.connect("127.0.0.1", port, "testkey")) {
      return client.ask("PING").equals("+PONG");
    } catch (RuntimeException notYet) {
      return false;
    }
  }

  private static void fill(Redis redis) {
    redis.expect("SET name anna", "+OK");
    redis.expect("SET mortal x EX 1000", "+OK");
    redis.expect("SET small -7", "+OK").expect("SET number 12345", "+OK");
    redis.expect("SET big 2000000000", "+OK").expect("SET bigger 20000000000", "+OK");
    redis.expect("SET long " + "abcdefgh".repeat(500), "+OK");
    redis.expect("SET bytes \"\\x00\\xff\\r\\n\"", "+OK");
    redis.expect("SET gone 1", "+OK").expect("DEL gone", ":1");
    redis.expect("SET counted 41", "+OK").expect("INCR counted", ":42");
  }

  private static void check(Redis redis) {
    redis.expect("GET name", "$4", "anna").expect("TTL name", ":-1");
    redis.expect("GET mortal", "$1", "x").expect("TTL mortal", ":<int:900..1000>");
    redis.expect("GET small", "$2", "-7").expect("GET number", "$5", "12345");
    redis.expect("GET big", "$10", "2000000000").expect("GET bigger", "$11", "20000000000");
    redis.expect("GET long", "$4000", "abcdefgh".repeat(500));
    assertThat(redis.ask("GET bytes")).isEqualTo("$4\r\n\0\u00ff\r\n");
    redis.expect("EXISTS gone", ":0").expect("GET counted", "$2", "42");
  }

  @Test
  void redisOpensOurSnapshot() throws Exception {
    fill(ours("--appendonly", "no"));
    clients.getLast().expect("SAVE", "+OK");
    stopBoth();
    check(theirs("--appendonly", "no"));
  }

  @Test
  void weOpenTheSnapshotOfRedis() throws Exception {
    fill(theirs("--appendonly", "no"));
    clients.getLast().expect("SAVE", "+OK");
    stopBoth();
    check(ours("--appendonly", "no"));
  }

  @Test
  void weOpenTheSnapshotOfARedisThatCountsWhatIsUsed() throws Exception {
    for (String policy : List.of("allkeys-lru", "allkeys-lfu")) {
      fill(theirs("--appendonly", "no", "--maxmemory-policy", policy));
      clients.getLast().expect("SAVE", "+OK");
      stopBoth();
      check(ours("--appendonly", "no"));
      stopBoth();
      Files.delete(folder.resolve("dump.rdb"));
    }
  }

  @Test
  void redisOpensOurLog() throws Exception {
    fill(ours());
    stopBoth();
    check(theirs("--appendonly", "yes"));
  }

  @Test
  void redisOpensOurRewrittenLog() throws Exception {
    fill(ours());
    long before = Files.size(folder.resolve("appendonly.aof"));
    clients.getLast().expect("BGREWRITEAOF", "+Background append only file rewriting started");
    Redis.eventually(
        "the log is shorter", () -> Files.size(folder.resolve("appendonly.aof")) < before);
    stopBoth();
    check(theirs("--appendonly", "yes"));
  }

  @Test
  void weOpenTheLogOfRedis() throws Exception {
    fill(theirs("--appendonly", "yes", "--aof-use-rdb-preamble", "no"));
    stopBoth();
    // Redis has its log in parts, in a folder of its own; this part has what came since the start.
    Path part = folder.resolve("appendonlydir").resolve("appendonly.aof.1.incr.aof");
    Files.copy(part, folder.resolve("appendonly.aof"));
    check(ours());
  }

  @Test
  void theSnapshotOfSomethingElseIsRefusedByName() throws Exception {
    theirs("--appendonly", "no").expect("SADD tags a", ":1").expect("SAVE", "+OK");
    stopBoth();
    String message = "";
    try {
      ours("--appendonly", "no");
    } catch (IOException e) {
      message = e.getMessage();
    }
    assertThat(message).contains("key 'tags' is a ");
  }
}
