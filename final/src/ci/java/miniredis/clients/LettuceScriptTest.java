package miniredis.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import module java.base;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.Consumer;
import io.lettuce.core.KeyValue;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.XAutoClaimArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.models.stream.PendingMessage;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.support.caching.CacheAccessor;
import io.lettuce.core.support.caching.CacheFrontend;
import io.lettuce.core.support.caching.ClientSideCaching;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What two clients do together, or one over several commands. */
@ParameterizedClass
@EnumSource(ProtocolVersion.class)
@SuppressWarnings("unchecked") // What it takes as varargs are generic.
class LettuceScriptTest extends ClientTest {

  @Parameter ProtocolVersion protocol;

  private RedisClient client;
  private StatefulRedisConnection<String, String> connection;
  private RedisCommands<String, String> redis;
  private RedisCommands<String, String> other;

  @BeforeEach
  void connect() {
    client = RedisClient.create(RedisURI.create("127.0.0.1", server.port()));
    client.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
    connection = client.connect();
    redis = connection.sync();
    other = client.connect().sync();
  }

  @AfterEach
  void disconnect() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
  }

  private void eventuallyWaits() {
    eventually("somebody waits", () -> other.info("clients").contains("blocked_clients:1"));
  }

  private static <T> T get(RedisFuture<T> coming) throws Exception {
    return coming.get(20, TimeUnit.SECONDS);
  }

  // --- transactions ---

  @Test
  void aTransactionRunsAsOneAndAnErrorInItIsOneAnswer() {
    assertThat(redis.multi()).isEqualTo("OK");
    redis.set("text", "abc");
    redis.incr("text");
    redis.incr("n");
    TransactionResult result = redis.exec();
    assertThat(result.wasDiscarded()).isFalse();
    assertThat(result.<Object>get(0)).isEqualTo("OK");
    assertThat(result.<Object>get(1)).isInstanceOf(RedisCommandExecutionException.class);
    assertThat(result.<Object>get(2)).isEqualTo(1L);
  }

  @Test
  void aTransactionIsGivenUpWhereAnotherHasChangedWhatIsWatched() {
    redis.watch("balance");
    other.set("balance", "theirs");
    redis.multi();
    redis.set("balance", "mine");
    assertThat(redis.exec().wasDiscarded()).isTrue();
    assertThat(redis.get("balance")).isEqualTo("theirs");
    redis.watch("balance");
    redis.unwatch();
    other.set("balance", "again");
    redis.multi();
    redis.get("balance");
    assertThat(redis.exec().<Object>get(0)).isEqualTo("again");
  }

  @Test
  void aTransactionThatIsDiscardedHasNotHappened() {
    redis.multi();
    redis.set("k", "v");
    assertThat(redis.discard()).isEqualTo("OK");
    assertThat(redis.exists("k")).isZero();
  }

  // --- waiting ---

  @Test
  void whoWaitsForAnElementGetsTheOneThatIsPushed() throws Exception {
    RedisFuture<KeyValue<String, String>> list = connection.async().blpop(20, "none", "jobs");
    eventuallyWaits();
    other.rpush("jobs", "wash");
    assertThat(get(list)).isEqualTo(KeyValue.just("jobs", "wash"));
    RedisFuture<KeyValue<String, ScoredValue<String>>> least = connection.async().bzpopmin(20, "z");
    eventuallyWaits();
    other.zadd("z", 2, "two");
    assertThat(get(least)).isEqualTo(KeyValue.just("z", ScoredValue.just(2, "two")));
    assertThat(redis.blpop(0.02, "nothing")).isNull();
  }

  // --- streams ---

  @Test
  void aGroupRemembersWhatItsConsumersHaveNotAcknowledged() throws Exception {
    Consumer<String> anna = Consumer.from("group", "anna");
    Consumer<String> bert = Consumer.from("group", "bert");
    StreamOffset<String> news = StreamOffset.lastConsumed("events");
    redis.xgroupCreate(StreamOffset.latest("events"), "group", XGroupCreateArgs.Builder.mkstream());
    RedisFuture<List<StreamMessage<String, String>>> coming =
        connection.async().xreadgroup(anna, XReadArgs.Builder.block(20_000).count(5), news);
    eventuallyWaits();
    String first = other.xadd("events", Map.of("kind", "birth"));
    assertThat(get(coming))
        .containsExactly(new StreamMessage<>("events", first, Map.of("kind", "birth")));
    String second = other.xadd("events", Map.of("kind", "birthday"));
    assertThat(redis.xreadgroup(bert, news)).hasSize(1);
    assertThat(redis.xreadgroup(bert, XReadArgs.Builder.block(20), news)).isEmpty();
    assertThat(redis.xpending("events", "group").getConsumerMessageCount())
        .isEqualTo(Map.of("anna", 1L, "bert", 1L));
    Consumer<String> carl = Consumer.from("group", "carl");
    assertThat(redis.xclaim("events", carl, 0, first, second)).hasSize(2);
    assertThat(
            redis
                .xautoclaim("events", XAutoClaimArgs.Builder.xautoclaim(anna, 0, first))
                .getMessages())
        .hasSize(2);
    assertThat(redis.xpending("events", anna, Range.unbounded(), Limit.from(9)))
        .extracting(PendingMessage::getId)
        .containsExactly(first, second);
    assertThat(redis.xack("events", "group", first, second)).isEqualTo(2);
    assertThat(redis.xpending("events", "group").getCount()).isZero();
  }

  @Test
  void whoWaitsForEntriesReadsThoseThatAreAdded() throws Exception {
    RedisFuture<List<StreamMessage<String, String>>> coming =
        connection.async().xread(XReadArgs.Builder.block(20_000), StreamOffset.latest("events"));
    eventuallyWaits();
    String id = other.xadd("events", Map.of("kind", "birth"));
    assertThat(get(coming)).extracting(StreamMessage::getId).containsExactly(id);
  }

  // --- scans ---

  @Test
  void scansOfFieldsMembersAndScoresSeeAllThatMatches() {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < 1_000; i++) fields.put("key:" + i, "v" + i);
    redis.hset("h", fields);
    redis.hset("h", "other", "v");
    redis.sadd("s", fields.keySet().toArray(String[]::new));
    redis.sadd("s", "other");
    fields.keySet().forEach(each -> redis.zadd("z", each.length() / 2.0, each));
    redis.zadd("z", 1, "other");
    ScanArgs some = ScanArgs.Builder.limit(50).match("key:*");
    assertThat(ScanIterator.hscan(redis, "h", some).stream().distinct())
        .hasSize(1_000)
        .allMatch(each -> fields.get(each.getKey()).equals(each.getValue()));
    assertThat(ScanIterator.sscan(redis, "s", some).stream()).hasSameElementsAs(fields.keySet());
    assertThat(ScanIterator.zscan(redis, "z", some).stream().distinct())
        .hasSize(1_000)
        .allMatch(each -> each.getScore() == each.getValue().length() / 2.0);
  }

  // --- client-side caching ---

  @Test
  void aCachedValueIsDroppedWhenAnotherChangesIt() {
    assumeThat(protocol).as("RESP2 has no pushes").isEqualTo(ProtocolVersion.RESP3);
    Map<String, String> cache = new ConcurrentHashMap<>();
    CacheFrontend<String, String> front =
        ClientSideCaching.enable(
            CacheAccessor.forMap(cache), connection, TrackingArgs.Builder.enabled());
    other.mset(Map.of("a", "1", "b", "1"));
    assertThat(front.get("a") + front.get("b")).isEqualTo("11");
    other.set("a", "2");
    eventually("it is dropped", () -> !cache.containsKey("a"));
    assertThat(cache).containsExactly(Map.entry("b", "1"));
    assertThat(front.get("a")).isEqualTo("2");
  }

  @Test
  void whatHasAPrefixIsToldOfWithoutBeingRead() {
    assumeThat(protocol).as("RESP2 has no pushes").isEqualTo(ProtocolVersion.RESP3);
    List<Object> told = new CopyOnWriteArrayList<>();
    connection.addListener(message -> told.add(message.getType()));
    redis.clientTracking(TrackingArgs.Builder.enabled().bcast().prefixes("user:"));
    other.set("account:1", "v");
    other.set("user:1", "v");
    eventually("it is told", () -> told.equals(List.of("invalidate")));
    redis.clientTracking(TrackingArgs.Builder.enabled(false));
    other.set("user:1", "w");
    assertThat(redis.ping()).isEqualTo("PONG");
    assertThat(told).hasSize(1);
  }

  @Test
  void anotherConnectionMayBeToldOfWhatChanges() {
    assumeThat(protocol).as("in RESP3 it is a push").isEqualTo(ProtocolVersion.RESP2);
    List<String> told = new CopyOnWriteArrayList<>();
    StatefulRedisPubSubConnection<String, String> listener = client.connectPubSub();
    listener.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, String key) {
            told.add(channel + " " + key);
          }
        });
    long id = listener.sync().clientId();
    listener.sync().subscribe("__redis__:invalidate");
    redis.clientTracking(TrackingArgs.Builder.enabled().redirect(id));
    assertThat(redis.get("a")).isNull();
    other.set("a", "2");
    eventually("it is told", () -> told.equals(List.of("__redis__:invalidate a")));
  }

  // --- users ---

  @Test
  void nothingIsAnsweredBeforeThePassword() {
    redis.configSet("requirepass", "secret");
    try {
      assertThatThrownBy(() -> client.connect().sync().get("k")).hasStackTraceContaining("NOAUTH");
      RedisURI uri = RedisURI.create("redis://:secret@127.0.0.1:" + server.port());
      assertThat(client.connect(uri).sync().set("k", "v")).isEqualTo("OK");
    } finally {
      redis.configSet("requirepass", "");
    }
  }

  @Test
  void whatAUserMayNotIsRefusedInATransactionToo() {
    AclSetuserArgs rules =
        AclSetuserArgs.Builder.on().addPassword("secret").keyPattern("b*").allCommands();
    redis.aclSetuser("bea", rules);
    redis.aclSetuser("bea", AclSetuserArgs.Builder.removeCommand(CommandType.DEL));
    RedisURI uri = RedisURI.create("redis://bea:secret@127.0.0.1:" + server.port());
    RedisCommands<String, String> bea = client.connect(uri).sync();
    assertThat(bea.set("b", "1")).isEqualTo("OK");
    assertThatThrownBy(() -> bea.del("b"))
        .hasMessage("NOPERM this user has no permissions to run the 'del' command");
    assertThatThrownBy(() -> bea.get("a")).hasMessageStartingWith("NOPERM");
    bea.multi();
    bea.set("b", "2");
    bea.set("a", "2");
    assertThatThrownBy(bea::exec).hasStackTraceContaining("EXECABORT");
    assertThat(bea.get("b")).isEqualTo("1");
    assertThat(redis.aclDeluser("bea")).isOne();
  }
}
