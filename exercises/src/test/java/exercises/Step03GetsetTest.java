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
class Step03GetsetTest extends ConformanceTest {

  @Test
  void getsetAnswersWhatWasThere() {
    redis.expect("GETSET @door open", "$-1");
    redis.expect("GETSET @door closed", "$4", "open");
    redis.expect("GET @door", "$6", "closed");
  }

  @Test
  void setnxSetsOnlyWhatIsNotThere() {
    redis.expect("SETNX @key taken", ":1");
    redis.expect("SETNX @key again", ":0");
    redis.expect("GET @key", "$5", "taken");
  }

  @Test
  void ofFiftyClientsOneGetsTheLock() {
    List<Redis> clients = new ArrayList<>();
    for (int i = 0; i < 50; i++) clients.add(connect());
    List<CompletableFuture<String>> replies =
        clients.stream()
            .map(each -> CompletableFuture.supplyAsync(() -> each.ask("SETNX @printer mine")))
            .toList();
    long owners = replies.stream().filter(reply -> reply.join().equals(":1")).count();
    assertThat(owners).as("clients that were told 1").isEqualTo(1);
  }

  @Test
  void wordsAreCounted() {
    redis.expect("SETNX @key", "-ERR wrong number of arguments for 'setnx' command");
    redis.expect("GETSET @key a b", "-ERR wrong number of arguments for 'getset' command");
  }
}
