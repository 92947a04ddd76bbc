package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redis 7.0 opens files with deadlines of fields: all fields are there, only these are lost. */
@Tag("interop")
class FieldDeadlinesInteropTest {

  /** What Redis 7.0 does not have, each with a request that it would answer otherwise. */
  private static final List<String> NEWER =
      List.of(
          "HEXPIRE h 1 FIELDS 1 a",
          "HPEXPIRE h 1 FIELDS 1 a",
          "HEXPIREAT h 1 FIELDS 1 a",
          "HPEXPIREAT h 1 FIELDS 1 a",
          "HTTL h FIELDS 1 a",
          "HPTTL h FIELDS 1 a",
          "HEXPIRETIME h FIELDS 1 a",
          "HPEXPIRETIME h FIELDS 1 a",
          "HPERSIST h FIELDS 1 a",
          "HGETEX h FIELDS 1 a",
          "HSETEX h FIELDS 1 a b",
          "HGETDEL h FIELDS 1 a",
          "DELEX k IFEQ v",
          "MSETEX 1 k v",
          "SET k v IFEQ w",
          "SET k v IFNE w",
          "SET k v GET IFEQ w EX 10");

  @TempDir Path folder;

  private static void fill(Client client) throws IOException {
    client.call("HSET", "small", "a", "1", "b", "2");
    client.call("HEXPIRE", "small", "1000", "FIELDS", "1", "a");
    client.call("EXPIRE", "small", "2000");
    for (int i = 0; i < 2_000; i++) {
      client.call("HSET", "large", "f" + i, "v" + i);
      client.call("HPEXPIRE", "large", "" + (1_000_000 + i), "FIELDS", "1", "f" + i);
    }
    client.call("SET", "string", "after");
    client.call("SELECT", "5");
    client.call("HSETEX", "h", "EX", "1000", "FIELDS", "1", "x", "1");
    client.call("SELECT", "0");
  }

  private static Map<String, Object> content(Client client) throws IOException {
    Map<String, Object> found = new TreeMap<>();
    for (String database : List.of("0", "5")) {
      client.call("SELECT", database);
      for (String key : List.of("small", "large", "h")) {
        Reply all = client.call("HGETALL", key);
        found.put(database + key, Set.copyOf(((Reply.Array) all).items()));
        found.put(database + key + " at", client.call("PEXPIRETIME", key));
      }
    }
    client.call("SELECT", "0");
    found.put("string", client.call("GET", "string"));
    return found;
  }

  private Map<String, Object> saved(String command, String... options) throws IOException {
    String[] all = {"--dir", folder.toString()};
    all = Stream.of(all, options).flatMap(Stream::of).toArray(String[]::new);
    try (RunningServer server = RunningServer.ours(all);
        Client client = RdbInteropTest.client(server)) {
      fill(client);
      client.call(command);
      awaitRewrite(client);
      return content(client);
    }
  }

  private static void awaitRewrite(Client client) throws IOException {
    String info;
    do {
      info = ((Reply.Bulk) RdbInteropTest.plain(client.call("INFO", "persistence"))).bytes().text();
    } while (!info.contains("aof_rewrite_in_progress:0"));
  }

  @Test
  void redisLoadsASnapshotAndEveryFieldIsThere() throws IOException {
    Map<String, Object> ours = saved("SAVE");
    assertThat(Programs.run("redis-check-rdb", folder.resolve("dump.rdb").toString()).out())
        .contains("hash-field-deadlines", "Checksum OK", "RDB looks OK");
    try (RunningServer redis = RunningServer.redis("--dir", folder.toString());
        Client client = RdbInteropTest.client(redis)) {
      assertThat(content(client)).isEqualTo(ours);
      client.call("SAVE");
    }
    try (RunningServer server = RunningServer.ours("--dir", folder.toString());
        Client client = RdbInteropTest.client(server)) {
      assertThat(content(client)).isEqualTo(ours);
      assertThat(client.call("HTTL", "small", "FIELDS", "1", "a"))
          .as("only the deadlines were lost")
          .isEqualTo(Reply.array(Reply.integer(-1)));
    }
  }

  @Test
  void redisStartsOnARewrittenLog() throws IOException {
    Map<String, Object> ours = saved("BGREWRITEAOF", "--appendonly", "yes");
    String[] log = {"--dir", folder.toString(), "--appendonly", "yes"};
    try (RunningServer redis = RunningServer.redis(log);
        Client client = RdbInteropTest.client(redis)) {
      assertThat(content(client)).isEqualTo(ours);
    }
  }

  @Test
  void withCompatOfRedis70NothingNewerIsUnderstood() throws IOException {
    try (RunningServer our = RunningServer.ours("--compat", "7.0");
        RunningServer newest = RunningServer.ours();
        RunningServer redis = RunningServer.redis();
        Client us = RdbInteropTest.client(our);
        Client newer = RdbInteropTest.client(newest);
        Client them = RdbInteropTest.client(redis)) {
      for (String request : NEWER) {
        Reply answer = us.call(request.split(" "));
        assertThat(answer).as(request).isEqualTo(them.call(request.split(" ")));
        assertThat(newer.call(request.split(" "))).as(request).isNotEqualTo(answer);
      }
      assertThat(us.call("CONFIG", "GET", "compat").toString()).contains("7.0");
      assertThat(newer.call("CONFIG", "GET", "compat").toString()).contains("8.4");
      Set<Reply> hidden = new HashSet<>(((Reply.Array) newer.call("COMMAND", "LIST")).items());
      hidden.removeAll(((Reply.Array) us.call("COMMAND", "LIST")).items());
      Set<Reply> named = new HashSet<>();
      for (String each : NEWER) named.add(Reply.bulk(each.split(" ")[0].toLowerCase(Locale.ROOT)));
      named.remove(Reply.bulk("set"));
      assertThat(hidden).isEqualTo(named);
    }
  }

  @Test
  void aDumpWithDeadlinesIsRefusedByRedis70AndAPlainOneIsNot() throws IOException {
    try (RunningServer our = RunningServer.ours();
        RunningServer redis = RunningServer.redis();
        Client us = RdbInteropTest.client(our);
        Client them = RdbInteropTest.client(redis)) {
      us.call("HSET", "h", "a", "1");
      Bytes plain = ((Reply.Bulk) us.call("DUMP", "h")).bytes();
      us.call("HEXPIRE", "h", "100", "FIELDS", "1", "a");
      Bytes dump = ((Reply.Bulk) us.call("DUMP", "h")).bytes();
      assertThat(restore(them, "plain", plain)).isEqualTo(Reply.OK);
      assertThat(restore(them, "timed", dump))
          .isEqualTo(Reply.error("ERR DUMP payload version or checksum are wrong"));
      assertThat(restore(us, "timed", dump)).isEqualTo(Reply.OK);
    }
  }

  private static Reply restore(Client client, String key, Bytes dump) throws IOException {
    return client.call(Bytes.of("RESTORE"), Bytes.of(key), Bytes.of("0"), dump);
  }
}
