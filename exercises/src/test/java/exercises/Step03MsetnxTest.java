package exercises;

import static org.assertj.core.api.Assertions.assertThat;

import course.ConformanceTest;
import course.Redis;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
class Step03MsetnxTest extends ConformanceTest {

  @Test
  void allAreSetOrNone() {
    redis.expect("MSETNX @a 1 @b 2", ":1");
    redis.expect("MSETNX @b 3 @c 4", ":0");
    redis.expect("EXISTS @c", ":0");
    redis.expect("GET @b", "$1", "2");
  }

  @Test
  void theLastOfTwoValuesForOneKeyStays() {
    redis.expect("MSETNX @a 1 @a 2", ":1");
    redis.expect("GET @a", "$1", "2");
  }

  @Test
  void aKeyWithoutAValueIsRefused() {
    redis.expect("MSETNX @a 1 @b", "-ERR wrong number of arguments for 'msetnx' command");
    redis.expect("MSETNX @a", "-ERR wrong number of arguments for 'msetnx' command");
    redis.expect("EXISTS @a @b", ":0");
  }

  @Test
  void bothKeysHoldTheNameOfTheSameClient() {
    List<CompletableFuture<String>> replies = new ArrayList<>();
    for (int i = 10; i < 30; i++) {
      Redis client = connect();
      String line = "MSETNX @left client%d @right client%d".formatted(i, i);
      replies.add(CompletableFuture.supplyAsync(() -> client.ask(line)));
    }
    long winners = replies.stream().filter(reply -> reply.join().equals(":1")).count();
    assertThat(winners).as("clients that were told 1").isEqualTo(1);
    assertThat(redis.ask("GET @left")).isEqualTo(redis.ask("GET @right"));
  }
}
