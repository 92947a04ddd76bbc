package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCommandsTest {
  private final CommandTable table = new CommandTable(new Database(InstantSource.system()));

  private Reply run(String line) {
    return table.run(Arrays.stream(line.split(" ")).map(Bytes::of).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLUSHALL", "FLUSHALL ASYNC", "flushall sync"})
  void flushAllRemovesKeysAndDeadlines(String flushAll) {
    run("SET s x EX 100");
    run("RPUSH l x");
    run("HSET h f x");
    assertThat(run("DBSIZE")).isEqualTo(new Reply.Int(3));
    assertThat(run(flushAll)).isEqualTo(Reply.OK);
    assertThat(run("DBSIZE")).isEqualTo(new Reply.Int(0));
    run("INCR s");
    assertThat(run("TTL s")).isEqualTo(new Reply.Int(-1));
  }

  @Test
  void flushAllOfNothingIsNoError() {
    assertThat(run("FLUSHALL")).isEqualTo(Reply.OK);
  }
}
