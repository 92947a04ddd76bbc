package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.bytes.JsonValue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers in processes of their own, looked at, killed, cut off their power, started again. */
@Tag("soak")
@ResourceLock("servers and browsers of the lens")
class SubjectProcessTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "step02-get-set",
        "step03",
        "step04-expiry",
        "step05",
        "step06-lists-hashes",
        "final"
      })
  void aServerIsSeenKilledAndStartedAgain(String name) throws IOException {
    boolean keeps = name.compareTo("step05") >= 0 || name.equals("final");
    try (Specimen it = Specimen.of(name)) {
      try (Specimen.Talk client = it.talk()) {
        assertThat(client.say("SET colour red")).isEqualTo("+OK");
        assertThat(client.say("SET bytes \"a\\x00b\"")).isEqualTo("+OK");
      }
      assertThat(it.row("keyspace", "colour").text("value")).isEqualTo("red");
      assertThat(it.row("keyspace", "bytes").text("value")).isEqualTo("a\\x00b");
      int port = it.subject.port();

      it.does("kill");
      assertThat(it.subject.running()).isFalse();
      assertThat(it.ask("kill")).contains("The server is not running.");
      assertThat(it.ask("look")).contains("The server is not running.");

      it.does("restart");
      assertThat(it.subject.running()).isTrue();
      assertThat(it.subject.port()).isEqualTo(port);
      JsonValue verdict = it.verdict();
      assertThat(Specimen.keys(verdict, "acknowledged")).containsExactly("bytes", "colour");
      assertThat(Specimen.keys(verdict, keeps ? "survived" : "lost"))
          .containsExactly("bytes", "colour");
      assertThat(Specimen.keys(verdict, keeps ? "lost" : "survived")).isEmpty();
      assertThat(it.talk().say("GET colour")).isEqualTo(keeps ? "red" : "null");
    }
  }

  @Test
  void theFirstStepHasNoKeysAndSaysSo() throws IOException {
    try (Specimen it = Specimen.of("step01-ping")) {
      assertThat(it.talk().say("PING")).isEqualTo("+PONG");
      assertThat(it.look("keyspace").text("unseen")).isEqualTo("This server keeps no keys.");
      assertThat(it.column("threads", "state")).containsExactly("waits for bytes");
      assertThat(it.subject.can()).containsExactlyInAnyOrder("inside", "kill");
      assertThat(it.ask("power")).contains("kill it");
      assertThat(it.ask("clock", "advance", 1)).contains("asks no clock");
      assertThat(it.ask("race", "mode", "locked")).contains("There is no race here");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"step05-persistence", "step06-lists-hashes", "final"})
  void aPowerCutLosesWhatWasNotForcedAndNothingElse(String name) throws IOException {
    try (Specimen it = Specimen.of(name, "--appendfsync", "no")) {
      it.talk().say("SET early 1");
      it.does("restart"); // A clean stop forces what is left.
      it.talk().say("SET late 2");
      assertThat(it.look("log").number("written", 0))
          .isGreaterThan(it.look("log").number("forced", 0));
      it.does("power");
      it.does("restart");
      JsonValue verdict = it.verdict();
      assertThat(Specimen.keys(verdict, "survived")).containsExactly("early");
      assertThat(Specimen.keys(verdict, "lost")).containsExactly("late");
      assertThat(verdict.text("text"))
          .isEqualTo("2 keys before the power cut: 1 as before, 1 lost.");
      Specimen.Talk client = it.talk();
      assertThat(client.say("GET early")).isEqualTo("1");
      assertThat(client.say("GET late")).isEqualTo("null");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"step05-persistence", "final"})
  void underAlwaysAPowerCutLosesNothing(String name) throws IOException {
    try (Specimen it = Specimen.of(name, "--appendfsync", "always")) {
      Specimen.Talk client = it.talk();
      for (int i = 0; i < 50; i++) client.say("INCR n");
      it.does("power");
      it.does("restart");
      assertThat(it.verdict().text("text"))
          .isEqualTo("Nothing is lost: 1 key before the power cut, and all survived.");
      assertThat(it.talk().say("GET n")).isEqualTo("50");
    }
  }

  @Test
  void ofALogThatIsRewrittenTheNewFileIsLookedAt() throws IOException {
    try (Specimen it = Specimen.of("step05-persistence", "--appendfsync", "no")) {
      Specimen.Talk client = it.talk();
      for (int i = 0; i < 100; i++) client.say("INCR n");
      long before = it.look("log").number("written", 0);
      client.say("BGREWRITEAOF");
      Specimen.eventually("the log is short", () -> it.look("log").number("written", 0) < before);
      client.say("SET late 1");
      it.does("power");
      it.does("restart");
      assertThat(Specimen.keys(it.verdict(), "lost")).containsExactly("late");
      assertThat(it.talk().say("GET n")).isEqualTo("100");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"step04-expiry", "final"})
  void theClockIsStoppedMovedAndStarted(String name) throws IOException {
    try (Specimen it = Specimen.of(name)) {
      Specimen.Talk client = it.talk();
      it.does("clock", "stop", true);
      client.say("SET soon 1 PX 60000");
      client.say("SET late 1 EX 1000");
      assertThat(client.say("PTTL soon")).isEqualTo(":60000");
      assertThat(it.row("keyspace", "soon").number("ttl", 0)).isEqualTo(60_000);
      assertThat(it.column("deadlines", "key")).containsExactly("soon", "late");

      it.does("clock", "advance", 59_999);
      assertThat(client.say("PTTL soon")).isEqualTo(":1");
      it.does("clock", "advance", 1);
      Specimen.eventually("a sweep has removed it", () -> removed(it) == 1);
      assertThat(it.column("keyspace", "key")).containsExactly("late");
      assertThat(client.say("PTTL late")).isEqualTo(":940000");
      assertThat(it.subject.clock().stopped()).isTrue();

      it.does("clock", "start", true);
      assertThat(it.subject.clock().stopped()).isFalse();
      Specimen.eventually("time goes on", () -> !said(client, "PTTL late").equals(":940000"));
      assertThat(it.ask("clock", "advance", -5)).contains("does not go back");
    }
  }

  private static long removed(Specimen it) {
    return it.look("deadlines").at("sweeps").number("removed", 0);
  }

  private static String said(Specimen.Talk client, String line) {
    try {
      return client.say(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aMovedClockOutlivesTheServer() throws IOException {
    try (Specimen it = Specimen.of("step05-persistence")) {
      it.talk().say("SET k v EX 100");
      it.does("clock", "advance", 101_000);
      it.does("kill");
      it.does("restart");
      assertThat(it.subject.clock().offset()).isEqualTo(101_000);
      assertThat(it.talk().say("GET k")).isEqualTo("null");
      assertThat(Specimen.keys(it.verdict(), "lost")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"step03-concurrency", "step04-expiry", "step05", "step06-lists-hashes"})
  void twoButtonsChooseTheInterleaving(String name) throws IOException {
    try (Specimen it = Specimen.of(name)) {
      assertThat(play(it, "unlocked", "AABB")).containsExactly(":6", ":7", "7");
      assertThat(play(it, "unlocked", "ABAB")).containsExactly(":6", ":6", "6");
      assertThat(play(it, "unlocked", "ABBA")).containsExactly(":6", ":6", "6");
      assertThat(play(it, "locked", "AABB")).containsExactly(":6", ":7", "7");
    }
  }

  /** Two clients count from 5 on: what both are told, and what is there in the end. */
  private static List<String> play(Specimen it, String mode, String cues) throws IOException {
    try (Specimen.Talk a = it.talk();
        Specimen.Talk b = it.talk()) {
      a.say("SET n 5");
      it.does("race", "mode", mode);
      a.send("INCR n");
      Specimen.eventually("A is there", () -> it.look("race").text("A").equals("is about to read"));
      b.send("INCR n");
      String there = mode.equals("locked") ? "waits for the lock" : "is about to read";
      Specimen.eventually("B is there", () -> it.look("race").text("B").equals(there));
      if (mode.equals("locked")) {
        assertThat(it.ask("race", "step", "B")).contains("B waits for the lock");
        assertThat(it.look("threads").at("lock").text("holder")).startsWith("client ");
        assertThat(it.column("threads", "state")).contains("has the lock", "waits for the lock");
      } else {
        assertThat(it.column("threads", "state")).contains("waits for its cue");
      }
      for (char cue : cues.toCharArray()) it.does("race", "step", String.valueOf(cue));
      List<String> said = new ArrayList<>(List.of(a.reply(), b.reply()));
      said.add(a.say("GET n"));
      assertThat(it.look("race").text("mode")).isEqualTo("off");
      return said;
    }
  }

  @Test
  void aRaceIsPlayedByTwoAndOnlyWhenItIsOn() throws IOException {
    try (Specimen it = Specimen.of("step03")) {
      Specimen.Talk a = it.talk();
      assertThat(it.ask("race", "step", "A")).contains("A has not come yet.");
      assertThat(it.ask("race", "step", "C")).contains("It is A or B who goes on.");
      assertThat(it.ask("race", "mode", "on")).contains("A race is off, locked or unlocked.");
      it.does("race", "mode", "unlocked");
      a.send("INCR n");
      Specimen.eventually("A is there", () -> !it.look("race").text("A").isEmpty());
      it.does("race", "step", "A");
      assertThat(it.look("race").text("A")).isEqualTo("has read nothing");
      it.does("race", "mode", "off");
      assertThat(a.reply()).isEqualTo(":1");
      assertThat(a.say("INCR n")).isEqualTo(":2");
    }
  }

  @Test
  void theViewsOfAStepSayWhatItsCommandsSay() throws IOException {
    try (Specimen it = Specimen.of("step06-lists-hashes")) {
      Specimen.Talk client = it.talk();
      it.does("clock", "stop", true);
      client.say("SET text hello EX 100");
      client.say("RPUSH list a b c");
      client.say("LPUSH list z");
      client.say("HSET hash f v g w");
      for (int i = 0; i < 30; i++) client.say("SET key:" + i + " v");
      assertThat(it.look("keyspace").number("size", 0)).isEqualTo(33);
      for (JsonValue row : it.look("keyspace").items("rows")) {
        assertThat(row.text("type")).isEqualTo(client.say("TYPE " + row.text("key")).substring(1));
        assertThat(":" + row.number("ttl", -1)).isEqualTo(client.say("PTTL " + row.text("key")));
      }
      assertThat(it.row("keyspace", "list").text("value")).isEqualTo("[z, a, b, c]");
      assertThat(it.row("keyspace", "hash").text("value")).isEqualTo("{f: v, g: w}");
      assertThat(it.look("keyspace").text("file"))
          .isEqualTo("step06-lists-hashes/src/main/java/miniredis/Database.java");
      JsonValue table = it.look("dictionary").items("tables").getFirst();
      assertThat(table.number("slots", 0)).isEqualTo(64);
      assertThat(table.number("used", 0)).isEqualTo(33);
      assertThat(table.items("cells")).hasSize(64);
      Path log = it.subject.folder().resolve("appendonly.aof");
      assertThat(it.look("log").number("written", 0)).isEqualTo(Files.size(log));
      assertThat(it.column("threads", "name")).contains("main", "client 1", "sweepTenTimesASecond");
    }
  }

  @Test
  void sourcesThatDoNotCompileGiveTheCompilersFirstLine(@TempDir Path folder) throws IOException {
    Path source = copy("step02-get-set", folder).resolve("Database.java");
    Files.writeString(
        source,
        Files.readString(source).replace("return values.get(key);", "return valeus.get(key);"));
    assertThatThrownBy(() -> Specimen.in(folder))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("miniredis/Database.java:\\d+: cannot find symbol");
    assertThatThrownBy(() -> Specimen.in(folder.resolve("nowhere")))
        .hasMessageContaining("There is no src/main/java/miniredis/Main.java in");
  }

  @Test
  void whatALearnersSourceDoesNotHaveIsToldInASentence(@TempDir Path folder) throws IOException {
    Path source = copy("step04-expiry", folder).resolve("Database.java");
    String text =
        Files.readString(source).replace("values", "things").replace("exclusively", "alone");
    Files.writeString(source, text);
    for (String other : List.of("Server", "CommandTable")) {
      Path file = source.resolveSibling(other + ".java");
      Files.writeString(file, Files.readString(file).replace("exclusively", "alone"));
    }
    try (Specimen it = Specimen.in(folder)) {
      assertThat(it.talk().say("SET k v EX 100")).isEqualTo("+OK");
      assertThat(it.look("keyspace").text("unseen"))
          .isEqualTo("Not to be seen here: Database has no field values.");
      assertThat(it.column("deadlines", "key")).containsExactly("k");
      assertThat(it.subject.can()).contains("clock").doesNotContain("race");
    }
  }

  private static Path copy(String step, Path folder) throws IOException {
    Path from = Specimen.root().resolve(step).resolve("src/main/java/miniredis");
    Path to = Files.createDirectories(folder.resolve("src/main/java/miniredis"));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
      for (Path each : files) Files.copy(each, to.resolve(each.getFileName()));
    }
    return to;
  }

  @Test
  void aServerThatCannotStartSaysWhy() {
    assertThatThrownBy(() -> Specimen.of("final", "--nonsense", "1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nonsense");
    assertThatThrownBy(() -> Specimen.of("step03", "--maxclients", "many"))
        .hasMessage("--maxclients takes 0 to 1000000, not 'many'");
    assertThatThrownBy(() -> Specimen.of("step09")).hasMessage("there is no server step09");
  }

  @Test
  void aServerThatIsBusyIsKilledAllTheSame() throws IOException {
    try (Specimen it = Specimen.of("final")) {
      Specimen.Talk client = it.talk();
      client.say("SET k v");
      client.send("DEBUG SLEEP 60");
      client.send("PING");
      it.does("kill");
      assertThat(it.subject.running()).isFalse();
      it.does("restart");
      assertThat(it.talk().say("GET k")).isEqualTo("v");
    }
  }

  @Test
  void aServerThatIsToldToShutDownEndsItsProcess() throws IOException {
    try (Specimen it = Specimen.of("final")) {
      it.talk().send("SHUTDOWN");
      Specimen.eventually("it has ended", () -> !it.subject.running());
      it.does("restart");
      assertThat(it.talk().say("PING")).isEqualTo("+PONG");
    }
  }

  @Test
  void twentyStartsAndKillsLeaveNoProcessAndNoFile() throws IOException {
    List<Long> pids = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      try (Specimen it = Specimen.of("step05-persistence")) {
        pids.add(it.subject.pid());
        folders.add(it.subject.folder());
        it.talk().say("SET k v");
        it.does(i % 2 == 0 ? "kill" : "power");
        it.does("restart");
        pids.add(it.subject.pid());
      }
    }
    assertThat(new HashSet<>(pids)).hasSize(20);
    assertThat(pids).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    assertThat(folders).hasSize(10).noneMatch(Files::exists);
  }
}
