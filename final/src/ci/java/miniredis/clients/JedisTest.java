package miniredis.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.GetExParams;
import redis.clients.jedis.params.LCSParams;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.resps.ScanResult;

@ParameterizedClass
@EnumSource(RedisProtocol.class)
class JedisTest extends ClientTest {

  @Parameter RedisProtocol protocol;

  private RedisClient jedis;

  @BeforeEach
  void connect() {
    jedis = client(0, 8);
  }

  @AfterEach
  void disconnect() {
    jedis.close();
  }

  private RedisClient client(int database, int connections) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(connections);
    return RedisClient.builder()
        .hostAndPort("127.0.0.1", server.port())
        .clientConfig(
            DefaultJedisClientConfig.builder().protocol(protocol).database(database).build())
        .poolConfig(pool)
        .build();
  }

  @Test
  void defaultsAreEnough() {
    try (RedisClient plain = RedisClient.create("127.0.0.1", server.port())) {
      assertThat(plain.ping()).isEqualTo("PONG");
      assertThat(plain.set("k", "v")).isEqualTo("OK");
    }
  }

  @Test
  void strings() {
    assertThat(jedis.set("k", "v")).isEqualTo("OK");
    assertThat(jedis.get("k")).isEqualTo("v");
    assertThat(jedis.get("nothing")).isNull();
    assertThat(jedis.setGet("k", "w")).isEqualTo("v");
    assertThat(jedis.append("k", "xyz")).isEqualTo(4);
    assertThat(jedis.getrange("k", 1, -1)).isEqualTo("xyz");
    assertThat(jedis.mset("a", "1", "b", "2")).isEqualTo("OK");
    assertThat(jedis.mget("a", "nothing", "b")).containsExactly("1", null, "2");
    assertThat(jedis.incrBy("a", 41)).isEqualTo(42);
    assertThat(jedis.incrByFloat("a", 0.5)).isEqualTo(42.5);
    assertThat(jedis.exists("a", "b", "nothing")).isEqualTo(2);
    assertThat(jedis.del("a", "nothing")).isEqualTo(1);
    assertThat(jedis.type("b")).isEqualTo("string");
    assertThat(jedis.rename("b", "c")).isEqualTo("OK");
    assertThat(jedis.keys("*")).containsExactlyInAnyOrder("k", "c");
    assertThat(jedis.dbSize()).isEqualTo(2);
  }

  @Test
  void longestCommonSubsequence() {
    jedis.mset("a", "ohmytext", "b", "mynewtext");
    assertThat(jedis.lcs("a", "b", LCSParams.LCSParams()).getMatchString()).isEqualTo("mytext");
    assertThat(jedis.lcs("a", "b", LCSParams.LCSParams().idx().withMatchLen()).getMatches())
        .hasSize(2);
  }

  @Test
  void expiry() {
    assertThat(jedis.set("k", "v", SetParams.setParams().ex(100).nx())).isEqualTo("OK");
    assertThat(jedis.set("k", "v", SetParams.setParams().ex(100).nx())).isNull();
    assertThat(jedis.ttl("k")).isBetween(90L, 100L);
    assertThat(jedis.getEx("k", GetExParams.getExParams().persist())).isEqualTo("v");
    assertThat(jedis.ttl("k")).isEqualTo(-1);
    assertThat(jedis.pexpire("k", 20)).isEqualTo(1);
    eventually("the key is gone", () -> jedis.get("k") == null);
    assertThat(jedis.ttl("k")).isEqualTo(-2);
  }

  @Test
  void keysAndValuesOfAnyBytes() {
    byte[] key = {0, '\r', '\n', -1};
    assertThat(jedis.set(key, everyByte())).isEqualTo("OK");
    assertThat(jedis.get(key)).isEqualTo(everyByte());
    assertThat(jedis.keys(new byte[] {'*'})).singleElement().isEqualTo(key);
    byte[] large = new byte[20 << 20];
    new Random(1).nextBytes(large);
    jedis.set(key, large);
    assertThat(jedis.get(key)).isEqualTo(large);
  }

  @Test
  void aPipelineKeepsItsOrderAndAnErrorIsOneReplyOnly() {
    try (Pipeline pipeline = jedis.pipelined()) {
      List<Response<Long>> counts = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) counts.add(pipeline.incr("n"));
      pipeline.set("text", "no number");
      Response<Long> error = pipeline.incr("text");
      Response<String> after = pipeline.get("text");
      pipeline.sync();
      for (int i = 0; i < counts.size(); i++) assertThat(counts.get(i).get()).isEqualTo(i + 1);
      assertThatThrownBy(error::get).isInstanceOf(JedisDataException.class);
      assertThat(after.get()).isEqualTo("no number");
    }
  }

  @Test
  void scanSeesEveryKeyOnceAtLeast() {
    Set<String> wanted = new TreeSet<>();
    for (int i = 0; i < 1_000; i++) {
      jedis.set("key:" + i, "v");
      wanted.add("key:" + i);
    }
    jedis.set("other", "v");
    Set<String> seen = new TreeSet<>();
    ScanResult<String> page;
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      page = jedis.scan(cursor, new ScanParams().match("key:*").count(50), "string");
      seen.addAll(page.getResult());
      cursor = page.getCursor();
    } while (!page.isCompleteIteration());
    assertThat(seen).isEqualTo(wanted);
  }

  @Test
  void errorsAreExceptionsWithTheTextOfRedis() {
    jedis.set("text", "abc");
    assertThatThrownBy(() -> jedis.incr("text"))
        .isInstanceOf(JedisDataException.class)
        .hasMessage("ERR value is not an integer or out of range");
    assertThatThrownBy(() -> jedis.setrange("text", -1, "x"))
        .isInstanceOf(JedisDataException.class)
        .hasMessage("ERR offset is out of range");
    assertThat(jedis.get("text")).as("the connection lives on").isEqualTo("abc");
  }

  @Test
  void aUserLogsInAndMayWhatItsRulesSay() {
    assertThat(ask("ACL SETUSER ann on >secret ~a* &a* +@all -@dangerous")).isEqualTo("+OK");
    DefaultJedisClientConfig asAnn =
        DefaultJedisClientConfig.builder()
            .protocol(protocol)
            .user("ann")
            .password("secret")
            .build();
    try (RedisClient ann =
        RedisClient.builder().hostAndPort("127.0.0.1", server.port()).clientConfig(asAnn).build()) {
      assertThat(ann.set("a", "1")).isEqualTo("OK");
      assertThat(ann.publish("a", "text")).isZero();
      assertThatThrownBy(() -> ann.set("b", "1"))
          .isInstanceOf(JedisAccessControlException.class)
          .hasMessageStartingWith("NOPERM this user has no permissions to access one of the keys");
      assertThatThrownBy(ann::flushAll).isInstanceOf(JedisAccessControlException.class);
      assertThatThrownBy(() -> ann.publish("b", "text")).hasMessageContaining("channels");
    }
  }

  @Test
  void aWrongPasswordIsSaidToBeOne() {
    DefaultJedisClientConfig wrong =
        DefaultJedisClientConfig.builder().protocol(protocol).user("bob").password("x").build();
    try (RedisClient bob =
        RedisClient.builder().hostAndPort("127.0.0.1", server.port()).clientConfig(wrong).build()) {
      assertThatThrownBy(bob::ping).hasStackTraceContaining("WRONGPASS invalid username-password");
    }
  }

  @Test
  void databasesAreApart() {
    try (RedisClient third = client(3, 1)) {
      third.set("k", "three");
      assertThat(jedis.get("k")).isNull();
      assertThat(third.get("k")).isEqualTo("three");
    }
  }

  @Test
  void aPoolIsSharedByManyThreads() throws Exception {
    try (RedisClient four = client(0, 4);
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Callable<Long>> work = new ArrayList<>();
      for (int i = 0; i < 8_000; i++) work.add(() -> four.incr("n"));
      Set<Long> seen = new HashSet<>();
      for (Future<Long> count : threads.invokeAll(work)) seen.add(count.get());
      assertThat(seen).hasSize(8_000);
      assertThat(four.get("n")).isEqualTo("8000");
    }
  }

  @Test
  void aCutConnectionIsReplaced() {
    jedis.set("k", "v");
    cutAllConnections();
    eventually("it is connected again", () -> jedis.get("k").equals("v"));
  }

  @Test
  void aRestartedServerIsFoundAgain() {
    jedis.set("k", "v");
    restartServer();
    eventually("it is connected again", () -> jedis.get("k") == null);
    assertThat(jedis.set("k", "w")).isEqualTo("OK");
  }

  @Test
  void informationIsReadable() {
    assertThat(jedis.info("server")).contains("redis_version:7.0.15");
    assertThat(jedis.info()).contains("# Clients", "# Keyspace");
  }
}
