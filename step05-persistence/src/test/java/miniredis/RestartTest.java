package miniredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import course.Redis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server's second life: which file it wakes up with, and when a reply may leave. */
class RestartTest {
  @TempDir Path folder;

  private final List<Redis> clients = new ArrayList<>();
  private Database database;
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
    database = new Database(InstantSource.system());
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
  void theLogBringsEverythingBack() throws Exception {
    start().expect("SET a 1", "+OK").expect("SET b x EX 100", "+OK").expect("INCR a", ":2");
    stop();
    start().expect("GET a", "$1", "2").expect("TTL b", ":<int:90..100>");
  }

  @Test
  void withoutALogTheLastSnapshotComesBack() throws Exception {
    start("--appendonly", "no").expect("SET a 1 EX 100", "+OK").expect("SAVE", "+OK");
    connect().expect("SET a 2", "+OK");
    stop();
    start("--appendonly", "no").expect("GET a", "$1", "1").expect("TTL a", ":<int:90..100>");
  }

  @Test
  void whereThereAreBothFilesTheLogWins() throws Exception {
    start().expect("SET a old", "+OK").expect("SAVE", "+OK").expect("SET a new", "+OK");
    stop();
    start().expect("GET a", "$3", "new");
  }

  @Test
  void aLogThatIsTurnedOnLaterBeginsWithTheSnapshot() throws Exception {
    start("--appendonly", "no").expect("SET a 1", "+OK").expect("SAVE", "+OK");
    stop();
    start().expect("GET a", "$1", "1").expect("SET b 2", "+OK");
    stop();
    start().expect("GET a", "$1", "1").expect("GET b", "$1", "2");
  }

  @Test
  void bgSaveWritesTheDataOfItsMomentWhileClientsGoOn() throws Exception {
    Redis redis = start("--appendonly", "no").expect("SET a 1", "+OK");
    redis.expect("BGSAVE", "+Background saving started").expect("SET a 2", "+OK");
    Redis.eventually("the snapshot is there", () -> Files.exists(folder.resolve("dump.rdb")));
    stop();
    start("--appendonly", "no").expect("GET a", "$1", "1");
  }

  @Test
  void shutdownEndsTheServerAndSavesIfItIsTold() throws Exception {
    Redis redis = start("--appendonly", "no").expect("SET a 1", "+OK");
    redis.expect("SHUTDOWN NOW", "-ERR syntax error");
    redis.expect("SHUTDOWN SAVE NOW", "-ERR syntax error");
    redis.send("SHUTDOWN SAVE\r\n");
    Redis.eventually("the snapshot is there", () -> Files.exists(folder.resolve("dump.rdb")));
    stop();
    redis.expectClosed();
    start("--appendonly", "no").expect("GET a", "$1", "1");
  }

  @Test
  void theNamesOfFilesAndFoldersAreChosen() throws Exception {
    start("--dbfilename", "my.rdb").expect("SAVE", "+OK");
    assertThat(folder.resolve("my.rdb")).exists();
    assertThat(connect().ask("CONFIG GET dbfilename")).endsWith("my.rdb");
  }

  @Test
  void damagedFilesAreRefusedAndNamed() throws Exception {
    Files.writeString(folder.resolve("dump.rdb"), "REDIS0010 and then rubbish");
    assertThatThrownBy(() -> start("--appendonly", "no"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("--dir " + folder)
        .hasMessageContaining("RDB");
    Files.writeString(folder.resolve("appendonly.aof"), "*1\r\n$3\r\nFLY\r\n");
    assertThatThrownBy(this::start).hasMessageContaining("byte 0 of the log");
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> start("--dir", file.toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--dir " + file);
  }

  /** A disk that takes its time to force, until the gate is opened. */
  private record SlowDisk(LogFile file, CountDownLatch gate, AtomicInteger forces)
      implements LogFile {
    @Override
    public void append(byte[] bytes) throws IOException {
      file.append(bytes);
    }

    @Override
    public void force() throws IOException {
      forces.incrementAndGet();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      file.force();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  @Test
  void underAlwaysAReplyLeavesAfterItsForceAndOneForceServesAll() throws Exception {
    start();
    CountDownLatch gate = new CountDownLatch(1);
    AtomicInteger forces = new AtomicInteger();
    database.log.close();
    database.log =
        new AppendOnlyFile(
            folder.resolve("slow.aof"), "always", file -> new SlowDisk(file, gate, forces));

    Redis first = connect().send("SET a 1\r\n").expectNothing();
    List<Redis> others = new ArrayList<>();
    for (int i = 0; i < 50; i++) others.add(connect().send("INCR n\r\n"));
    Redis.eventually("all have counted, though nobody has been told", () -> counted().equals("50"));
    others.getLast().expectNothing();

    gate.countDown();
    first.expectReply("+OK");
    for (Redis other : others) other.expectReply(":<int:1..50>");
    // The first force was under way when the others came: the second is for all of them.
    assertThat(forces.get()).isLessThanOrEqualTo(3);
  }

  private String counted() {
    Bytes n = database.exclusively(() -> database.string(Bytes.of("n")));
    return n == null ? "" : n.toString();
  }

  @Test
  void theLogIsRewrittenWhileManyClientsWrite() throws Exception {
    Redis redis = start();
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Redis client = connect();
      writers.add(
          Thread.startVirtualThread(
              () -> {
                while (!done.get()) client.ask("INCR n");
              }));
    }
    for (int i = 0; i < 20; i++) {
      Object before = logFile();
      redis.expect("BGREWRITEAOF", "+Background append only file rewriting started");
      Redis.eventually("the log is rewritten", () -> !before.equals(logFile()));
      redis.ask("PING"); // It waits for the lock, under which the rewrite ends.
    }
    done.set(true);
    for (Thread writer : writers) writer.join();
    String total = redis.ask("GET n");
    stop();
    assertThat(start().ask("GET n")).isEqualTo(total);
  }

  private Object logFile() throws IOException {
    Path log = folder.resolve("appendonly.aof");
    return Files.readAttributes(log, BasicFileAttributes.class).fileKey();
  }
}
