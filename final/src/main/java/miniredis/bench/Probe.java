package miniredis.bench;

import module java.base;

/**
 * Two clients that ask a server without a break while something happens to it, a thread each: one
 * reads, one request at a time, and one writes, sixteen at a time. Both take random ones of the
 * keys.
 */
final class Probe implements AutoCloseable {

  static final int TOGETHER = 16;

  /** How long nobody may get a reply: a server may stop for very many keys. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** After so many it is looked whether to go on. */
  private static final int BATCHES = 50;

  private final Crowd reader;
  private final Crowd writer;
  private final Trial reads;
  private final Trial writes;

  /** How long each of the two has waited. */
  record Tails(Waits reads, Waits writes) {}

  /** What happens to a server; returns when it is over. */
  @FunctionalInterface
  interface Happening {
    void run() throws IOException;
  }

  Probe(int port, int keys, int valueSize) throws IOException {
    reads = new Trial(Workload.GET, 1, 1, BATCHES, keys, valueSize);
    writes = new Trial(Workload.SET, 1, TOGETHER, BATCHES * TOGETHER, keys, valueSize);
    reader = new Crowd(port, 1, LONGEST);
    try {
      writer = new Crowd(port, 1, LONGEST);
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }

  /** Asks until it is over; what the clients wait for then is waited for, and counts. */
  Tails during(Happening happening) throws IOException {
    AtomicBoolean over = new AtomicBoolean();
    FutureTask<Waits> reading = start("reads", reader, reads, over);
    FutureTask<Waits> writing = start("writes", writer, writes, over);
    try {
      happening.run();
    } finally {
      over.set(true);
      join(reading);
      join(writing);
    }
    return new Tails(result(reading), result(writing));
  }

  private static FutureTask<Waits> start(String name, Crowd crowd, Trial load, AtomicBoolean over) {
    FutureTask<Waits> task =
        new FutureTask<>(
            () -> {
              Waits waits = new Waits();
              while (!over.get()) crowd.put(load, waits);
              return waits;
            });
    Thread.ofPlatform().name(name).daemon().start(task);
    return task;
  }

  /** Waits for its end, whatever that is. */
  private static void join(FutureTask<Waits> task) throws IOException {
    try {
      task.get();
    } catch (ExecutionException e) {
      // Told by result(), unless what happened has failed before.
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  private static Waits result(FutureTask<Waits> task) throws IOException {
    if (task.state() == Future.State.SUCCESS) return task.resultNow();
    throw new IOException(task.exceptionNow().getMessage(), task.exceptionNow());
  }

  @Override
  public void close() throws IOException {
    try (reader;
        writer) {}
  }
}
