package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No client can tell whether dead keys are swept: this test looks into the server's memory. */
class SweepTest {
  private final ModuleServer server = new ModuleServer();

  @AfterEach
  void close() {
    server.close();
  }

  /** Asked without looking at the key, or the asking would remove it. */
  private long deadline(String key) {
    return server.database.exclusively(() -> server.database.deadline(Bytes.of(key)));
  }

  @Test
  void theServerRemovesADeadKeyThatNobodyAsksFor() throws Exception {
    int port = server.start();
    try (Redis redis = Redis.connect("127.0.0.1", port, "testkey")) {
      redis.expect("SET session x EX 100", "+OK");
    }
    assertThat(deadline("session")).isLessThan(Expiry.NEVER);
    server.advance(Duration.ofSeconds(100));
    Redis.eventually("the key is removed", () -> deadline("session") == Expiry.NEVER);
  }
}
