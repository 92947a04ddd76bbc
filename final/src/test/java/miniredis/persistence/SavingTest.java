package miniredis.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.config.Config;
import miniredis.engine.ServerLog;
import miniredis.rdb.Crc64;
import miniredis.rdb.Rdb;
import miniredis.rdb.RdbFileTest;
import miniredis.resp.Reply;
import miniredis.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saving and loading by a whole server in this process, its files in a folder of its own. */
class SavingTest {

  private static final int LIST = 1;
  private static final int HASH = 4;
  private static final int LIST_OF_PACKS = 18;

  private static final String MISCONF =
      "MISCONF Redis is configured to save RDB snapshots, but it's";

  @TempDir Path folder;

  /** Seconds by which the server's clock is put forward. */
  private final AtomicLong ahead = new AtomicLong();

  /** A server from its start to its end. */
  private final class Live implements AutoCloseable {
    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    final Server server;
    final Client client;
    final CompletableFuture<Void> end;

    Live(String... settings) throws IOException {
      String[] all = {
        "port", "0", "bind", "127.0.0.1", "appendonly", "no", "dir", folder.toString(), "save", ""
      };
      String[] both = Stream.of(all, settings).flatMap(Stream::of).toArray(String[]::new);
      ServerLog journal = new ServerLog(new PrintStream(log, true), false, ServerLog.Level.NOTICE);
      server = new Server(Config.of(both), () -> Instant.now().plusSeconds(ahead.get()), journal);
      end = CompletableFuture.runAsync(this::run, task -> Thread.ofPlatform().start(task));
      client = connectUnlessEnded();
    }

    /** Null if the server has ended before it could be asked anything. */
    private Client connectUnlessEnded() throws IOException {
      try {
        return Client.connect("127.0.0.1", server.port());
      } catch (ConnectException refused) {
        end.handle((done, failed) -> done).join();
        return null;
      }
    }

