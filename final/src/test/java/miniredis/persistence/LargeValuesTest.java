package miniredis.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Large values of all types are being written, a slice in each turn, while a client changes,
 * removes, renames and overwrites them, and empties and exchanges their databases.
 */
class LargeValuesTest {

  private static final int ELEMENTS = 20_000;
  private static final List<String> KEYS = List.of("list", "set", "hash", "zset", "stream");

  @TempDir Path folder;

  private final Random random = new Random(7);
  private int made;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aSnapshotIsTheBeginningWhateverHappensMeanwhile(int seed) throws IOException {
    random.setSeed(seed);
    String beginning = "";
    try (LiveLog live = new LiveLog(folder, "appendonly", "no")) {
      fill(live);
      int changes = 0;
      // A busy machine may not let us change anything before the snapshot is there.
      for (int attempt = 0; attempt < 5 && changes <= 3; attempt++) {
        beginning = live.ask("DEBUG DIGEST");
        live.ask("BGSAVE");
        changes = changeWhile("rdb_bgsave_in_progress", live);
      }
      assertThat(changes).isGreaterThan(3);
      assertThat(live.info("rdb_last_bgsave_status")).isEqualTo("ok");
      assertThat(live.ask("DEBUG DIGEST")).isNotEqualTo(beginning);
    }
    try (LiveLog live = new LiveLog(folder, "appendonly", "no")) {
      live.await("loading", "0");
      assertThat(live.ask("DEBUG DIGEST")).isEqualTo(beginning);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void aRewrittenLogHoldsAllThatHappenedMeanwhile(String rdb) throws IOException {
    String end;
    try (LiveLog live = new LiveLog(folder, "aof-use-rdb-preamble", rdb)) {
      fill(live);
      live.ask("BGREWRITEAOF");
      assertThat(changeWhile("aof_rewrite_in_progress", live)).isGreaterThan(3);
      assertThat(live.info("aof_last_bgrewrite_status")).isEqualTo("ok");
      end = live.ask("DEBUG DIGEST");
    }
    assertThat(
            Files.exists(
                folder.resolve(
                    "appendonlydir/appendonly.aof.2.base." + (rdb.equals("yes") ? "rdb" : "aof"))))
        .isTrue();
    try (LiveLog live = new LiveLog(folder)) {
      live.await("loading", "0");
      assertThat(live.ask("DEBUG DIGEST")).isEqualTo(end);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLUSHALL", "CONFIG SET appendonly no"})
  void whatIsGivenUpLeavesNothingFrozen(String end) throws IOException {
    try (LiveLog live = new LiveLog(folder)) {
      fill(live);
      live.ask("BGREWRITEAOF");
      for (int i = 0; i < 20; i++) change(live);
      live.ask(end);
      fill(live);
      for (int i = 0; i < 20; i++) change(live);
      live.ask("CONFIG SET appendonly yes");
      changeWhile("aof_rewrite_in_progress", live);
      String digest = live.ask("DEBUG DIGEST");
      live.ask("DEBUG RELOAD");
      assertThat(live.ask("DEBUG DIGEST")).isEqualTo(digest);
    }
  }

  private void fill(LiveLog live) throws IOException {
    for (int database = 0; database < 2; database++) {
      live.ask("SELECT " + database);
      for (int i = 0; i < ELEMENTS; i += 100) {
        for (String key : KEYS.subList(0, 4)) live.client.send(addition(key, i).split(" "));
        for (int j = i; j < i + 100; j++) live.client.send("XADD", "stream", "*", "f", "v" + j);
        for (int j = 0; j < 104; j++) live.client.receive();
      }
      live.ask("XGROUP CREATE stream group 0");
      live.ask("XREADGROUP GROUP group anna COUNT 5000 STREAMS stream >");
      live.ask("XREADGROUP GROUP group bert COUNT 500 STREAMS stream >");
      for (int i = 0; i < 50; i++) live.ask("SET small" + i + " " + i);
    }
  }

  private static String addition(String key, int from) {
    String command =
        switch (key) {
          case "list" -> "RPUSH";
          case "set" -> "SADD";
          case "hash" -> "HSET";
          default -> "ZADD";
        };
    return IntStream.range(from, from + 100)
        .mapToObj(
            i ->
                switch (key) {
                  case "hash" -> "field" + i + " value" + i;
                  case "zset" -> i + " member" + i;
                  default -> "element" + i;
                })
        .collect(Collectors.joining(" ", command + " " + key + " ", ""));
  }

  /** Returns how many changes there was time for. */
  private int changeWhile(String field, LiveLog live) throws IOException {
    int changes = 0;
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!live.info(field).equals("0") || live.info("aof_rewrite_scheduled").equals("1")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      change(live);
      changes++;
    }
    return changes;
  }

  private void change(LiveLog live) throws IOException {
    int some = random.nextInt(ELEMENTS);
    String key = KEYS.get(random.nextInt(KEYS.size()));
    String request =
        switch (random.nextInt(60)) {
          case 0, 1, 2, 3 -> "LSET list " + some + " other";
          case 4, 5, 6 -> "RPOPLPUSH list list";
          case 7, 8, 9, 10 -> "SREM set element" + some;
          case 11, 12, 13 -> "SADD set new" + some;
          case 14, 15, 16, 17 -> "HSET hash field" + some + " VALUE" + some;
          case 18, 19, 20 -> "HDEL hash field" + some;
          case 21, 22, 23, 24 -> "ZINCRBY zset 0.5 member" + some;
          case 25, 26, 27 -> "ZREM zset member" + some;
          case 28, 29, 30 -> "XADD stream * g " + some;
          case 31, 32, 33 -> "XTRIM stream MAXLEN " + (ELEMENTS - made);
          case 34, 35, 36, 37 -> "XREADGROUP GROUP group anna COUNT 3 STREAMS stream >";
          case 38, 39 -> "XAUTOCLAIM stream group bert 0 0 COUNT 5";
          case 40 -> "RENAME " + key + " moved" + made++;
          case 41 -> "DEL " + key;
          case 42 -> "SET " + key + " overwritten";
          case 43 -> "COPY " + key + " copy" + made++;
          case 44 -> "SWAPDB 0 1";
          case 45 -> random.nextInt(4) == 0 ? "FLUSHDB" : "DBSIZE";
          case 46 -> "EXPIRE " + key + " 1000";
          case 47 -> "PEXPIREAT " + key + " 1";
          case 48 -> "MOVE " + key + " 2";
          case 49, 50 -> "SELECT " + random.nextInt(2);
          default -> "SET small" + random.nextInt(100) + " " + some;
        };
    live.ask(request);
  }
}
