package miniredis.clients;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.params.SetParams;

@ParameterizedClass
@EnumSource(RedisProtocol.class)
class JedisPubSubTest extends ClientTest {

  @Parameter RedisProtocol protocol;

  private RedisClient jedis;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private final JedisPubSub listener =
      new JedisPubSub() {
        @Override
        public void onMessage(String channel, String message) {
          heard.add(channel + " " + message);
        }

        @Override
        public void onPMessage(String pattern, String channel, String message) {
          heard.add(pattern + " " + channel + " " + message);
        }

        @Override
        public void onPong(String pattern) {
          heard.add("pong " + pattern);
        }
      };

  @BeforeEach
  void connect() {
    heard.clear();
    jedis =
        RedisClient.builder()
            .hostAndPort("127.0.0.1", server.port())
            .clientConfig(DefaultJedisClientConfig.builder().protocol(protocol).build())
            .build();
  }

  @AfterEach
  void disconnect() {
    jedis.close();
  }

  private Thread listen(Runnable subscription, String channel) {
    Thread thread = Thread.startVirtualThread(subscription);
    eventually("it listens", () -> jedis.publish(channel, "are you there") > 0);
    return thread;
  }

  private void eventuallyHeard(String... messages) {
    eventually(List.of(messages) + " is heard", () -> heard.containsAll(List.of(messages)));
  }

  @Test
  void messagesComeInOrderUntilTheSubscriptionEnds() throws Exception {
    Thread thread = listen(() -> jedis.subscribe(listener, "news", "more"), "news");
    for (int i = 0; i < 1_000; i++) jedis.publish(i % 2 == 0 ? "news" : "more", "" + i);
    eventuallyHeard("more 999");
    List<String> numbered = heard.stream().filter(each -> each.matches(".* \\d+")).toList();
    assertThat(numbered).hasSize(1_000).startsWith("news 0", "more 1", "news 2");
    listener.ping("still there");
    eventuallyHeard("pong still there");
    listener.unsubscribe();
    thread.join(10_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(jedis.publish("news", "x")).isZero();
  }

  @Test
  void patternsMatchChannels() {
    listen(() -> jedis.psubscribe(listener, "news.*"), "news.begin");
    jedis.publish("news.art", "hello");
    eventuallyHeard("news.* news.art hello");
    listener.punsubscribe();
  }

  @Test
  void aKeyThatDiesIsToldOf() {
    assertThat(jedis.configSet("notify-keyspace-events", "Ex")).isEqualTo("OK");
    listen(() -> jedis.psubscribe(listener, "__keyevent@*__:expired", "begin"), "begin");
    jedis.set("session", "anna", SetParams.setParams().px(20));
    eventuallyHeard("__keyevent@*__:expired __keyevent@0__:expired session");
    listener.punsubscribe();
    jedis.configSet("notify-keyspace-events", "");
  }
}
