package miniredis.features;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import course.Redis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row B: times to live, lists, eviction. */
@Tag("interop")
class RowBTest {

  private static final String OOM = "-OOM command not allowed when used memory > 'maxmemory'.";

  @TempDir Path folder;

  @Test
  void everyCommandOfTheRowAnswers() throws IOException {
    try (Program server = Program.server(folder)) {
      Redis redis = server.connect();
      redis.expect("PING", "+PONG").expect("SET k v", "+OK").expect("GET k", "$1", "v");
      redis.expect("SETEX k 100 v", "+OK").expect("TTL k", ":<int:99..100>");
      redis.expect("PSETEX k 50000 v", "+OK").expect("PTTL k", ":<int:40000..50000>");
      redis.expect("EXPIRE k 10", ":1").expect("PERSIST k", ":1").expect("TTL k", ":-1");
      redis.expect("TYPE k", "+string").expect("EXISTS k", ":1").expect("DEL k", ":1");
      redis.expect("LPUSH l a b", ":2").expect("RPUSH l c", ":3");
      redis.expect("LPOP l", "$1", "b").expect("RPOP l", "$1", "c").expect("TYPE l", "+list");
      redis.expect("CONFIG SET maxmemory 100mb maxmemory-policy allkeys-lru", "+OK");
      redis.expect("CONFIG GET maxmemory", "*2", "$9", "maxmemory", "$9", "104857600");
      redis.expect("CLIENT SETINFO LIB-NAME test", "+OK");
      assertThat(redis.ask("COMMAND COUNT")).matches(":\\d{2,3}");
      assertThat(redis.ask("HELLO 3")).startsWith("%").contains("proto");
      assertThat(redis.ask("HELLO 2")).startsWith("*");
      redis.expect("QUIT", "+OK");
      redis.expectClosed();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"server", "clients", "memory", "stats"})
  void infoHasTheSection(String section) throws IOException {
    try (Program server = Program.server(folder)) {
      String title = section.substring(0, 1).toUpperCase(Locale.ROOT) + section.substring(1);
      assertThat(server.connect().ask("INFO " + section)).contains("# " + title + "\r\n");
    }
  }

  @Test
  void underNoevictionWritesAreRefusedAndReadsGoOn() throws IOException {
    try (Program server = Program.server(folder, "--maxmemory", "3mb")) {
      Redis redis = server.connect();
      for (int i = 0; !fill(redis, i).equals(OOM); i++) assertThat(i).isLessThan(5_000);
      redis.expect("EXISTS key0", ":1");
      redis.expect("DEL key0", ":1");
    }
  }

  private static String fill(Redis redis, int i) {
    return redis.ask("SET key" + i + " " + "x".repeat(2_000));
  }

  @Test
  void underAllkeysLruWhatIsUsedStays() throws IOException {
    try (Program server =
        Program.server(folder, "--maxmemory", "3mb", "--maxmemory-policy", "allkeys-lru")) {
      Redis redis = server.connect();
      for (int i = 0; i < 4_000; i++) assertThat(fill(redis, i)).isEqualTo("+OK");
      assertThat(redis.ask("INFO stats")).containsPattern("evicted_keys:[1-9]");
      assertThat(redis.ask("INFO memory")).contains("maxmemory_policy:allkeys-lru");
    }
  }

  @Test
  void underVolatileTtlTheNearestDeadlineGoesFirst() throws IOException {
    try (Program server =
        Program.server(folder, "--maxmemory", "4mb", "--maxmemory-policy", "volatile-ttl")) {
      Redis redis = server.connect();
      redis.expect("SET late x EX 100000", "+OK").expect("SET never x", "+OK");
      String value = "x".repeat(2_000);
      for (int i = 0; i < 3_000; i++) {
        redis.expect("SET key" + i + " " + value + " EX " + (1_000 + i % 7), "+OK");
      }
      assertThat(redis.ask("INFO stats")).containsPattern("evicted_keys:[1-9]");
      redis.expect("EXISTS late never", ":2");
    }
  }

  @Test
  void deadKeysGoWithoutBeingReadAndWhenTheyAreRead() throws IOException {
    try (Program server = Program.server(folder)) {
      Redis redis = server.connect().expect("SET k v PX 20", "+OK").expect("SET l v PX 20", "+OK");
      redis.eventually("DBSIZE", ":0");
      redis.expect("SET k v PX 1", "+OK");
      redis.eventually("GET k", "$-1");
    }
  }

  @Test
  void optionsMayStandInTheEnvironmentAndTheCommandLineWins() throws IOException {
    Map<String, String> environment =
        Map.of("MINIREDIS_MAXMEMORY", "5mb", "MINIREDIS_MAXMEMORY_POLICY", "volatile-ttl");
    try (Program server =
        Program.server(
            folder, environment, "--port", "0", "--bind", "127.0.0.1", "--maxmemory", "6mb")) {
      Redis redis = server.connect();
      assertThat(redis.ask("CONFIG GET maxmemory")).endsWith("6291456");
      assertThat(redis.ask("CONFIG GET maxmemory-policy")).endsWith("volatile-ttl");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void helpIsShown(String option) throws IOException {
    try (Program help = Program.server(folder, Map.of(), option)) {
      assertThat(help.exitCode()).isZero();
      assertThat(help.said()).contains("--bind", "--port", "--maxmemory");
    }
  }

  @Test
  void allFiveTypesOfResp2AreWrittenAndArraysOfBulkStringsRead() throws IOException {
    try (Program server = Program.server(folder)) {
      Redis redis = server.connect();
      redis.command("SET", "k", "two\r\nlines").expectReply("+OK");
      redis.command("GET", "k").expectReply("$10", "two", "lines");
      redis.command("APPEND", "k", "").expectReply(":10");
      redis.command("LPOP", "k").expectReply("-WRONGTYPE " + wrongType());
      redis.command("RPUSH", "l", "", "b").expectReply(":2");
      redis.command("LRANGE", "l", "0", "-1").expectReply("*2", "$0", "", "$1", "b");
    }
  }

  private static String wrongType() {
    return "Operation against a key holding the wrong kind of value";
  }
}
