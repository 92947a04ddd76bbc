package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we say of memory has Redis's names, and uses are counted as Redis counts them. */
@Tag("interop")
class MemoryInteropTest {

  /** Of scripts, which we do not run. */
  private static final Pattern OF_SCRIPTS = Pattern.compile(".*(lua|script|function|librar|vm_).*");

  private static RunningServer ourServer;
  private static RunningServer redisServer;

  private final Client ours;
  private final Client redis;

  MemoryInteropTest() throws IOException {
    ours = Client.connect("127.0.0.1", ourServer.port());
    redis = Client.connect("127.0.0.1", redisServer.port());
  }

  @BeforeAll
  static void startServers() {
    ourServer = RunningServer.ours();
    redisServer = RunningServer.redis();
  }

  @BeforeEach
  void begin() throws IOException {
    for (Client each : List.of(ours, redis)) {
      assertThat(each.call("FLUSHALL")).isEqualTo(Reply.OK);
      assertThat(each.call("CONFIG", "SET", "maxmemory-policy", "noeviction")).isEqualTo(Reply.OK);
    }
  }

  @AfterEach
  void end() throws IOException {
    ours.close();
    redis.close();
  }

  @AfterAll
  static void endServers() {
    if (ourServer != null) ourServer.close();
    if (redisServer != null) redisServer.close();
  }

  private static Set<String> names(Client client, String section) throws IOException {
    Matcher fields =
        Pattern.compile("([a-z_]+):[^\\r\\n]").matcher("" + client.call("INFO", section));
    Set<String> names = new TreeSet<>();
    while (fields.find()) names.add(fields.group(1));
    return names;
  }

  @Test
  void infoMemoryHasRedisNames() throws IOException {
    Set<String> wanted = names(redis, "memory");
    wanted.removeIf(name -> OF_SCRIPTS.matcher(name).matches());
    assertThat(wanted).hasSizeGreaterThan(30);
    assertThat(names(ours, "memory")).containsAll(wanted);
  }

  @Test
  void memoryStatsHasRedisFieldsInTheirOrder() throws IOException {
    ours.call("SET", "key", "value");
    redis.call("SET", "key", "value");
    assertThat(statistics(ours)).isEqualTo(statistics(redis));
  }

  private static List<String> statistics(Client client) throws IOException {
    List<? extends Reply> fields = ((Reply.Array) client.call("MEMORY", "STATS")).items();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < fields.size(); i += 2) {
      names.add(fields.get(i) + " " + fields.get(i + 1).getClass().getSimpleName());
    }
    return names;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET k v",
        "SET k v, SET k w",
        "SET k v, GET k, STRLEN k, MGET k k, GETRANGE k 0 1",
        "SET k v, APPEND k x, APPEND k y, SETRANGE k 1 abc",
        "SET k v, EXPIRE k 100, PERSIST k",
        "SET k v, TTL k, TYPE k, EXISTS k, OBJECT ENCODING k, TOUCH k",
        "SET z v, GET z, GET z, RENAME z k",
        "SET z v, GET z, GET z, COPY z k",
        "SET k v, GETSET k w, SET k w GET, SET k w KEEPTTL, SET k w EX 100",
        "SET k v, SETBIT k 3 1, BITCOUNT k, DUMP k, GETDEL k, SET k v",
        "LPUSH k a, LPUSH k b, LRANGE k 0 -1, LPOP k, SORT k ALPHA",
        "SADD k a b, SADD k c, SISMEMBER k a, SCARD k, SMEMBERS k, SRANDMEMBER k, SREM k a, SPOP k",
        "SADD k a b, SUNIONSTORE k k, SINTER k k, SINTERCARD 1 k, SADD z c, SMOVE z k c",
        "PFADD k a, PFADD k a, PFCOUNT k, PFCOUNT k, PFCOUNT k k, PFDEBUG ENCODING k",
        "PFADD k a, PFMERGE k z, PFADD z a, PFMERGE k z",
        "SET z v, GET z, DEL z, SET k v"
      })
  void usesAreCountedAsInRedis(String script) throws IOException {
    assertThat(frequencyAfter(script, ours)).isEqualTo(frequencyAfter(script, redis));
  }

  /** With a factor of 0 the counter goes up by one with each use. */
  private static String frequencyAfter(String script, Client client) throws IOException {
    client.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lfu", "lfu-log-factor", "0");
    for (String command : script.split(", ")) client.call(command.split(" "));
    return client.call("OBJECT", "FREQ", "k").toString();
  }
}
