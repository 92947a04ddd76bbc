package miniredis.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import module java.base;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.JedisShardedPubSub;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.args.ListDirection;
import redis.clients.jedis.csc.Cache;
import redis.clients.jedis.csc.CacheConfig;
import redis.clients.jedis.csc.CacheEntry;
import redis.clients.jedis.csc.CacheFactory;
import redis.clients.jedis.csc.CacheKey;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.XAutoClaimParams;
import redis.clients.jedis.params.XClaimParams;
import redis.clients.jedis.params.XPendingParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.resps.Tuple;
import redis.clients.jedis.util.KeyValue;
import redis.clients.jedis.util.RedisInputStream;

/** What two clients do together, or one over several commands. */
@ParameterizedClass
@EnumSource(RedisProtocol.class)
class JedisScriptTest extends ClientTest {

  private static final StreamEntryID NEW = StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY;

  @Parameter RedisProtocol protocol;

  private RedisClient jedis;

  @BeforeEach
  void connect() {
    jedis = client(config().build());
  }

  @AfterEach
  void disconnect() {
    jedis.close();
  }

  private DefaultJedisClientConfig.Builder config() {
    return DefaultJedisClientConfig.builder().protocol(protocol);
  }

  private RedisClient client(JedisClientConfig config) {
    return RedisClient.builder()
        .hostAndPort("127.0.0.1", server.port())
        .clientConfig(config)
        .build();
  }

