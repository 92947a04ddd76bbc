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
 * policy, and in the order in which it was done; of a transaction all or nothing.
 *
 * <p>{@code -Dkill.rounds=100} kills more often, as those tagged {@code soak} do.
 */
@Tag("slow")
class KillTest {

  private static final int ROUNDS = Integer.getInteger("kill.rounds", 6);
  private static final int MANY_ROUNDS = 40;
  private static final int PIPELINE = 8;

  /** What a writer does to a value of its own with the number that it pushes to its list. */
  private enum Kind {
    SET("SADD %1$s %2$d", "SCARD %1$s"),
    SORTED_SET("ZADD %1$s %2$d member%2$d", "ZCARD %1$s"),
    HASH("HSET %1$s field%2$d %2$d", "HLEN %1$s"),
    MORTAL_FIELDS("HSETEX %1$s PXAT 4000000%2$06d FIELDS 1 %2$d v", "HLEN %1$s"),
    STREAM("XADD %1$s %2$d-1 f %2$d", "XLEN %1$s"),
    GROUP(
        "XGROUP CREATE %1$s g 0 MKSTREAM; XADD %1$s %2$d-1 f %2$d;"
            + " XREADGROUP GROUP g anna COUNT 1 STREAMS %1$s >",
        "XLEN %1$s"),
    LOG("PFADD %1$s %2$d", null),
    PLACES("GEOADD %1$s 13.%2$d 52.5 place%2$d", "ZCARD %1$s");

    final String change;

    /** What replies as many as there are numbers, or null. */
    final String size;

    Kind(String change, String size) {
      this.change = change;
      this.size = size;
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    List<String[]> changes(String key, long number) {
      return Stream.of(change.formatted(key, number).split("; "))
          .map(each -> each.split(" "))
          .toList();
    }

    /** How many replies come before that of EXEC. */
    int queued() {
      return 2 + changes("", 0).size();
    }
  }

  @TempDir Path parent;

  @Test
  void whatWasAcknowledgedSurvivesEveryKill() {
    killUnderEveryPolicy(ROUNDS);
  }

  @Test
  @Tag("soak")
  void whatWasAcknowledgedSurvivesManyMoreKills() {
    killUnderEveryPolicy(MANY_ROUNDS);
  }

  private void killUnderEveryPolicy(int rounds) {
    List<CompletableFuture<String>> all =
        Stream.of("always", "everysec", "no")
            .map(policy -> CompletableFuture.supplyAsync(() -> rounds(policy, rounds)))
            .toList();
    for (CompletableFuture<String> each : all) System.out.println(each.join());
  }

  /** One that pushes 1, 2, 3 ... to a list of its own, and each time changes another value. */
  private static final class Writer {
    final Kind kind;
    final String list;
    volatile long acknowledged;
    volatile long sent;

    Writer(Kind kind) {
      this.kind = kind;
      list = "list of " + kind.key();
    }

    void writeUntilKilled(RunningServer server) {
      try (Client client = RdbInteropTest.client(server)) {
        while (true) {
          for (int i = 0; i < PIPELINE; i++) sendBoth(client, ++sent);
          for (int i = 0; i < PIPELINE; i++) {
            for (int queued = 0; queued < kind.queued(); queued++) client.receive();
            if (!(client.receive() instanceof Reply.Array(List<? extends Reply> both))) return;
            acknowledged = ((Reply.Int) both.getFirst()).value();
          }
        }
      } catch (IOException killed) {
        // That is what is being tried.
      }
    }

    private void sendBoth(Client client, long number) throws IOException {
      client.send("MULTI");
      client.send("RPUSH", list, "" + number);
      for (String[] change : kind.changes(kind.key(), number)) client.send(change);
      client.send("EXEC");
    }

    /** All that was acknowledged is there, and nothing else but what was sent. */
    void check(Client client, String when) throws IOException {
      Reply.Array elements = (Reply.Array) client.call("LRANGE", list, "0", "-1");
      long count = elements.items().size();
      assertThat(count).as(list + " " + when).isBetween(acknowledged, sent);
      for (int i = 0; i < count; i++) {
        assertThat(elements.items().get(i)).isEqualTo(Reply.bulk("" + (i + 1)));
      }
      sent = acknowledged = count;
      if (kind.size != null) {
        assertThat(client.call(kind.size.formatted(kind.key()).split(" ")))
            .as(kind + " " + when)
            .isEqualTo(Reply.integer(count));
      }
    }

    /** The value is what the same changes make of another one, which no kill has ever met. */
    void checkWhole(Client client) throws IOException {
      String twin = "twin of " + kind.key();
      Batch batch = new Batch(client);
      for (long number = 1; number <= acknowledged; number++) {
        for (String[] change : kind.changes("twin", number)) batch.add(change);
      }
      batch.finish();
      if (kind == Kind.GROUP && acknowledged > 0) {
        assertThat(client.call("XPENDING", kind.key(), "g"))
            .isEqualTo(client.call("XPENDING", "twin", "g"));
      }
      if (kind == Kind.MORTAL_FIELDS) {
        assertThat(client.call(deadlines(kind.key()))).isEqualTo(client.call(deadlines("twin")));
      }
      client.call("RENAME", "twin", twin);
      assertThat(client.call("DEBUG", "DIGEST-VALUE", kind.key()))
          .as(kind + ", the whole")
          .isEqualTo(client.call("DEBUG", "DIGEST-VALUE", twin));
    }

    /** Asks for the deadlines of all fields. */
    private String[] deadlines(String key) {
      Stream<String> fields = LongStream.rangeClosed(1, acknowledged).mapToObj(Long::toString);
      Stream<String> words = Stream.of("HPEXPIRETIME", key, "FIELDS", "" + acknowledged);
      return Stream.concat(words, fields).toArray(String[]::new);
    }
  }

  private String rounds(String policy, int rounds) {
    Random random = new Random();
    List<Writer> writers = Stream.of(Kind.values()).map(Writer::new).toList();
    Path folder = parent.resolve(policy);
    try {
      Files.createDirectory(folder);
      for (int round = 0; round <= rounds; round++) {
        String when = "after %d kills under %s".formatted(round, policy);
        try (RunningServer server = start(folder, policy)) {
          try (Client client = RdbInteropTest.client(server)) {
            for (Writer each : writers) each.check(client, when);
            for (Writer each : round == rounds ? writers : List.<Writer>of()) {
              each.checkWhole(client);
            }
            if (random.nextInt(3) == 0) client.call("BGREWRITEAOF");
          }
          if (round < rounds) writeAndKill(server, writers, random.nextInt(20, 200));
        }
      }
      long sum = writers.stream().mapToLong(each -> each.acknowledged).sum();
      return "%d kills under %s: %d acknowledged writes, none lost".formatted(rounds, policy, sum);
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
