package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists and hashes change while they are written to a file: the file shows one moment. */
class SnapshotTest {
  @TempDir Path folder;

  private final List<Redis> clients = new ArrayList<>();
  private Server server;

  @AfterEach
  void stop() throws Exception {
    clients.forEach(Redis::close);
    clients.clear();
    if (server != null) server.close();
    server = null;
  }

  private Redis start(String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("--port", "0", "--dir", folder.toString()));
    words.addAll(List.of(options));
    Database database = new Database(InstantSource.system());
    server = new Server(Config.parse(words.toArray(String[]::new)), database);
    Thread.startVirtualThread(server::run);
    return connect();
  }

  private Redis connect() {
    Redis client = Redis.connect("127.0.0.1", server.port(), "testkey");
    clients.add(client);
    return client;
  }

  @Test
  void aSnapshotIsACopyToTheBottom() {
    Database database = new Database(InstantSource.system());
    CommandTable table = new CommandTable(database);
    run(table, "RPUSH l a b");
    run(table, "HSET h f 1");
    List<Database.Entry> snapshot = database.exclusively(database::snapshot);
    byte[] before = RdbWriter.write(snapshot);
    run(table, "LPOP l");
    run(table, "RPUSH l c d e");
    run(table, "HSET h f 2 g 3");
    run(table, "HDEL h f");
    assertThat(RdbWriter.write(snapshot)).isEqualTo(before);
    assertThat(Effect.encodeAll(snapshot)).asString().contains("RPUSH").contains("\r\nb\r\n");
  }

  private static void run(CommandTable table, String line) {
    table.run(Arrays.stream(line.split(" ")).map(Bytes::of).toList());
  }

  @Test
  void aListAndAHashThatChangeDuringBgSaveAreSavedAsTheyWereAtOneMoment() throws Exception {
    Redis redis = start("--appendonly", "no");
    for (int i = 0; i < 50; i++) redis.expect("RPUSH list" + i + " x".repeat(200), ":200");
    AtomicBoolean done = new AtomicBoolean();
    Thread writer = changing(done);
    for (int i = 0; i < 20; i++) {
      Redis.eventually("a save begins", () -> redis.ask("BGSAVE").startsWith("+"));
    }
    Redis.eventually("the last one ends", () -> redis.ask("SAVE").equals("+OK"));
    done.set(true);
    writer.join();
    stop();
    checkThatBothHaveAsMany(start("--appendonly", "no"));
  }

  @Test
  void aListAndAHashThatChangeDuringTheRewriteAreWholeInTheNewLog() throws Exception {
    Redis redis = start();
    AtomicBoolean done = new AtomicBoolean();
    Thread writer = changing(done);
    for (int i = 0; i < 20; i++) {
      Object before = logFile();
      redis.expect("BGREWRITEAOF", "+Background append only file rewriting started");
      Redis.eventually("the log is rewritten", () -> !before.equals(logFile()));
      redis.ask("PING");
    }
    done.set(true);
    writer.join();
    String length = redis.ask("LLEN list");
    stop();
    assertThat(checkThatBothHaveAsMany(start()).ask("LLEN list")).isEqualTo(length);
  }

  private Object logFile() throws IOException {
    Path log = folder.resolve("appendonly.aof");
    return Files.readAttributes(log, BasicFileAttributes.class).fileKey();
  }

  /** First the list, then the hash: the list is never shorter, and at most one longer. */
  private Thread changing(AtomicBoolean done) {
    Redis client = connect();
    client.expect("RPUSH list first", ":1").expect("HSET hash first x", ":1");
    return Thread.startVirtualThread(
        () -> {
          for (int i = 0; !done.get(); i++) {
            client.ask("LPUSH list e" + i);
            client.ask("HSET hash f" + i + " x");
          }
        });
  }

  private static Redis checkThatBothHaveAsMany(Redis redis) {
    int list = Integer.parseInt(redis.ask("LLEN list").substring(1));
    int hash = Integer.parseInt(redis.ask("HLEN hash").substring(1));
    assertThat(list).isGreaterThan(1).isBetween(hash, hash + 1);
    return redis;
  }
}
