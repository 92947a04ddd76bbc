package miniredis.clients;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(ProtocolVersion.class)
class LettucePubSubTest extends ClientTest {

  @Parameter ProtocolVersion protocol;

  private RedisClient client;
  private RedisCommands<String, String> redis;
  private StatefulRedisPubSubConnection<String, String> listener;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  @BeforeEach
  void connect() {
    heard.clear();
    client = RedisClient.create(RedisURI.create("127.0.0.1", server.port()));
    client.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
    redis = client.connect().sync();
    listener = client.connectPubSub();
    listener.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void message(String channel, String message) {
            heard.add(channel + " " + message);
          }

          @Override
          public void message(String pattern, String channel, String message) {
            heard.add(pattern + " " + channel + " " + message);
          }

          @Override
          public void smessage(String channel, String message) {
            heard.add("shard " + channel + " " + message);
          }
        });
  }

  @AfterEach
  void disconnect() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
  }

  private void eventuallyHeard(String... messages) {
    eventually(List.of(messages) + " is heard", () -> heard.equals(List.of(messages)));
  }

  @Test
  void messagesOfChannelsPatternsAndShards() {
    listener.sync().subscribe("news");
    listener.sync().psubscribe("n*");
    listener.sync().ssubscribe("news");
    assertThat(redis.publish("news", "hello")).isEqualTo(2);
    assertThat(redis.spublish("news", "hello")).isEqualTo(1);
    eventuallyHeard("news hello", "n* news hello", "shard news hello");
    assertThat(redis.pubsubChannels()).containsExactly("news");
    assertThat(redis.pubsubNumsub("news", "none"))
        .containsEntry("news", 1L)
        .containsEntry("none", 0L);
    assertThat(redis.pubsubNumpat()).isEqualTo(1);
    listener.sync().unsubscribe("news");
    listener.sync().punsubscribe("n*");
    assertThat(redis.publish("news", "hello")).isZero();
  }

  @Test
  void aThousandMessagesComeInOrder() {
    listener.sync().subscribe("news");
    String[] wanted = new String[1_000];
    for (int i = 0; i < wanted.length; i++) {
      redis.publish("news", "" + i);
      wanted[i] = "news " + i;
    }
    eventuallyHeard(wanted);
  }

  @Test
  void aCutSubscriberSubscribesAgainByItself() {
    listener.sync().subscribe("news");
    assertThat(ask("CLIENT KILL TYPE pubsub")).isEqualTo(":1");
    eventually("it is there again", () -> redis.publish("news", "again") == 1);
    eventually("it is heard", () -> heard.contains("news again"));
  }

  @Test
  void eventsOfKeysAreToldInOrder() {
    redis.configSet("notify-keyspace-events", "EA");
    listener.sync().psubscribe("__keyevent@0__:*");
    redis.rpush("jobs", "wash");
    redis.lpop("jobs");
    String pattern = "__keyevent@0__:* ";
    eventuallyHeard(
        pattern + "__keyevent@0__:rpush jobs",
        pattern + "__keyevent@0__:lpop jobs",
        pattern + "__keyevent@0__:del jobs");
    redis.configSet("notify-keyspace-events", "");
  }
}
