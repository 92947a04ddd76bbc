package miniredis.features;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import course.Redis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row A: a durable mini Redis with a REPL client. */
@Tag("interop")
class RowATest {

  @TempDir Path folder;

  @Test
  void setGetDelPingInfoAsRespArraysAndAsLinesOfSeveralClientsAtOnce() throws IOException {
    try (Program server = Program.server(folder)) {
      Redis lines = server.connect();
      Redis arrays = server.connect();
      lines.expect("PING", "+PONG").expect("SET k v", "+OK").expect("GET k", "$1", "v");
      arrays.command("GET", "k").expectReply("$1", "v");
      arrays.command("DEL", "k").expectReply(":1");
      lines.expect("GET k", "$-1");
      assertThat(lines.ask("INFO")).contains("redis_version:7.0.15");
    }
  }

  @Test
  void thePortTheHostAndTheFolderAreOptionsAndTheFolderIsMade() throws IOException {
    Path data = folder.resolve("made/for/this");
    try (Program server =
        Program.server(folder, Map.of(), "-p", "0", "--host", "127.0.0.1", "-d", "" + data)) {
      server.connect().expect("SET k v", "+OK");
      assertThat(data.resolve("appendonlydir")).isDirectory();
    }
    try (Program server = Program.server(folder, "--port", "0")) {
      server.connect();
      assertThat(folder.resolve("data")).as("the default").isDirectory();
    }
  }

  @Test
  void theLogIsReplayedAtTheStartAndATornTailIsSurvived() throws IOException {
    try (Program server = Program.server(folder)) {
      server.connect().expect("SET k v", "+OK").expect("INCR n", ":1");
      server.kill();
    }
    Path log = folder.resolve("data/appendonlydir/appendonly.aof.1.incr.aof");
    Files.writeString(log, "*2\r\n$4\r\nINC", StandardOpenOption.APPEND);
    try (Program server = Program.server(folder)) {
      server.connect().expect("GET k", "$1", "v").expect("GET n", "$1", "1");
    }
  }

  @Test
  void aWriteIsInTheLogBeforeItsReplyAndForcedEachTimeOnRequest() throws IOException {
    try (Program server = Program.server(folder, "--appendfsync", "always")) {
      server.connect().expect("SET key-in-the-log v", "+OK");
      Path log = folder.resolve("data/appendonlydir/appendonly.aof.1.incr.aof");
      assertThat(Files.readString(log)).contains("key-in-the-log");
      assertThat(server.connect().ask("CONFIG GET appendfsync")).contains("always");
    }
  }

  @Test
  void theLogIsReadableAsJsonAndComesBackExactly() throws IOException {
    try (Program server = Program.server(folder)) {
      server.connect().expect("SET k \"\\x00\\xff\"", "+OK").expect("RPUSH l a b", ":2");
      assertThat(server.stop()).isZero();
    }
    Path log = folder.resolve("data/appendonlydir/appendonly.aof.1.incr.aof");
    String tool = "miniredis.tools.ToolMain";
    try (Program json = Program.start(tool, folder, Map.of(), "aof-to-json", "" + log)) {
      assertThat(json.exitCode()).isZero();
      assertThat(json.said()).contains("[\"RPUSH\",\"l\",\"a\",\"b\"]");
      Path lines = Files.writeString(folder.resolve("log.json"), json.said());
      try (Program back = Program.start(tool, folder, Map.of(), "json-to-aof", "" + lines)) {
        assertThat(back.exitCode()).isZero();
        String bytes = Files.readString(log, StandardCharsets.ISO_8859_1);
        assertThat(back.said()).isEqualTo(bytes);
      }
    }
  }

  @Test
  void theReplClientPrintsRepliesAsRedisCliAndSaysGoodbye() throws IOException {
    try (Program server = Program.server(folder);
        Program cli =
            Program.start(
                "miniredis.cli.CliMain",
                folder,
                Map.of(),
                "--server",
                "127.0.0.1:" + server.port())) {
      server.connect();
      cli.type("SET k v\nGET k\nINCR n\nGET nobody\nquit\n");
      assertThat(cli.exitCode()).isZero();
      assertThat(cli.said()).contains("OK", "v", "1");
    }
  }

  @Test
  void infoHasTheFieldsThatClientsParseAndOurOwn() throws IOException {
    try (Program server = Program.server(folder)) {
      Redis redis = server.connect().expect("SET k v EX 100", "+OK").expect("SET l w", "+OK");
      String info = redis.ask("INFO");
      assertThat(info).contains("\r\nredis_version:7.0.15\r\n", "\r\nminiredis_version:");
      assertThat(info).contains("\r\ndb0:keys=2,expires=1,");
      assertThat(info).containsPattern("\r\ntotal_operations:\\d+\r\n");
      assertThat(info).containsPattern("\r\nuptime_seconds:\\d+\r\n");
    }
  }

  @Test
  void theLogOfTheServerHasLevelsAndIsTextOrJson() throws IOException {
    try (Program server = Program.server(folder, "--logformat", "json", "--loglevel", "verbose")) {
      server.connect();
      Redis.eventually("it says who came", () -> server.said().contains("Accepted"));
      for (String line : server.said().lines().toList()) {
        assertThat(line).startsWith("{\"").endsWith("}");
      }
    }
    try (Program server = Program.server(folder, "--loglevel", "notice")) {
      server.connect();
      assertThat(server.said()).doesNotContain("Accepted").doesNotContain("{\"");
    }
  }
}
