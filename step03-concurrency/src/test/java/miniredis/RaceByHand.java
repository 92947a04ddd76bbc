package miniredis;

import module java.base;

/** Two clients count the same thing, in the one order that loses a count if nothing is locked. */
final class RaceByHand {

  /** Stops the first who reads, until it is told to go on. */
  static class StagedDatabase extends Database {
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

  public static void main(String[] args) throws Exception {
    play(new StagedDatabase());
  }

  static void play(StagedDatabase database) throws Exception {
    CommandTable table = new CommandTable(database);
    Future<Reply> a = count(table);
    await(database.firstHasRead);
    Future<Reply> b = count(table);
    try {
      b.get(1, TimeUnit.SECONDS);
      System.out.println("B does not wait for A");
    } catch (TimeoutException e) {
      System.out.println("B waits for A");
    }
    database.goOn.countDown();
    System.out.println("A is told " + a.get() + ", B is told " + b.get());
    System.out.println("visits is " + database.string(Bytes.of("visits")));
  }

  /** A client in a thread of its own, which counts once. */
  static Future<Reply> count(CommandTable table) {
    List<Bytes> words = List.of(Bytes.of("INCR"), Bytes.of("visits"));
    FutureTask<Reply> client = new FutureTask<>(() -> table.run(words));
    Thread.startVirtualThread(client);
    return client;
  }

  /** A latch may throw what {@code string} may not. */
  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
