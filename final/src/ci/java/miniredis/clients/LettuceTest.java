package miniredis.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import module java.base;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.GetExArgs;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LcsArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.support.ConnectionPoolSupport;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(ProtocolVersion.class)
class LettuceTest extends ClientTest {

  @Parameter ProtocolVersion protocol;

  private RedisClient client;
  private StatefulRedisConnection<String, String> connection;
  private RedisCommands<String, String> redis;

  @BeforeEach
  void connect() {
    client = RedisClient.create(RedisURI.create("127.0.0.1", server.port()));
    client.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
    connection = client.connect();
    redis = connection.sync();
  }

  @AfterEach
  void disconnect() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
  }

  @Test
  void defaultsAreEnough() {
    RedisClient plain = RedisClient.create("redis://127.0.0.1:" + server.port() + "/2");
    RedisCommands<String, String> commands = plain.connect().sync();
    assertThat(commands.ping()).isEqualTo("PONG");
    assertThat(commands.clientList()).contains("db=2");
    plain.shutdown(Duration.ZERO, Duration.ofSeconds(5));
  }

  @Test
  void strings() {
    assertThat(redis.set("k", "v")).isEqualTo("OK");
    assertThat(redis.get("k")).isEqualTo("v");
    assertThat(redis.get("nothing")).isNull();
    assertThat(redis.setGet("k", "w")).isEqualTo("v");
    assertThat(redis.append("k", "xyz")).isEqualTo(4);
    assertThat(redis.setrange("k", 1, "YY")).isEqualTo(4);
    assertThat(redis.getrange("k", 0, -1)).isEqualTo("wYYz");
    assertThat(redis.mset(Map.of("a", "1", "b", "2"))).isEqualTo("OK");
    assertThat(redis.mget("a", "nothing"))
        .containsExactly(KeyValue.just("a", "1"), KeyValue.empty("nothing"));
    assertThat(redis.incrby("a", 41)).isEqualTo(42);
    assertThat(redis.incrbyfloat("a", 0.5)).isEqualTo(42.5);
    assertThat(redis.del("a", "nothing")).isEqualTo(1);
    assertThat(redis.type("b")).isEqualTo("string");
    assertThat(redis.copy("b", "c")).isTrue();
    assertThat(redis.renamenx("b", "c")).isFalse();
    assertThat(redis.keys("*")).containsExactlyInAnyOrder("k", "b", "c");
    assertThat(redis.objectEncoding("b")).isEqualTo("int");
  }

  @Test
  void longestCommonSubsequence() {
    redis.mset(Map.of("a", "ohmytext", "b", "mynewtext"));
    LcsArgs both = LcsArgs.Builder.keys("a", "b");
    assertThat(redis.lcs(both).getMatchString()).isEqualTo("mytext");
    assertThat(redis.lcs(LcsArgs.Builder.keys("a", "b").withIdx()).getMatches()).hasSize(2);
  }

  @Test
  void expiry() {
    assertThat(redis.set("k", "v", SetArgs.Builder.nx().ex(100))).isEqualTo("OK");
    assertThat(redis.set("k", "v", SetArgs.Builder.nx().ex(100))).isNull();
    assertThat(redis.ttl("k")).isBetween(90L, 100L);
    assertThat(redis.getex("k", GetExArgs.Builder.persist())).isEqualTo("v");
    assertThat(redis.pttl("k")).isEqualTo(-1);
    assertThat(redis.pexpire("k", Duration.ofMillis(20))).isTrue();
    eventually("the key is gone", () -> redis.get("k") == null);
    assertThat(redis.ttl("k")).isEqualTo(-2);
  }

  @Test
  void keysAndValuesOfAnyBytes() {
    try (StatefulRedisConnection<byte[], byte[]> bytes = client.connect(ByteArrayCodec.INSTANCE)) {
      byte[] key = {0, '\r', '\n', -1};
      assertThat(bytes.sync().set(key, everyByte())).isEqualTo("OK");
      assertThat(bytes.sync().get(key)).isEqualTo(everyByte());
      assertThat(bytes.sync().keys("*")).singleElement().isEqualTo(key);
    }
  }

  @Test
  void manyInFlightComeBackInOrder() throws Exception {
    RedisAsyncCommands<String, String> async = connection.async();
    List<RedisFuture<Long>> counts = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) counts.add(async.incr("n"));
    async.set("text", "no number");
    RedisFuture<Long> error = async.incr("text");
    RedisFuture<String> after = async.get("text");
    for (int i = 0; i < counts.size(); i++) {
      assertThat(counts.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(i + 1);
    }
    assertThatThrownBy(() -> error.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(RedisCommandExecutionException.class);
    assertThat(after.get(20, TimeUnit.SECONDS)).isEqualTo("no number");
  }

  @Test
  void commandsHeldBackGoOutTogether() throws Exception {
    connection.setAutoFlushCommands(false);
    List<RedisFuture<String>> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) all.add(connection.async().set("key:" + i, "v"));
    connection.flushCommands();
    for (RedisFuture<String> one : all) {
      assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo("OK");
    }
    connection.setAutoFlushCommands(true);
    assertThat(redis.dbsize()).isEqualTo(1_000);
  }

  @Test
  void manyConnectionsAtOnce() throws Exception {
    List<RedisFuture<Long>> counts = new ArrayList<>();
    for (int i = 0; i < 50; i++) counts.add(client.connect().async().incr("n"));
    Set<Long> seen = new HashSet<>();
    for (RedisFuture<Long> count : counts) seen.add(count.get(20, TimeUnit.SECONDS));
    assertThat(seen).hasSize(50);
  }

  @Test
  void scanSeesEveryKeyOnceAtLeast() {
    Set<String> wanted = new TreeSet<>();
    for (int i = 0; i < 1_000; i++) {
      redis.set("key:" + i, "v");
      wanted.add("key:" + i);
    }
    redis.set("other", "v");
    Set<String> seen = new TreeSet<>();
    ScanIterator.scan(redis, ScanArgs.Builder.limit(50).match("key:*")).forEachRemaining(seen::add);
    assertThat(seen).isEqualTo(wanted);
    KeyScanCursor<String> first = redis.scan(ScanArgs.Builder.limit(10));
    assertThat(first.isFinished()).isFalse();
  }

  @Test
  void errorsAreExceptionsWithTheTextOfRedis() {
    redis.set("text", "abc");
    assertThatThrownBy(() -> redis.incr("text"))
        .isInstanceOf(RedisCommandExecutionException.class)
        .hasMessage("ERR value is not an integer or out of range");
    assertThatThrownBy(() -> redis.select(99))
        .isInstanceOf(RedisCommandExecutionException.class)
        .hasMessage("ERR DB index is out of range");
    assertThat(redis.get("text")).as("the connection lives on").isEqualTo("abc");
  }

  @Test
  void aPoolIsSharedByManyThreads() throws Exception {
    GenericObjectPoolConfig<StatefulRedisConnection<String, String>> size =
        new GenericObjectPoolConfig<>();
    size.setMaxTotal(4);
    try (GenericObjectPool<StatefulRedisConnection<String, String>> pool =
            ConnectionPoolSupport.createGenericObjectPool(client::connect, size);
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      List<Callable<Long>> work = new ArrayList<>();
      for (int i = 0; i < 8_000; i++) {
        work.add(
            () -> {
              try (StatefulRedisConnection<String, String> one = pool.borrowObject()) {
                return one.sync().incr("n");
              }
            });
      }
      Set<Long> seen = new HashSet<>();
      for (Future<Long> count : threads.invokeAll(work)) seen.add(count.get());
      assertThat(seen).hasSize(8_000);
    }
  }

  @Test
  void aUserLogsInAndMayWhatItsRulesSay() {
    assertThat(redis.aclSetuser("ann", AclSetuserArgs.Builder.on().addPassword("secret")))
        .isEqualTo("OK");
    assertThat(redis.aclSetuser("ann", AclSetuserArgs.Builder.allCommands().keyPattern("a*")))
        .isEqualTo("OK");
    assertThat(redis.aclUsers()).contains("ann", "default");
    assertThat(redis.aclGetuser("ann")).contains("flags");
    RedisURI uri = RedisURI.create("redis://ann:secret@127.0.0.1:" + server.port());
    RedisCommands<String, String> ann = client.connect(uri).sync();
    assertThat(ann.aclWhoami()).isEqualTo("ann");
    assertThat(ann.set("a", "1")).isEqualTo("OK");
    assertThatThrownBy(() -> ann.set("b", "1"))
        .isInstanceOf(RedisCommandExecutionException.class)
        .hasMessageStartingWith("NOPERM this user has no permissions to access one of the keys");
    assertThat(redis.aclLog()).first().asInstanceOf(MAP).containsEntry("object", "b");
    assertThat(redis.aclDeluser("ann")).isOne();
    assertThatThrownBy(() -> client.connect(uri)).hasStackTraceContaining("WRONGPASS");
  }

  @Test
  void aCutConnectionIsMadeAgainByItself() {
    redis.select(3);
    redis.set("k", "v");
    cutAllConnections();
    eventually("it is connected again", () -> "v".equals(redis.get("k")));
    assertThat(redis.clientList()).contains("db=3");
  }

  @Test
  void aRestartedServerIsFoundAgain() {
    redis.set("k", "v");
    restartServer();
    eventually("it is connected again", () -> redis.get("k") == null);
    assertThat(redis.set("k", "w")).isEqualTo("OK");
  }

  @Test
  void informationIsReadable() {
    assertThat(redis.info("server")).contains("redis_version:7.0.15");
    assertThat(redis.command()).isNotEmpty();
    assertThat(redis.configGet("maxmemory*")).containsKey("maxmemory-policy");
    assertThat(redis.time()).hasSize(2);
  }
}
