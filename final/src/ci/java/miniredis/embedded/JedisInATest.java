package miniredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redis.clients.jedis.params.SetParams.setParams;

import module java.base;

import miniredis.junit.MiniRedisExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Tests as a user of Jedis would write them; the chapter shows the first. */
@ExtendWith(MiniRedisExtension.class)
class JedisInATest {

  @Test
  void aSessionLastsAnHour(MiniRedis redis) {
    try (RedisClient client = RedisClient.create(redis.host(), redis.port())) {
      client.set("session:1", "anna", setParams().ex(3600));
      redis.advance(Duration.ofMinutes(59));
      assertThat(client.get("session:1")).isEqualTo("anna");
      redis.advance(Duration.ofMinutes(1));
      assertThat(client.get("session:1")).isNull();
    }
  }

  @Test
  void aLostReplyIsAnExceptionThoughTheCommandWasRun(MiniRedis redis) {
    try (RedisClient client = RedisClient.create(redis.host(), redis.port())) {
      redis.cutAfter(1, each -> each.is("INCR"));
      assertThatThrownBy(() -> client.incr("visits")).isInstanceOf(JedisConnectionException.class);
    }
    try (RedisClient client = RedisClient.create(redis.host(), redis.port())) {
      assertThat(client.get("visits")).isEqualTo("1");
    }
  }

  @Test
  void whatATransactionSendsCanBeSeen(MiniRedis redis) {
    try (RedisClient client = RedisClient.create(redis.host(), redis.port())) {
      client.ping();
      redis.forget();
      AbstractTransaction both = client.multi();
      both.incr("visits");
      both.exec();
      assertThat(redis.received())
          .extracting(Received::line)
          .containsExactly("MULTI", "INCR visits", "EXEC");
    }
  }

  @Test
  void aFailingDiskRefusesWrites() {
    String log = Path.of("target", "embedded.log").toString();
    try (MiniRedis redis = MiniRedis.start("--appendonly", "yes", "--logfile", log);
        RedisClient client = RedisClient.create(redis.host(), redis.port())) {
      redis.failNextFsync();
      assertThatThrownBy(
              () -> {
                while (true) client.incr("visits");
              })
          .isInstanceOf(JedisDataException.class)
          .hasMessageStartingWith("MISCONF");
    }
  }
}
