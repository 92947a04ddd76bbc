package miniredis.differential;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.interop.RunningServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three clients subscribe, publish and ask at random, over RESP2 and RESP3: each is sent what Redis
 * sends it, to the byte and in the same order.
 *
 * <p>{@code -Dpubsub.rounds=1000 -Dpubsub.seed=7} plays more of it, or the same again.
 */
@Tag("interop")
class PubSubDifferentialTest {

  private static final int ROUNDS = Integer.getInteger("pubsub.rounds", 40);
  private static final int REQUESTS = 50;
  private static final int CLIENTS = 3;

  /** A number sign stands for a channel, a tilde for a pattern, a bar for the next request. */
  private static final List<String> REQUESTS_OF_ALL =
      List.of(
          "SUBSCRIBE #",
          "SUBSCRIBE # # #",
          "UNSUBSCRIBE #",
          "UNSUBSCRIBE",
          "PSUBSCRIBE ~",
          "PSUBSCRIBE ~ ~",
          "PUNSUBSCRIBE ~",
          "PUNSUBSCRIBE",
          "SSUBSCRIBE # #",
          "SUNSUBSCRIBE #",
          "SUNSUBSCRIBE",
          "PUBLISH # hello",
          "PUBLISH # hello",
          "PUBLISH # hello",
          "SPUBLISH # hello",
          "PING",
          "PING hi",
          "PING hi there",
          "GET k",
          "SET k v",
          "PUBSUB NUMSUB # #",
          "PUBSUB NUMPAT",
          "PUBSUB SHARDNUMSUB #",
          "PUBSUB CHANNELS b",
          "RESET",
          "HELLO 2",
          "HELLO 3",
          "HELLO 3",
          "SUBSCRIBE",
          "PUBLISH #",
          "PUBSUB nosuch",
          "CLIENT REPLY SKIP|PUBLISH # quiet",
          "CLIENT REPLY OFF|SUBSCRIBE #|PING|RESET",
          "MULTI|SUBSCRIBE #|GET k|EXEC",
          "MULTI|UNSUBSCRIBE #|PING|EXEC",
          // Where a client hears itself in a transaction, Redis 7.0 puts the message into the
          // reply.
          "RESET|MULTI|PUBLISH # hello|SPUBLISH # hello|SUBSCRIBE # #|EXEC",
          "RESET|MULTI|PUBLISH # hello|DISCARD");

  private final Random random = new Random(Long.getLong("pubsub.seed", 11));

  /** What one of the clients says. */
  private record Said(int client, List<Request> requests) {}

  @Test
  void eachIsSentWhatRedisSends() throws IOException {
    try (RunningServer ours = RunningServer.ours();
        RunningServer theirs = RunningServer.redis()) {
      for (int round = 0; round < ROUNDS; round++) {
        List<Said> script = script();
        List<List<String>> our = play(ours, script);
        List<List<String>> their = play(theirs, script);
        for (int client = 0; client < CLIENTS; client++) {
          assertThat(our.get(client))
              .as("what client %d is sent in round %d, while%n%s", client, round, shown(script))
              .isEqualTo(their.get(client));
        }
      }
    }
  }

  private static String shown(List<Said> script) {
    return script.stream()
        .map(said -> said.client + ": " + said.requests)
        .collect(Collectors.joining("\n"));
  }

  private List<Said> script() {
    return Stream.generate(this::said).limit(REQUESTS).toList();
  }

  private Said said() {
    String all = REQUESTS_OF_ALL.get(random.nextInt(REQUESTS_OF_ALL.size()));
    List<Request> requests = new ArrayList<>();
    for (String each : all.split("\\|")) {
      requests.add(Request.of(Stream.of(each.split(" ")).map(this::filled).toArray(String[]::new)));
    }
    return new Said(random.nextInt(CLIENTS), requests);
  }

  private String filled(String word) {
    return switch (word) {
      case "#" -> "" + (char) ('a' + random.nextInt(3));
      case "~" -> List.of("*", "a*", "[bc]", "?").get(random.nextInt(4));
      case "hello" -> "hello" + random.nextInt(1_000);
      default -> word;
    };
  }

  /**
   * What each client is sent. A command that nobody knows is answered in any state, and at once.
   */
  private static List<List<String>> play(RunningServer server, List<Said> script)
      throws IOException {
    List<Line> clients = new ArrayList<>();
    List<List<Answer>> sent = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(new Line(server.connect()));
        sent.add(new ArrayList<>());
      }
      clients.getFirst().ask("FLUSHALL");
      for (Said each : script) {
        clients.get(each.client).send(each.requests);
        sent.get(each.client).addAll(untilNow(clients.get(each.client)));
      }
      for (int i = 0; i < CLIENTS; i++) {
        sent.get(i).addAll(untilNow(clients.get(i)));
      }
    } finally {
      for (Line each : clients) each.close();
    }
    return sent.stream().map(Messages::ordered).toList();
  }

  /** A command that nobody knows is answered in any state, and at once. */
  private static List<Answer> untilNow(Line client) {
    client.send(List.of(Request.of("mark")));
    return client.receiveUntil("'mark'");
  }
}
