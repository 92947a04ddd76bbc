package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The lost update, on stage. The database is one that stops the first client between its reading
 * and its writing: what else is a matter of luck happens here every time.
 */
class RaceStepTest {

  /** The play, as it ends without the lock. */
  static class WithoutTheLock extends RaceByHand.StagedDatabase {
    @Override
    <T> T exclusively(Supplier<T> work) {
      return work.get();
    }

    public static void main(String[] args) throws Exception {
      RaceByHand.play(new WithoutTheLock());
    }
  }

  @Test
  void withoutTheLockOneOfTwoCountsIsLost() throws IOException {
    assertThat(printed(WithoutTheLock.class))
        .containsExactly(
            "B does not wait for A",
            "A is told Int[value=1], B is told Int[value=1]",
            "visits is 1");
  }

  @Test
  void withTheLockBothAreCounted() throws IOException {
    assertThat(printed(RaceByHand.class))
        .containsExactly(
            "B waits for A", "A is told Int[value=1], B is told Int[value=2]", "visits is 2");
  }

  @Test
  void theSecondClientStandsInTheQueueBehindTheFirst() throws Exception {
    RaceByHand.StagedDatabase database = new RaceByHand.StagedDatabase();
    CommandTable table = new CommandTable(database);
    Future<Reply> first = RaceByHand.count(table);
    database.firstHasRead.await();

    Future<Reply> second = RaceByHand.count(table);
    Redis.eventually("the second client waits for the lock", database.lock::hasQueuedThreads);
    assertThat(second).isNotDone();
    database.goOn.countDown();

    assertThat(first.get()).isEqualTo(new Reply.Int(1));
    assertThat(second.get()).isEqualTo(new Reply.Int(2));
    assertThat(database.string(Bytes.of("visits"))).isEqualTo(Bytes.of("2"));
  }

  /** What the program prints, in a process of its own: its output is nobody else's. */
  private static List<String> printed(Class<?> program) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String classPath = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(java, "-cp", classPath, program.getName())
            .redirectErrorStream(true)
            .start();
    try (var lines = process.inputReader().lines()) {
      return lines.toList();
    }
  }
}