  private static <T> CompletableFuture<T> meanwhile(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, Thread::startVirtualThread);
  }

  private void eventuallyWaits(int clients) {
    eventually(
        "somebody waits", () -> jedis.info("clients").contains("blocked_clients:" + clients));
  }

  // --- transactions ---

  @Test
  void aTransactionRunsAsOneAndAnErrorInItIsOneAnswer() {
    try (AbstractTransaction transaction = jedis.multi()) {
      Response<String> set = transaction.set("text", "abc");
      Response<Long> error = transaction.incr("text");
      Response<Long> count = transaction.incr("n");
      assertThat(transaction.exec()).hasSize(3);
      assertThat(set.get()).isEqualTo("OK");
      assertThatThrownBy(error::get).isInstanceOf(JedisDataException.class);
      assertThat(count.get()).isOne();
    }
  }

  @Test
  void aTransactionIsGivenUpWhereAnotherHasChangedWhatIsWatched() {
    try (AbstractTransaction transaction = jedis.transaction(false)) {
      assertThat(transaction.watch("balance")).isEqualTo("OK");
      jedis.set("balance", "theirs");
      transaction.multi();
      transaction.set("balance", "mine");
      assertThat(transaction.exec()).isNull();
    }
    assertThat(jedis.get("balance")).isEqualTo("theirs");
    try (AbstractTransaction transaction = jedis.transaction(false)) {
      transaction.watch("balance");
      transaction.unwatch();
      jedis.set("balance", "again");
      transaction.multi();
      transaction.get("balance");
      assertThat(transaction.exec()).containsExactly("again");
    }
  }

  @Test
  void aTransactionThatIsDiscardedHasNotHappened() {
    try (AbstractTransaction transaction = jedis.multi()) {
      transaction.set("k", "v");
      assertThat(transaction.discard()).isEqualTo("OK");
    }
    assertThat(jedis.exists("k")).isFalse();
  }

  // --- waiting ---

  @Test
  void whoWaitsForAnElementGetsTheOneThatIsPushed() {
    CompletableFuture<KeyValue<String, String>> list =
        meanwhile(() -> jedis.blpop(20.0, "none", "jobs"));
    eventuallyWaits(1);
    jedis.rpush("jobs", "wash");
    assertThat(list.join()).isEqualTo(KeyValue.of("jobs", "wash"));
    CompletableFuture<String> moved =
        meanwhile(() -> jedis.blmove("from", "to", ListDirection.LEFT, ListDirection.RIGHT, 20));
    eventuallyWaits(1);
    jedis.rpush("from", "a");
    assertThat(moved.join()).isEqualTo("a");
    assertThat(jedis.lrange("to", 0, -1)).containsExactly("a");
    CompletableFuture<KeyValue<String, Tuple>> least = meanwhile(() -> jedis.bzpopmin(20, "z"));
    eventuallyWaits(1);
    jedis.zadd("z", Map.of("two", 2.0, "one", 1.0));
    assertThat(least.join()).isEqualTo(KeyValue.of("z", new Tuple("one", 1.0)));
    CompletableFuture<KeyValue<String, List<String>>> some =
        meanwhile(() -> jedis.blmpop(20, ListDirection.LEFT, 2, "many"));
    eventuallyWaits(1);
    jedis.rpush("many", "a", "b", "c");
    assertThat(some.join()).isEqualTo(KeyValue.of("many", List.of("a", "b")));
  }

  @Test
  void whoWaitsInVainIsToldSo() {
    assertThat(jedis.blpop(0.02, "nothing")).isNull();
    assertThat(jedis.bzpopmin(0.02, "nothing")).isNull();
    Map<String, StreamEntryID> last = Map.of("nothing", StreamEntryID.XREAD_NEW_ENTRY);
    assertThat(jedis.xread(XReadParams.xReadParams().block(20), last)).isNull();
  }

  // --- streams ---

  @Test
  void whoWaitsForEntriesReadsThoseThatAreAdded() {
    Map<String, StreamEntryID> last = Map.of("events", StreamEntryID.XREAD_NEW_ENTRY);
    CompletableFuture<Map<String, List<StreamEntry>>> coming =
        meanwhile(() -> jedis.xreadAsMap(XReadParams.xReadParams().block(20_000), last));
    eventuallyWaits(1);
    StreamEntryID id =
        jedis.xadd("events", StreamEntryID.NEW_ENTRY, Map.of("kind", "birth", "name", "anna"));
    StreamEntry entry = coming.join().get("events").getFirst();
    assertThat(entry.getID()).isEqualTo(id);
    assertThat(entry.getFields()).isEqualTo(Map.of("kind", "birth", "name", "anna"));
  }

  @Test
  void aGroupRemembersWhatItsConsumersHaveNotAcknowledged() {
    assertThat(jedis.xgroupCreate("events", "group", StreamEntryID.XGROUP_LAST_ENTRY, true))
        .isEqualTo("OK");
    CompletableFuture<List<StreamEntry>> coming = meanwhile(() -> read("anna", NEW, 20_000));
    eventuallyWaits(1);
    StreamEntryID first = jedis.xadd("events", StreamEntryID.NEW_ENTRY, Map.of("n", "1"));
    assertThat(coming.join()).extracting(StreamEntry::getID).containsExactly(first);
    StreamEntryID second = jedis.xadd("events", StreamEntryID.NEW_ENTRY, Map.of("n", "2"));
    assertThat(read("bert", NEW, 1)).extracting(StreamEntry::getID).containsExactly(second);
    assertThat(read("bert", NEW, 1)).isEmpty();
    assertThat(read("bert", new StreamEntryID(), 1)).hasSize(1);
    assertThat(jedis.xpending("events", "group").getConsumerMessageCount())
        .isEqualTo(Map.of("anna", 1L, "bert", 1L));
    assertThat(
            jedis.xclaim("events", "group", "carl", 0, XClaimParams.xClaimParams(), first, second))
        .hasSize(2);
    assertThat(jedis.xautoclaim("events", "group", "dora", 0, first, new XAutoClaimParams()))
        .satisfies(claimed -> assertThat(claimed.getValue()).hasSize(2));
    assertThat(
            jedis.xpending(
                "events", "group", XPendingParams.xPendingParams("-", "+", 9).consumer("dora")))
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.getDeliveredTimes()).isGreaterThan(2));
    assertThat(jedis.xack("events", "group", first, second)).isEqualTo(2);
    assertThat(jedis.xpending("events", "group").getTotal()).isZero();
    assertThat(jedis.xinfoGroups("events").getFirst().getPending()).isZero();
  }

  private List<StreamEntry> read(String consumer, StreamEntryID from, int milliseconds) {
    XReadGroupParams how = XReadGroupParams.xReadGroupParams().count(5).block(milliseconds);
    Map<String, List<StreamEntry>> read =
        jedis.xreadGroupAsMap("group", consumer, how, Map.of("events", from));
    return read == null ? List.of() : read.get("events");
  }

  // --- scans ---

  @Test
  void scansOfFieldsMembersAndScoresSeeAllThatMatches() {
    Map<String, String> fields = new HashMap<>();
    Map<String, Double> scores = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      fields.put("key:" + i, "v" + i);
      scores.put("key:" + i, i / 2.0);
    }
    jedis.hset("h", fields);
    jedis.hset("h", "other", "v");
    jedis.sadd("s", fields.keySet().toArray(String[]::new));
    jedis.sadd("s", "other");
    jedis.zadd("z", scores);
    jedis.zadd("z", 1, "other");
    ScanParams some = new ScanParams().match("key:*").count(50);
    assertThat(all(at -> jedis.hscan("h", at, some))).isEqualTo(fields.entrySet());
    assertThat(all(at -> jedis.sscan("s", at, some))).isEqualTo(fields.keySet());
    assertThat(all(at -> jedis.zscan("z", at, some)))
        .isEqualTo(
            scores.entrySet().stream()
                .map(each -> new Tuple(each.getKey(), each.getValue()))
                .collect(Collectors.toSet()));
    assertThat(all(at -> jedis.scan(at, new ScanParams().match("?"), "hash"))).containsExactly("h");
  }

  private static <T> Set<T> all(Function<String, ScanResult<T>> scan) {
    Set<T> all = new HashSet<>();
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      ScanResult<T> page = scan.apply(cursor);
      all.addAll(page.getResult());
      cursor = page.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    return all;
  }

  // --- messages ---

  @Test
  void messagesOfAShardAreHeard() {
    List<String> heard = new CopyOnWriteArrayList<>();
    JedisShardedPubSub listener =
        new JedisShardedPubSub() {
          @Override
          public void onSMessage(String channel, String message) {
            heard.add(channel + " " + message);
            if (message.equals("last")) sunsubscribe();
          }
        };
    CompletableFuture<Boolean> listening =
        meanwhile(
            () -> {
              try (Connection connection = connection(config().build())) {
                listener.proceed(connection, "news", "sport");
                return true;
              }
            });
    eventually("it listens", () -> publishToShard("sport", "hello") == 1);
    assertThat(jedis.publish("sport", "not of the shard")).isZero();
    assertThat(publishToShard("news", "last")).isOne();
    assertThat(listening.join()).isTrue();
    assertThat(heard).containsExactly("sport hello", "news last");
  }

  private long publishToShard(String channel, String message) {
    try (Connection connection = connection(config().build())) {
      connection.sendCommand(Protocol.Command.SPUBLISH, channel, message);
      return connection.getIntegerReply();
    }
  }

  // --- client-side caching ---

  private Connection connection(JedisClientConfig config) {
    return new Connection(place(), config);
  }

  private HostAndPort place() {
    return new HostAndPort("127.0.0.1", server.port());
  }

  /**
   * A connection that keeps what it reads. Jedis has one of its own, for servers that say that they
   * are Redis 7.4 or later: this has the same cache, and does the same with what the server pushes.
   */
  private static final class CachingConnection extends Connection {

    private final Cache cache = CacheFactory.getCache(CacheConfig.builder().build());

    CachingConnection(HostAndPort place, JedisClientConfig config) {
      super(place, config);
    }

    @Override
    protected Object protocolRead(RedisInputStream in) {
      return cache == null ? Protocol.read(in) : Protocol.read(in, cache);
    }

    String get(String key) {
      CommandObject<String> command = new CommandObjects(RedisProtocol.RESP3).get(key);
      CacheKey<String> cacheKey = new CacheKey<>(command);
      CacheEntry<?> kept = cache.get(cacheKey);
      if (kept != null) return (String) kept.getValue();
      String value = executeCommand(command);
      cache.set(cacheKey, new CacheEntry<>(cacheKey, value, null));
      return value;
    }
  }

  @Test
  void aCachedValueIsDroppedWhenAnotherChangesIt() {
    assumeThat(protocol).as("RESP2 has no pushes").isNotEqualTo(RedisProtocol.RESP2);
    try (CachingConnection caching = new CachingConnection(place(), config().build())) {
      tracking(caching, "ON");
      jedis.mset("a", "1", "b", "1");
      assertThat(caching.get("a") + caching.get("b")).isEqualTo("11");
      assertThat(caching.cache.getSize()).isEqualTo(2);
      jedis.set("a", "2");
      assertThat(caching.ping()).isTrue();
      assertThat(caching.cache.getSize()).as("only what changed is dropped").isOne();
      assertThat(caching.get("a") + caching.get("b")).isEqualTo("21");
      jedis.flushAll();
      caching.ping();
      assertThat(caching.cache.getSize()).isZero();
      assertThat(caching.get("a")).isNull();
    }
  }

  private static void tracking(Connection connection, String... options) {
    List<String> words = new ArrayList<>(List.of("TRACKING"));
    Collections.addAll(words, options);
    connection.sendCommand(Protocol.Command.CLIENT, words.toArray(String[]::new));
    assertThat(connection.getStatusCodeReply()).isEqualTo("OK");
  }

  @Test
  void anotherConnectionMayBeToldOfWhatChanges() {
    Map<String, String> cache = new ConcurrentHashMap<>();
    CompletableFuture<Long> number = new CompletableFuture<>();
    CompletableFuture<Boolean> listens = new CompletableFuture<>();
    JedisPubSub listener =
        new JedisPubSub() {
          @Override
          public void onSubscribe(String channel, int count) {
            listens.complete(true);
          }

          @Override
          public void onMessage(String channel, String key) {
            cache.remove(key);
          }
        };
    Thread thread = Thread.startVirtualThread(() -> listen(listener, number));
    long id = number.join();
    assertThat(listens.join()).isTrue();
    try (Connection reading = connection(config().build())) {
      tracking(reading, "ON", "REDIRECT", "" + id, "NOLOOP");
      jedis.set("a", "1");
      reading.sendCommand(Protocol.Command.GET, "a");
      cache.putAll(Map.of("a", reading.getBulkReply(), "b", "1"));
      jedis.set("a", "2");
      eventually("it is dropped", () -> !cache.containsKey("a"));
      assertThat(cache).containsOnlyKeys("b");
    } finally {
      listener.unsubscribe();
    }
    eventually("it has ended", () -> !thread.isAlive());
  }

  private void listen(JedisPubSub listener, CompletableFuture<Long> id) {
    JedisClientConfig two = config().protocol(RedisProtocol.RESP2).build();
    try (Connection connection = connection(two)) {
      connection.sendCommand(Protocol.Command.CLIENT, "ID");
      id.complete(connection.getIntegerReply());
      listener.proceed(connection, "__redis__:invalidate");
    }
  }

  // --- users ---

  @Test
  void nothingIsAnsweredBeforeThePassword() {
    jedis.configSet("requirepass", "secret");
    try (RedisClient right = client(config().password("secret").build())) {
      assertThat(right.set("k", "v")).isEqualTo("OK");
      // A client of RESP2 says nothing before its first command, and that is refused.
      try (RedisClient nobody = client(config().build())) {
        assertThatThrownBy(() -> nobody.get("k")).hasStackTraceContaining("NOAUTH");
      }
      right.configSet("requirepass", "");
    }
  }

  @Test
  void whatAUserMayNotIsRefusedInATransactionToo() {
    assertThat(ask("ACL SETUSER bea on >secret ~b* resetchannels +@all -del")).isEqualTo("+OK");
    try (RedisClient bea = client(config().user("bea").password("secret").build())) {
      assertThat(bea.set("b", "1")).isEqualTo("OK");
      assertThatThrownBy(() -> bea.del("b"))
          .isInstanceOf(JedisAccessControlException.class)
          .hasMessageStartingWith("NOPERM this user has no permissions to run the 'del' command");
      assertThatThrownBy(() -> bea.get("a")).isInstanceOf(JedisAccessControlException.class);
      try (AbstractTransaction transaction = bea.multi()) {
        transaction.set("b", "2");
        transaction.set("a", "2");
        assertThatThrownBy(transaction::exec).hasStackTraceContaining("EXECABORT");
      }
      assertThat(bea.get("b")).isEqualTo("1");
      ask("ACL SETUSER bea -get");
      assertThatThrownBy(() -> bea.get("b")).isInstanceOf(JedisAccessControlException.class);
    } finally {
      ask("ACL DELUSER bea");
    }
    assertThat(jedis.exists("a")).isFalse();
  }
}
