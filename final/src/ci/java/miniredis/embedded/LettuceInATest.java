package miniredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import org.junit.jupiter.api.Test;

/** Tests as a user of Lettuce would write them; the chapter shows the first. */
class LettuceInATest {

  @Test
  void aCommandWhoseReplyIsLostIsSentAgain() {
    try (MiniRedis redis = MiniRedis.start();
        RedisClient client = RedisClient.create(redis.uri().toString())) {
      RedisCommands<String, String> commands = client.connect().sync();
      redis.cutAfter(1, each -> each.is("INCR"));
      assertThat(commands.incr("visits")).isEqualTo(2);
      assertThat(redis.received()).filteredOn(each -> each.is("INCR")).hasSize(2);
    }
  }

  @Test
  void theClockMovesForItToo() {
    try (MiniRedis redis = MiniRedis.start();
        RedisClient client = RedisClient.create(redis.uri().toString())) {
      RedisCommands<String, String> commands = client.connect().sync();
      commands.setex("session:1", 3600, "anna");
      redis.advance(Duration.ofHours(1));
      assertThat(commands.get("session:1")).isNull();
    }
  }

  @Test
  void severalServersAtOnce() {
    try (MiniRedis one = MiniRedis.start();
        MiniRedis two = MiniRedis.start();
        RedisClient first = RedisClient.create(one.uri().toString());
        RedisClient second = RedisClient.create(two.uri().toString())) {
      first.connect().sync().set("k", "v");
      assertThat(second.connect().sync().get("k")).isNull();
    }
  }
}
