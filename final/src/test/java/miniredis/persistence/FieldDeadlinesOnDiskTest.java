package miniredis.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines of fields survive every kind of restart to the millisecond. */
class FieldDeadlinesOnDiskTest {

  private static final int FIELDS = 700;

  @TempDir Path folder;

  private final Map<String, String> before = new TreeMap<>();

  @BeforeEach
  void forget() {
    before.clear();
  }

  private static void fill(LiveLog live) throws IOException {
    live.ask("HSET small a 1 b 2 c 3");
    live.ask("HEXPIRE small 1000 FIELDS 2 a b");
    live.ask("HINCRBYFLOAT small a 0.5");
    live.ask("HGETEX small PERSIST FIELDS 1 b");
    for (int i = 0; i < FIELDS; i++) live.client.send("HSET", "large", "f" + i, "v" + i);
    for (int i = 0; i < FIELDS; i += 2) {
      live.client.send("HPEXPIRE", "large", "" + (100_000 + i), "FIELDS", "1", "f" + i);
    }
    for (int i = 0; i < FIELDS + FIELDS / 2; i++) live.client.receive();
    live.ask("EXPIRE large 5000");
    live.ask("SELECT 3");
    live.ask("HSETEX other EX 50 FIELDS 2 x 1 y 2");
    live.ask("HSETEX gone PX 5 FIELDS 1 x 1");
    live.ask("HSET shrunk a 1 b 2");
    live.ask("HPEXPIRE shrunk 5 FIELDS 1 a");
    live.advance(Duration.ofSeconds(1));
    live.ask("HLEN shrunk");
    live.ask("SELECT 0");
  }

  /** Every field of every hash with its value and its deadline. */
  private static Map<String, String> content(LiveLog live) throws IOException {
    live.await("loading", "0");
    Map<String, String> found = new TreeMap<>();
    for (String database : List.of("0", "3")) {
      live.ask("SELECT " + database);
      for (Reply key : ((Reply.Array) live.client.call("KEYS", "*")).items()) {
        String name = ((Reply.Bulk) key).bytes().text();
        found.put(name, live.ask("PEXPIRETIME " + name));
        List<? extends Reply> all = ((Reply.Array) live.client.call("HGETALL", name)).items();
        for (int i = 0; i < all.size(); i += 2) {
          String field = ((Reply.Bulk) all.get(i)).bytes().text();
          String when = live.ask("HPEXPIRETIME " + name + " FIELDS 1 " + field);
          found.put(name + " " + field, all.get(i + 1) + " " + when);
        }
      }
    }
    live.ask("SELECT 0");
    return found;
  }

  private void fillAnd(LiveLog live, String then) throws IOException {
    fill(live);
    if (!then.isEmpty()) live.ask(then);
    if (then.equals("BGREWRITEAOF")) live.await("aof_rewrite_in_progress", "0");
    before.putAll(content(live));
    assertThat(before).hasSize(4 + 3 + FIELDS + 2 + 1).doesNotContainKey("gone");
  }

  @ParameterizedTest
  @CsvSource({"yes,", "yes, BGREWRITEAOF", "no,", "no, BGREWRITEAOF"})
  void aLogBringsThemBack(String preamble, String rewrite) throws IOException {
    String[] settings = {"aof-use-rdb-preamble", preamble};
    try (LiveLog live = new LiveLog(folder, settings)) {
      fillAnd(live, Objects.requireNonNullElse(rewrite, ""));
    }
    for (int restart = 0; restart < 2; restart++) {
      try (LiveLog live = new LiveLog(folder, settings)) {
        assertThat(content(live)).isEqualTo(before);
        assertThat(live.log()).doesNotContain("refused");
        assertThat(live.ask("HPTTL small FIELDS 1 a")).doesNotContain("-1");
      }
    }
  }

  @Test
  void aSnapshotBringsThemBack() throws IOException {
    String[] settings = {"appendonly", "no"};
    try (LiveLog live = new LiveLog(folder, settings)) {
      fillAnd(live, "SAVE");
    }
    try (LiveLog live = new LiveLog(folder, settings)) {
      assertThat(content(live)).isEqualTo(before);
      live.ask("DEBUG RELOAD");
      assertThat(content(live)).isEqualTo(before);
      live.advance(Duration.ofSeconds(200));
      assertThat(live.ask("HLEN large")).isEqualTo("Int[value=" + FIELDS / 2 + "]");
      assertThat(live.ask("EXISTS other")).isEqualTo("Int[value=0]");
    }
  }

