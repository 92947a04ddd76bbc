package miniredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** Lists and hashes: our files in real Redis, and its log here. */
@Tag("interop")
class TypesInteropTest {
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
    redis.expect("RPUSH list a b c", ":3").expect("LPUSH list z", ":4");
    redis.expect("LPOP list", "$1", "z").expect("RPUSH list " + "x".repeat(5_000), ":4");
    redis.expect("RPUSH mortal 1 2 3", ":3").expect("EXPIRE mortal 1000", ":1");
    redis.expect("HSET hash name anna age 41", ":2").expect("HINCRBY hash age 1", ":42");
    redis.expect("HSET hash gone x", ":1").expect("HDEL hash gone", ":1");
    redis.expect("RPUSH popped x", ":1").expect("RPOP popped", "$1", "x");
    redis.expect("SET string x EX 1000", "+OK");
  }

  private static void check(Redis redis) {
    redis.expect(
        "LRANGE list 0 -1", "*4", "$1", "a", "$1", "b", "$1", "c", "$5000", "x".repeat(5_000));
    redis.expect("LLEN mortal", ":3").expect("TTL mortal", ":<int:900..1000>");
    redis.expect("HGETALL hash", "*4", "$4", "name", "$4", "anna", "$3", "age", "$2", "42");
    redis.expect("EXISTS popped", ":0").expect("TTL string", ":<int:900..1000>");
    redis.expect("DBSIZE", ":4");
  }

  @Test
  void redisOpensOurSnapshot() throws Exception {
    fill(ours("--appendonly", "no"));
    clients.getLast().expect("SAVE", "+OK");
    stopBoth();
    check(theirs("--appendonly", "no"));
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
        "the log is another", () -> Files.size(folder.resolve("appendonly.aof")) != before);
    stopBoth();
    check(theirs("--appendonly", "yes"));
  }

  @Test
  void weOpenTheLogOfRedis() throws Exception {
    fill(theirs("--appendonly", "yes", "--aof-use-rdb-preamble", "no"));
    stopBoth();
    Path part = folder.resolve("appendonlydir").resolve("appendonly.aof.1.incr.aof");
    Files.copy(part, folder.resolve("appendonly.aof"));
    check(ours());
  }

  @Test
  void aPackedListIsRefusedByName() throws Exception {
    theirs("--appendonly", "no").expect("RPUSH list a", ":1").expect("SAVE", "+OK");
    stopBoth();
    assertThatThrownBy(() -> ours("--appendonly", "no"))
        .hasMessageEndingWith("key 'list' is a quicklist");
  }

  @Test
  void aPackedHashIsRefusedByName() throws Exception {
    theirs("--appendonly", "no").expect("HSET hash a 1", ":1").expect("SAVE", "+OK");
    stopBoth();
    assertThatThrownBy(() -> ours("--appendonly", "no"))
        .hasMessageEndingWith("key 'hash' is a packed hash");
  }

  @Test
  void aHashTooBigToBePackedIsPlainAndReadHere() throws Exception {
    Redis redis = theirs("--appendonly", "no");
    redis.expect("HSET hash big " + "x".repeat(100), ":1").expect("SAVE", "+OK");
    stopBoth();
    ours("--appendonly", "no").expect("HGET hash big", "$100", "x".repeat(100));
  }
}
