package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The lost update, on stage. The database is one that stops the first client between its reading
 * and its writing: what else is a matter of luck happens here every time.
 */
class RaceStepTest {

  /** Stops the first who reads, until it is told to go on. */
  private static class StagedDatabase extends Database {
    final CountDownLatch firstHasRead = new CountDownLatch(1);
    final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger reads = new AtomicInteger();

    @Override
    Bytes string(Bytes key) {
      Bytes value = super.string(key);
      if (reads.incrementAndGet() == 1) {
        firstHasRead.countDown();
        await(goOn);
      }
      return value;
    }
  }

  /** The same, as it would be without the lock. */
  private static class UnlockedDatabase extends StagedDatabase {
    @Override
    <T> T exclusively(Supplier<T> work) {
      return work.get();
    }
  }

  private static final List<Bytes> INCR = List.of(Bytes.of("INCR"), Bytes.of("visits"));

  @Test
  void withoutTheLockOneOfTwoCountsIsLost() {
    StagedDatabase database = new UnlockedDatabase();
    CommandTable table = new CommandTable(database);
    CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> table.run(INCR));
    await(database.firstHasRead);

    Reply second = table.run(INCR);
    database.goOn.countDown();

    assertThat(first.join()).isEqualTo(new Reply.Int(1));
    assertThat(second).isEqualTo(new Reply.Int(1));
    assertThat(database.string(Bytes.of("visits"))).isEqualTo(Bytes.of("1"));
  }

  @Test
  void withTheLockTheSecondClientWaitsForTheFirst() {
    StagedDatabase database = new StagedDatabase();
    CommandTable table = new CommandTable(database);
    CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> table.run(INCR));
    await(database.firstHasRead);

    CompletableFuture<Reply> second = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> second.complete(table.run(INCR)));
    Redis.eventually("the second client waits for the lock", database.lock::hasQueuedThreads);
    assertThat(second).isNotDone();
    database.goOn.countDown();

    assertThat(first.join()).isEqualTo(new Reply.Int(1));
    assertThat(second.join()).isEqualTo(new Reply.Int(2));
    assertThat(database.string(Bytes.of("visits"))).isEqualTo(Bytes.of("2"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
