package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The account of memory ({@code used_memory}) against what Java finds in the heap of a server of
 * its own after a full collection: {@code jcmd PID GC.class_histogram}, less what was there before.
 */
@Tag("interop")
class MemoryAccountTest {

  private static final double NEAR_ENOUGH = .15;
  private static final int AT_ONCE = 1_000;
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  private final Random random = new Random(1);

  /** Sends many requests and waits for all replies. */
  private static void fill(Client client, int count, IntFunction<String[]> request)
      throws IOException {
    for (int sent = 0; sent < count; sent += AT_ONCE) {
      for (int i = sent; i < sent + AT_ONCE; i++) client.send(request.apply(i));
      client.flush();
      for (int i = 0; i < AT_ONCE; i++) {
        assertThat(client.receive()).isNotInstanceOf(Reply.Error.class);
      }
    }
  }

  private String text(int shortest, int longest) {
    return "x".repeat(random.nextInt(shortest, longest + 1));
  }

  private static long figure(Client client, String section, String name) throws IOException {
    String info =
        switch (client.call("INFO", section)) {
          case Reply.Bulk(Bytes text) -> text.text();
          case Reply.Verbatim(String format, Bytes text) -> text.text();
          case Reply other -> other.toString();
        };
    Matcher matcher = Pattern.compile("(?m)^" + name + ":(\\d+)").matcher(info);
    assertThat(matcher.find()).as(name + " in " + info).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private static long heap(Client client) throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    String pid = "" + figure(client, "server", "process_id");
    Process asking = new ProcessBuilder(jcmd.toString(), pid, "GC.class_histogram").start();
    String said = new String(asking.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    Matcher matcher = TOTAL.matcher(said);
    assertThat(matcher.find()).as(said).isTrue();
    long all = Long.parseLong(matcher.group(1));
    return all + told(client, "long strings") - told(client, "kept to be reused");
  }

  /** Bytes of long strings, which are not in the heap; and those that are, but are no data. */
  private static long told(Client client, String what) throws IOException {
    String said = client.call("MEMORY", "MALLOC-STATS").toString();
    Matcher matcher = Pattern.compile(what + ": +([0-9,]+)").matcher(said);
    assertThat(matcher.find()).as(said).isTrue();
    return Long.parseLong(matcher.group(1).replace(",", ""));
  }

  private interface Load {
    void run(Client client) throws IOException;
  }

  private static void compare(String what, Load load) throws IOException {
    // Else a collection leaves what is dead where moving the rest would cost more than it brings.
    try (RunningServer server = RunningServer.oursWith(List.of("-XX:MarkSweepDeadRatio=0"), 0);
        Client client = Client.connect("127.0.0.1", server.port())) {
      client.call("PING");
      long heapBefore = heap(client);
      long accountBefore = figure(client, "memory", "used_memory");
      load.run(client);
      long heap = heap(client) - heapBefore;
      long account = figure(client, "memory", "used_memory") - accountBefore;
      double off = (double) account / heap - 1;
      System.out.printf(
          "%s: the account says %,d bytes, the heap %,d: %+.1f%%%n",
          what, account, heap, 100 * off);
      assertThat(off).isBetween(-NEAR_ENOUGH, NEAR_ENOUGH);
    }
  }

  @Test
  void shortStrings() throws IOException {
    compare(
        "75,000 short strings",
        client -> fill(client, 75_000, i -> words("SET", "key:" + i, text(0, 40))));
  }

  @Test
  void longStrings() throws IOException {
    compare(
        "3,000 long strings, half of them appended to",
        client -> {
          fill(client, 3_000, i -> words("SET", "key:" + i, text(1_000, 8_000)));
          fill(client, 3_000, i -> words("APPEND", "key:" + i / 2 * 2, text(1, 2_000)));
        });
  }

  @Test
  void keysWithADeadline() throws IOException {
    compare(
        "50,000 strings with a deadline",
        client -> fill(client, 50_000, i -> words("SET", "key:" + i, text(0, 40), "EX", "9999")));
  }

  @Test
  void keysWithADeadlineOfWhichMostHaveGone() throws IOException {
    compare(
        "25,000 strings with a deadline after 50,000 others",
        client -> {
          fill(client, 75_000, i -> words("SET", "key:" + i, text(0, 40), "EX", "9999"));
          fill(client, 50_000, i -> words("DEL", "key:" + i));
        });
  }

  @Test
  void whatEvictionHasLeft() throws IOException {
    compare(
        "what eviction has left of 75,000 strings with a deadline",
        client -> {
          client.call("CONFIG", "SET", "maxmemory-policy", "allkeys-lru", "maxmemory", "6mb");
          fill(client, 75_000, i -> words("SET", "key:" + i, text(50, 150), "EX", "9999"));
          assertThat(figure(client, "stats", "evicted_keys")).isBetween(25_000L, 60_000L);
        });
  }

  @Test
  void lists() throws IOException {
    compare(
        "5,000 small lists and 20 large ones",
        client -> {
          fill(client, 25_000, i -> words("RPUSH", "list:" + i % 5_000, text(1, 30)));
          fill(client, 50_000, i -> words("RPUSH", "large:" + i % 20, text(1, 100)));
        });
  }

  @Test
  void hashes() throws IOException {
    compare(
        "5,000 small hashes and 20 large ones",
        client -> {
          fill(client, 25_000, i -> words("HSET", "hash:" + i % 5_000, "f" + i, text(1, 30)));
          fill(client, 50_000, i -> words("HSET", "large:" + i % 20, "f" + i, text(1, 100)));
        });
  }

  @Test
  void sets() throws IOException {
    compare(
        "5,000 small sets, 20 large ones and as many of integers",
        client -> {
          fill(client, 25_000, i -> words("SADD", "set:" + i % 5_000, "m" + i + text(1, 10)));
          fill(client, 50_000, i -> words("SADD", "large:" + i % 20, "m" + i + text(1, 100)));
          fill(client, 50_000, i -> words("SADD", "numbers:" + i % 5_000, "" + i));
        });
  }

  @Test
  void streams() throws IOException {
    compare(
        "5,000 small streams and 20 large ones with what is pending",
        client -> {
          fill(client, 15_000, i -> words("XADD", "stream:" + i % 5_000, "*", "f", text(1, 30)));
          fill(client, 50_000, i -> words("XADD", "large:" + i % 20, "*", "f", text(1, 100)));
          for (int i = 0; i < 20; i++) {
            client.call("XGROUP", "CREATE", "large:" + i, "g", "0");
            client.call(("XREADGROUP GROUP g c COUNT 750 STREAMS large:" + i + " >").split(" "));
          }
        });
  }

  private static String[] words(String... words) {
    return words;
  }
}