    private void run() {
      try {
        server.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String ask(String request) throws IOException {
      return switch (client.call(request.split(" "))) {
        case Reply.Bulk(Bytes text) -> text.text();
        case Reply.Error(Bytes text) -> text.text();
        case Reply.Verbatim(String format, Bytes text) -> text.text();
        case Reply other -> other.toString();
      };
    }

    String info(String field) throws IOException {
      Matcher found =
          Pattern.compile("^" + field + ":(.*?)\r?$", Pattern.MULTILINE)
              .matcher(ask("INFO persistence"));
      return found.find() ? found.group(1) : null;
    }

    void awaitSaved() throws IOException {
      long deadline = System.nanoTime() + 30_000_000_000L;
      while (info("rdb_bgsave_in_progress").equals("1") && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(info("rdb_bgsave_in_progress")).isEqualTo("0");
    }

    String log() {
      return log.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      server.stop();
      end.handle((done, failed) -> done).join();
      if (client != null) client.close();
    }
  }

  @Test
  void whatWasSavedIsThereAfterARestart() throws IOException {
    try (Live live = new Live()) {
      live.ask("SET kept 1");
      assertThat(live.ask("SAVE")).contains("OK");
      live.ask("SET lost 1");
      assertThat(live.info("rdb_changes_since_last_save")).isEqualTo("1");
    }
    try (Live live = new Live()) {
      assertThat(live.ask("EXISTS kept lost")).contains("1");
      assertThat(live.info("rdb_changes_since_last_save")).isEqualTo("0");
      assertThat(live.info("rdb_last_load_keys_loaded")).isEqualTo("1");
    }
  }

  @Test
  void withSavePointsTheEndSavesUnlessToldNotTo() throws IOException {
    try (Live live = new Live("save", "3600 1")) {
      live.ask("SET a 1");
    }
    try (Live live = new Live("save", "3600 1")) {
      assertThat(live.ask("GET a")).isEqualTo("1");
      live.ask("SET a 2");
      live.client.send("SHUTDOWN", "NOSAVE");
      live.client.flush();
      live.end.join();
    }
    try (Live live = new Live()) {
      assertThat(live.ask("GET a")).isEqualTo("1");
      live.client.send("SHUTDOWN", "SAVE");
      live.client.flush();
      live.end.join();
      assertThat(live.log()).contains("Saving the final RDB snapshot", "DB saved on disk");
    }
  }

  @Test
  void aSavePointSavesByItself() throws IOException {
    try (Live live = new Live("save", "5 3")) {
      for (int i = 0; i < 3; i++) live.ask("INCR n");
      ahead.set(10);
      long deadline = System.nanoTime() + 30_000_000_000L;
      while (live.info("rdb_saves").equals("0") && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(live.log()).contains("3 changes in 5 seconds. Saving...");
      assertThat(live.info("rdb_last_bgsave_status")).isEqualTo("ok");
    }
  }

  @Test
  void oneBackgroundSaveAtATime() throws IOException {
    try (Live live = new Live()) {
      for (int i = 0; i < 20_000; i++) live.client.send("SET", "key" + i, "value");
      for (int i = 0; i < 20_000; i++) live.client.receive();
      live.client.send("BGSAVE");
      live.client.send("BGSAVE");
      live.client.send("SAVE");
      live.client.send("BGSAVE", "nonsense");
      assertThat(live.client.receive()).isEqualTo(Reply.simple("Background saving started"));
      String busy = "ERR Background save already in progress";
      assertThat(live.client.receive()).isEqualTo(Reply.error(busy));
      assertThat(live.client.receive()).isEqualTo(Reply.error(busy));
      assertThat(live.client.receive()).isEqualTo(Reply.error("ERR syntax error"));
      live.awaitSaved();
      assertThat(RdbFileTest.read(Files.readAllBytes(folder.resolve("dump.rdb")))).hasSize(20_000);
    }
  }

  @Test
  void aFailedSaveStopsWritesUntilOneWorks() throws IOException {
    try (Live live = new Live("save", "3600 1")) {
      live.ask("SET a 1");
      assertThat(live.ask("SAVE")).contains("OK");
      byte[] before = Files.readAllBytes(folder.resolve("dump.rdb"));
      Path blocked = folder.resolve("temp-" + ProcessHandle.current().pid() + ".rdb");
      Files.createDirectory(blocked);
      live.ask("SET a 2");
      assertThat(live.ask("BGSAVE")).contains("started");
      live.awaitSaved();
      assertThat(live.info("rdb_last_bgsave_status")).isEqualTo("err");
      assertThat(live.ask("SET a 3")).startsWith(MISCONF);
      assertThat(live.ask("PING")).startsWith(MISCONF);
      assertThat(live.ask("GET a")).isEqualTo("2");
      assertThat(Files.readAllBytes(folder.resolve("dump.rdb"))).isEqualTo(before);
      Files.deleteIfExists(blocked);
      assertThat(live.ask("BGSAVE")).contains("started");
      live.awaitSaved();
      assertThat(live.ask("SET a 3")).contains("OK");
    }
  }

  @Test
  void aFlushLeavesAnEmptyFileWhereThereAreSavePoints() throws IOException {
    try (Live live = new Live("save", "3600 1")) {
      live.ask("SET a 1");
      live.ask("SAVE");
      live.ask("BGSAVE");
      live.ask("FLUSHALL");
      live.awaitSaved();
      assertThat(RdbFileTest.read(Files.readAllBytes(folder.resolve("dump.rdb")))).isEmpty();
      live.client.send("SHUTDOWN", "NOSAVE");
      live.client.flush();
      live.end.join();
    }
  }

  @Test
  void aDamagedFileEndsTheServerWithTheReason() throws IOException {
    try (Live live = new Live()) {
      live.ask("SET a 1");
      live.ask("SAVE");
    }
    Path file = folder.resolve("dump.rdb");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 12] ^= 1;
    Files.write(file, bytes);
    try (Live live = new Live()) {
      String reason = live.end.handle((done, failed) -> failed.getCause().getMessage()).join();
      assertThat(reason).contains("dump.rdb", "at byte");
    }
    assertThat(Files.readAllBytes(file)).as("the file is left alone").isEqualTo(bytes);
  }

  @Test
  void debugReloadKeepsEverything() throws IOException {
    try (Live live = new Live()) {
      live.ask("SET a 1 PX 100000");
      live.ask("SET b 2");
      assertThat(live.ask("DEBUG RELOAD")).contains("OK");
      assertThat(live.ask("DBSIZE")).contains("2");
      assertThat(live.ask("GET b")).isEqualTo("2");
      live.ask("DEL b");
      assertThat(live.ask("DEBUG RELOAD NOSAVE")).contains("OK");
      assertThat(live.ask("GET b")).isEqualTo("2");
    }
  }

  @Test
  void restoreChecksInRedisOrder() throws IOException {
    try (Live live = new Live()) {
      live.ask("SET a hello");
      assertThat(live.ask("RESTORE a x y")).startsWith("BUSYKEY Target key name already exists.");
      assertThat(live.ask("RESTORE b x y")).startsWith("ERR value is not an integer");
      assertThat(live.ask("RESTORE b -1 y")).isEqualTo("ERR Invalid TTL value, must be >= 0");
      String wrong = "ERR DUMP payload version or checksum are wrong";
      assertThat(live.ask("RESTORE b 0 y")).isEqualTo(wrong);
      assertThat(live.ask("RESTORE b 0 y IDLETIME -1")).contains("Invalid IDLETIME value");
      assertThat(live.ask("RESTORE b 0 y FREQ 256")).contains("Invalid FREQ value");
      assertThat(live.ask("RESTORE b 0 y FREQ 1 IDLETIME 1")).isEqualTo("ERR syntax error");
      Bytes dump = ((Reply.Bulk) live.client.call("DUMP", "a")).bytes();
      Bytes past = Bytes.of("1");
      Bytes[] request = {Bytes.of("RESTORE"), Bytes.of("b"), past, dump, Bytes.of("ABSTTL")};
      assertThat(live.client.call(request)).isEqualTo(Reply.OK);
      assertThat(live.ask("EXISTS b")).contains("0");
      byte[] damaged = dump.array().clone();
      damaged[2] ^= 1;
      request =
          new Bytes[] {Bytes.of("RESTORE"), Bytes.of("b"), Bytes.of("0"), Bytes.wrap(damaged)};
      assertThat(live.client.call(request)).isEqualTo(Reply.error(wrong));
    }
  }

  @Test
  void restoreMakesNoEmptyListOrHash() throws IOException {
    try (Live live = new Live()) {
      for (int type : new int[] {LIST, HASH, LIST_OF_PACKS}) {
        ByteBuffer dump = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        dump.put(new byte[] {(byte) type, 0, Rdb.VERSION, 0});
        dump.putLong(Crc64.update(0, dump.array(), 0, 4));
        Bytes[] request = {
          Bytes.of("RESTORE"), Bytes.of("k"), Bytes.of("0"), Bytes.wrap(dump.array())
        };
        assertThat(live.client.call(request)).isEqualTo(Reply.error("ERR Bad data format"));
        assertThat(live.ask("EXISTS k")).contains("0");
      }
    }
  }
}
