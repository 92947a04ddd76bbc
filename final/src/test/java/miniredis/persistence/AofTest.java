package miniredis.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The log of a whole server: what is in it, what it becomes, and what a later start makes of it.
 */
class AofTest {

  @TempDir Path folder;

  private Path file(String name) {
    return folder.resolve("appendonlydir").resolve("appendonly.aof" + name);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("appendonlydir"))) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  private String log(String name) throws IOException {
    return Files.readString(file(name), StandardCharsets.ISO_8859_1)
        .replaceAll("[*$]\\d+\r\n", "")
        .replace("\r\n", " ")
        .strip();
  }

  @Test
  void whatWasDoneIsThereAfterARestartWithoutASave() throws IOException {
    try (LiveLog live = new LiveLog(folder)) {
      live.ask("SET a 1");
      live.ask("SELECT 3");
      live.ask("RPUSH l 1 2 3");
      live.ask("SET t 1 EX 1000");
    }
    assertThat(files())
        .containsExactly(
            "appendonly.aof.1.base.rdb", "appendonly.aof.1.incr.aof", "appendonly.aof.manifest");
    try (LiveLog live = new LiveLog(folder)) {
      assertThat(live.ask("GET a")).isEqualTo("1");
      live.ask("SELECT 3");
      assertThat(live.ask("LRANGE l 0 -1")).contains("1", "2", "3");
      assertThat(Integer.parseInt(live.info("rdb_changes_since_last_save"))).isZero();
      assertThat(live.ask("TTL t")).matches(".*(1000|99\\d).*");
    }
  }

  @Test
  void whatWasEvictedStaysAwayAfterARestart() throws IOException {
    String kept;
    try (LiveLog live = new LiveLog(folder)) {
      live.ask("CONFIG SET maxmemory-policy allkeys-random maxmemory 150kb");
      for (int i = 0; i < 2_000; i++) live.ask("SET key:" + i + " " + "v".repeat(50));
      kept = live.ask("DBSIZE");
      assertThat(kept).isNotEqualTo("Int[value=2000]");
    }
    assertThat(log(".1.incr.aof")).contains("DEL");
    try (LiveLog live = new LiveLog(folder)) {
      assertThat(live.ask("DBSIZE")).isEqualTo(kept);
    }
  }

  @Test
  void whatIsLoggedTogetherIsATransaction() throws IOException {
    try (LiveLog live = new LiveLog(folder)) {
      live.ask("DEBUG SET-ACTIVE-EXPIRE 0");
      live.ask("SET k v PX 1");
      live.advance(Duration.ofSeconds(1));
      live.ask("SET k w");
      live.ask("SET k v PX 1");
      live.advance(Duration.ofSeconds(1));
      live.ask("GET k");
    }
    assertThat(log(".1.incr.aof").replaceAll("\\d{6,}", "TIME"))
        .isEqualTo("SELECT 0 SET k v PXAT TIME MULTI DEL k SET k w EXEC SET k v PXAT TIME DEL k");
  }

  @Test
  void messagesAreNotLogged() throws IOException {
    try (LiveLog live = new LiveLog(folder)) {
      live.ask("PUBLISH news 1");
      live.ask("MULTI");
      live.ask("SET a 1");
      live.ask("PUBLISH news 2");
      live.ask("SPUBLISH news 3");
      live.ask("SET b 2");
      live.ask("EXEC");
    }
    assertThat(log(".1.incr.aof")).isEqualTo("SELECT 0 MULTI SET a 1 SET b 2 EXEC");
  }

  @Test
  void keysDoNotDieWhileTheLogIsReplayed() throws IOException {
    try (LiveLog live = new LiveLog(folder)) {
      live.ask("SET k begin PX 5000");
      live.ask("APPEND k -middle");
      live.ask("PERSIST k");
      live.ask("SET gone 1 PX 5000");
    }
    try (LiveLog live = new LiveLog(folder)) {
      live.advance(Duration.ofSeconds(10));
      assertThat(live.ask("GET k")).isEqualTo("begin-middle");
      assertThat(live.ask("EXISTS gone")).contains("0");
    }
    Path incr = file(".1.incr.aof");
    String old = Files.readString(incr).replaceAll("\r\n\\d{13}\r\n", "\r\n1000000000000\r\n");
    Files.writeString(incr, old);
    try (LiveLog live = new LiveLog(folder)) {
      assertThat(live.ask("GET k")).isEqualTo("begin-middle");
    }
  }

  @Test
  void aRewriteLeavesABaseAndOneIncrement() throws IOException {
    try (LiveLog live = new LiveLog(folder)) {
      for (int i = 0; i < 100; i++) live.ask("SET k " + i);
      assertThat(live.ask("BGREWRITEAOF"))
          .isEqualTo("Background append only file rewriting started");
      live.ask("SET later 1");
      live.await("aof_rewrites", "1");
      live.await("aof_rewrite_in_progress", "0");
      assertThat(live.info("aof_last_bgrewrite_status")).isEqualTo("ok");
      live.ask("SET last 1");
    }
    assertThat(files())
        .containsExactly(
            "appendonly.aof.2.base.rdb", "appendonly.aof.2.incr.aof", "appendonly.aof.manifest");
    assertThat(Files.readString(file(".manifest")))
        .isEqualTo(
            """
            file appendonly.aof.2.base.rdb seq 2 type b
            file appendonly.aof.2.incr.aof seq 2 type i
            """);
    assertThat(log(".2.incr.aof")).isEqualTo("SELECT 0 SET later 1 SET last 1");
    assertThat(Replayed.of(folder).keys())
        .isEqualTo(
            Map.of(
                "0 \"k\"",
                "string: \"99\" @-1",
                "0 \"later\"",
                "string: \"1\" @-1",
                "0 \"last\"",
                "string: \"1\" @-1"));
  }

  @Test
  void aBaseMayBeText() throws IOException {
    try (LiveLog live = new LiveLog(folder, "aof-use-rdb-preamble", "no")) {
      live.ask("SET k v");
      live.ask("SELECT 2");
      live.ask("PEXPIREAT k 1");
      live.ask("SET t v PXAT 2000000000000");
      for (int i = 0; i < 100; i++) live.ask("RPUSH l " + i);
      for (int i = 0; i < 100; i++) live.ask("HSET h f" + i + " " + i);
      live.ask("BGREWRITEAOF");
      live.await("aof_rewrites", "1");
    }
    assertThat(log(".2.base.aof"))
        .startsWith("SELECT 0 SET k v SELECT 2")
        .contains("SET t v PEXPIREAT t 2000000000000", "RPUSH l 0 1 2", "RPUSH l 64 65")
        .contains("HMSET h f0 0 f1 1", "HMSET h f64 64");
    assertThat(Replayed.of(folder).keys()).hasSize(4);
  }

  @Test
  void theLogIsRewrittenByItselfWhenItHasGrown() throws IOException {
    try (LiveLog live = new LiveLog(folder, "auto-aof-rewrite-min-size", "10kb")) {
      String value = "x".repeat(1000);
      for (int i = 0; i < 30; i++) live.ask("SET k " + value);
      live.await("aof_rewrites", "1");
      live.await("one key's size", () -> Long.parseLong(live.info("aof_current_size")) < 10_000);
      assertThat(live.log()).contains("Starting automatic rewriting of AOF on");
    }
  }

  @Test
  void aRewriteWaitsForASnapshotThatIsBeingWritten() throws IOException {
    try (LiveLog live = new LiveLog(folder)) {
      for (int i = 0; i < 20_000; i++) live.client.send("SET", "key" + i, "value");
      live.client.send("BGSAVE");
      live.client.send("BGREWRITEAOF");
      for (int i = 0; i < 20_001; i++) live.client.receive();
      assertThat(LiveLog.shown(live.client.receive()))
          .isEqualTo("Background append only file rewriting scheduled");
      live.await("aof_rewrites", "1");
    }
    assertThat(Replayed.of(folder).keys()).hasSize(20_000);
  }

  @Test
  void theLogCanBeTurnedOnAndOffWhileTheServerRuns() throws IOException {
    try (LiveLog live = new LiveLog(folder, "appendonly", "no")) {
      live.ask("SET a 1");
      assertThat(live.ask("CONFIG SET appendonly yes")).isEqualTo("OK");
      live.ask("SET b 1");
      live.await("aof_rewrite_in_progress", "0");
      live.ask("SET c 1");
      assertThat(live.ask("CONFIG SET appendfsync always")).isEqualTo("OK");
      live.ask("SET d 1");
    }
    assertThat(Replayed.of(folder).keys()).hasSize(4);
    try (LiveLog live = new LiveLog(folder)) {
      live.ask("SET e 1");
      assertThat(live.ask("CONFIG SET appendonly no")).isEqualTo("OK");
      assertThat(live.info("aof_enabled")).isEqualTo("0");
      live.ask("SET f 1");
      assertThat(live.ask("CONFIG SET appendonly yes")).isEqualTo("OK");
      live.await("aof_rewrite_in_progress", "0");
    }
    assertThat(Replayed.of(folder).keys()).hasSize(6);
  }

  @Test
  void theLogWinsOverTheSnapshot() throws IOException {
    try (LiveLog live = new LiveLog(folder)) {
      live.ask("SET a 1");
      live.ask("SAVE");
      live.ask("SET a 2");
    }
    try (LiveLog live = new LiveLog(folder)) {
      assertThat(live.ask("GET a")).isEqualTo("2");
    }
  }

  @Test
  void whereThereIsNoLogYetItBeginsWithTheSnapshot() throws IOException {
    try (LiveLog live = new LiveLog(folder, "appendonly", "no")) {
      live.ask("SET a 1");
      live.ask("SAVE");
    }
    try (LiveLog live = new LiveLog(folder)) {
      assertThat(live.ask("GET a")).isEqualTo("1");
    }
    Files.delete(folder.resolve("dump.rdb"));
    assertThat(Replayed.of(folder).keys()).hasSize(1);
  }

  @Test
  void aLogOfTheTimeBeforeRedis7IsTakenOver() throws IOException {
    Path old = folder.resolve("appendonly.aof");
    Files.writeString(
        old, "*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n");
    try (LiveLog live = new LiveLog(folder)) {
      assertThat(live.ask("GET a")).isEqualTo("1");
      live.ask("SET b 1");
    }
    assertThat(old).doesNotExist();
    assertThat(Files.readString(file(".manifest")))
        .isEqualTo(
            """
            file appendonly.aof seq 1 type b
            file appendonly.aof.1.incr.aof seq 1 type i
            """);
    assertThat(Replayed.of(folder).keys()).hasSize(2);
  }

  @Test
  void aLogMayBeginWithASnapshotAndGoOnWithRequests() throws IOException {
    try (LiveLog live = new LiveLog(folder, "appendonly", "no")) {
      live.ask("SET a 1");
      live.ask("SAVE");
    }
    Path old = folder.resolve("appendonly.aof");
    Files.move(folder.resolve("dump.rdb"), old);
    Files.writeString(old, "*2\r\n$4\r\nINCR\r\n$1\r\na\r\n", StandardOpenOption.APPEND);
    try (LiveLog live = new LiveLog(folder)) {
      assertThat(live.ask("GET a")).isEqualTo("2");
    }
  }

  @Test
  void evictedKeysAreLogged() throws IOException {
    try (LiveLog live = new LiveLog(folder)) {
      for (int i = 0; i < 50; i++) live.ask("SET key" + i + " " + i);
      live.ask("CONFIG SET maxmemory 1 maxmemory-policy allkeys-random");
      live.await("an empty database", () -> live.ask("DBSIZE").contains("0]"));
    }
    assertThat(Replayed.of(folder).keys()).isEmpty();
  }

  @Test
  void aLongLoadAnswersLoadingAndShowsProgress() throws IOException {
    try (LiveLog live = new LiveLog(folder)) {
      live.ask("SET key0 1");
    }
    try (OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(file(".1.incr.aof"), StandardOpenOption.APPEND))) {
      for (int i = 0; i < 500_000; i++) out.write("*2\r\n$4\r\nINCR\r\n$4\r\nkey0\r\n".getBytes());
    }
    try (LiveLog live = new LiveLog(folder)) {
      assertThat(live.ask("GET key0")).startsWith("LOADING Redis is loading the dataset");
      assertThat(live.info("loading")).isEqualTo("1");
      assertThat(live.info("loading_total_bytes")).isNotNull();
      live.await("loading", "0");
      assertThat(live.ask("GET key0")).isEqualTo("500001");
    }
  }

  @Test
  void timestampsAreRemarks() throws IOException {
    try (LiveLog live = new LiveLog(folder, "aof-timestamp-enabled", "yes")) {
      live.ask("SET a 1");
    }
    assertThat(Files.readString(file(".1.incr.aof"))).startsWith("#TS:");
    assertThat(Replayed.of(folder).keys()).hasSize(1);
  }

  @Test
  void debugLoadaofReadsTheLogAgain() throws IOException {
    try (LiveLog live = new LiveLog(folder)) {
      live.ask("SET a 1");
      assertThat(live.ask("DEBUG LOADAOF")).isEqualTo("OK");
      live.ask("APPEND a 2");
      assertThat(live.ask("DEBUG LOADAOF")).isEqualTo("OK");
      assertThat(live.ask("GET a")).isEqualTo("12");
    }
  }

  @Test
  void aMissingFileOfTheManifestEndsTheServer() throws IOException {
    try (LiveLog live = new LiveLog(folder)) {
      live.ask("SET a 1");
    }
    Files.delete(file(".1.base.rdb"));
    try (LiveLog live = new LiveLog(folder)) {
      assertThat(live.reason()).contains("appendonly.aof.1.base.rdb, which is not there");
    }
  }
}