  /** Time goes on while the server is down: what has died meanwhile dies at the first look. */
  @Test
  void whatDiedWhileTheServerWasDownIsGoneAndLoggedAsGone() throws IOException {
    try (LiveLog live = new LiveLog(folder)) {
      live.ask("HSET h a 1 b 2");
      live.ask("HPEXPIRE h 60000 FIELDS 1 a");
    }
    try (LiveLog live = new LiveLog(folder)) {
      live.await("loading", "0");
      live.advance(Duration.ofSeconds(61));
      assertThat(live.ask("HLEN h")).isEqualTo("Int[value=1]");
    }
    try (LiveLog live = new LiveLog(folder)) {
      live.await("loading", "0");
      assertThat(live.ask("HGETALL h")).doesNotContain("\"a\"").contains("\"b\"");
    }
  }

  @Test
  void aLogOfNewerCommandsIsReplayedWhereTheyAreHidden() throws IOException {
    try (LiveLog live = new LiveLog(folder)) {
      fillAnd(live, "");
    }
    try (LiveLog live = new LiveLog(folder, "compat", "7.0")) {
      live.await("loading", "0");
      assertThat(live.log()).doesNotContain("refused");
      assertThat(live.ask("HTTL small FIELDS 1 a"))
          .isEqualTo(
              "ERR unknown command 'HTTL', with args beginning with: 'small' 'FIELDS' '1' 'a' ");
      assertThat(live.ask("HLEN large")).isEqualTo("Int[value=" + FIELDS + "]");
    }
    try (LiveLog live = new LiveLog(folder)) {
      assertThat(content(live)).isEqualTo(before);
    }
  }

  @Test
  void dumpHasTheFormOfRedis74AndRestoreTakesIt() throws IOException {
    try (LiveLog live = new LiveLog(folder)) {
      live.ask("HSET h a 1 b 2");
      Bytes plain = ((Reply.Bulk) live.client.call("DUMP", "h")).bytes();
      assertThat(plain.at(plain.length() - 10)).isEqualTo((byte) 10);
      live.ask("HPEXPIREAT h 2000000000000 FIELDS 1 a");
      Bytes dump = ((Reply.Bulk) live.client.call("DUMP", "h")).bytes();
      assertThat(dump.at(0)).isEqualTo((byte) 24);
      assertThat(dump.at(dump.length() - 10)).isEqualTo((byte) 12);
      live.client.call(Bytes.of("RESTORE"), Bytes.of("r"), Bytes.of("0"), dump);
      assertThat(live.ask("HPEXPIRETIME r FIELDS 2 a b"))
          .isEqualTo(live.ask("HPEXPIRETIME h FIELDS 2 a b"))
          .contains("2000000000000", "-1");
      assertThat(live.ask("DEBUG DIGEST-VALUE r")).isEqualTo(live.ask("DEBUG DIGEST-VALUE h"));
      live.ask("HPERSIST r FIELDS 1 a");
      assertThat(live.ask("DEBUG DIGEST-VALUE r")).isNotEqualTo(live.ask("DEBUG DIGEST-VALUE h"));
    }
    try (LiveLog live = new LiveLog(folder)) {
      live.await("loading", "0");
      assertThat(live.ask("HPEXPIRETIME r FIELDS 1 a")).contains("-1");
      assertThat(live.ask("HPEXPIRETIME h FIELDS 1 a")).contains("2000000000000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void aLogThatIsCutAnywhereGivesAPrefixOfWhatWasDone(String preamble) throws IOException {
    List<Map<String, String>> states = new ArrayList<>();
    try (LiveLog live = new LiveLog(folder, "aof-use-rdb-preamble", preamble)) {
      states.add(content(live));
      for (int i = 0; i < 10; i++) {
        live.ask("HSETEX h EX 1000 FIELDS 1 f" + i + " v");
        states.add(content(live));
      }
    }
    Path increment = folder.resolve("appendonlydir/appendonly.aof.1.incr.aof");
    byte[] whole = Files.readAllBytes(increment);
    Random random = new Random(5);
    for (int round = 0; round < 12; round++) {
      Files.write(increment, Arrays.copyOf(whole, random.nextInt(whole.length)));
      try (LiveLog live = new LiveLog(folder, "aof-use-rdb-preamble", preamble)) {
        assertThat(states).contains(content(live));
      }
    }
  }
}
