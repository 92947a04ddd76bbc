package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed with SIGKILL at random moments, in the midst of writes and of rewrites,
 * again and again on the same folder. Whatever was acknowledged is there afterwards, under every
 * policy, and in the order in which it was done.
 */
@Tag("slow")
class KillTest {

  private static final int ROUNDS = 34;
  private static final int CLIENTS = 3;
  private static final int PIPELINE = 8;

  @TempDir Path parent;

  @Test
  void whatWasAcknowledgedSurvivesEveryKill() {
    List<CompletableFuture<String>> all =
        Stream.of("always", "everysec", "no")
            .map(policy -> CompletableFuture.supplyAsync(() -> rounds(policy)))
            .toList();
    for (CompletableFuture<String> each : all) System.out.println(each.join());
  }

  /** The deadline of field 0, which is far away; each field after it dies a millisecond later. */
  private static final long DEADLINE = 4_000_000_000_000L;

  /**
   * One that pushes 1, 2, 3 ... to a list of its own, and makes them fields of a hash, each with a
   * deadline.
   */
  private static final class Writer {
    final String list;
    final String hash;
    volatile long acknowledged;
    volatile long sent;

    Writer(int number) {
      list = "list" + number;
      hash = "hash" + number;
    }

    private static String at(String number) {
      return "" + (DEADLINE + Long.parseLong(number));
    }

    void writeUntilKilled(RunningServer server) {
      try (Client client = RdbInteropTest.client(server)) {
        while (true) {
          for (int i = 0; i < PIPELINE; i++) {
            String number = "" + ++sent;
            client.send("RPUSH", list, number);
            client.send("HSETEX", hash, "PXAT", at(number), "FIELDS", "1", number, "v");
          }
          for (int i = 0; i < PIPELINE; i++) {
            if (!(client.receive() instanceof Reply.Int(long length))) return;
            if (!(client.receive() instanceof Reply.Int)) return;
            acknowledged = length;
          }
        }
      } catch (IOException killed) {
        // That is what is being tried.
      }
    }

    /** All that was acknowledged is there, and nothing else but what was sent. */
    void check(Client client, String when) throws IOException {
      Reply.Array elements = (Reply.Array) client.call("LRANGE", list, "0", "-1");
      long count = elements.items().size();
      assertThat(count).as(list + " " + when).isBetween(acknowledged, sent);
      for (int i = 0; i < count; i++) {
        assertThat(elements.items().get(i)).isEqualTo(Reply.bulk("" + (i + 1)));
      }
      checkHash(client, count, when);
      sent = acknowledged = count;
    }

    /** A kill may come between the push and the field; the field is set anew in the next round. */
    private void checkHash(Client client, long count, String when) throws IOException {
      if (count == 0) return;
      List<String> request = new ArrayList<>(List.of("HPEXPIRETIME", hash, "FIELDS", "" + count));
      for (long i = 1; i <= count; i++) request.add("" + i);
      Reply.Array found = (Reply.Array) client.call(request.toArray(String[]::new));
      for (int i = 0; i < count; i++) {
        Reply wanted = Reply.integer(DEADLINE + i + 1);
        if (i == count - 1 && acknowledged < count && !found.items().get(i).equals(wanted)) {
          client.call("HSETEX", hash, "PXAT", at("" + count), "FIELDS", "1", "" + count, "v");
        } else {
          assertThat(found.items().get(i)).as(hash + " " + when).isEqualTo(wanted);
        }
      }
    }
  }

  private String rounds(String policy) {
    Random random = new Random();
    List<Writer> writers = IntStream.range(0, CLIENTS).mapToObj(Writer::new).toList();
    Path folder = parent.resolve(policy);
    try {
      Files.createDirectory(folder);
      for (int round = 0; round <= ROUNDS; round++) {
        String when = "after %d kills under %s".formatted(round, policy);
        try (RunningServer server = start(folder, policy)) {
          try (Client client = RdbInteropTest.client(server)) {
            for (Writer each : writers) each.check(client, when);
            if (random.nextInt(3) == 0) client.call("BGREWRITEAOF");
          }
          if (round < ROUNDS) writeAndKill(server, writers, random.nextInt(20, 200));
        }
      }
      long sum = writers.stream().mapToLong(each -> each.acknowledged).sum();
      return "%d kills under %s: %d acknowledged writes, none lost".formatted(ROUNDS, policy, sum);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RunningServer start(Path folder, String policy) {
    return RunningServer.ours(
        "--appendonly", "yes", "--appendfsync", policy, "--dir", folder.toString());
  }

  private static void writeAndKill(RunningServer server, List<Writer> writers, int milliseconds) {
    List<Thread> threads =
        writers.stream()
            .map(each -> Thread.ofPlatform().start(() -> each.writeUntilKilled(server)))
            .toList();
    long end = System.nanoTime() + milliseconds * 1_000_000L;
    while (System.nanoTime() < end) LockSupport.parkNanos(1_000_000);
    server.kill();
    for (Thread each : threads) join(each);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
