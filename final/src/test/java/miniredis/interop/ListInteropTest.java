package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where one pack of a long list ends and the next begins, after any changes: DUMP shows it, and
 * must show the same as real Redis's.
 */
@Tag("interop")
class ListInteropTest {

  private static final int LONGEST = 400;
  private static final int BETWEEN_LOOKS = 20;

  private static RunningServer our;
  private static RunningServer their;

  private final Random random = new Random(12);

  @BeforeAll
  static void startServers() {
    our = RunningServer.ours();
    their = RunningServer.redis();
  }

  @AfterAll
  static void endServers() {
    if (our != null) our.close();
    if (their != null) their.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {-5, -2, -1, 0, 1, 4, 50, 10_000})
  void packsBeginAndEndWhereThoseOfRedisDo(int limit) throws IOException {
    try (Client us = Client.connect("127.0.0.1", our.port());
        Client them = Client.connect("127.0.0.1", their.port())) {
      for (Client each : List.of(us, them)) {
        assertThat(each.call("CONFIG", "SET", "list-max-listpack-size", "" + limit))
            .isEqualTo(Reply.OK);
        assertThat(each.call("FLUSHALL")).isEqualTo(Reply.OK);
      }
      for (int i = 0; i < 2_000; i += BETWEEN_LOOKS) {
        List<Bytes[]> requests = Stream.generate(this::change).limit(BETWEEN_LOOKS).toList();
        for (Client each : List.of(us, them)) {
          for (Bytes[] request : requests) each.send(request);
          each.send("DUMP", "l");
          each.flush();
        }
        for (Bytes[] request : requests) {
          assertThat(us.receive()).as("%s", List.of(request)).isEqualTo(them.receive());
        }
        assertThat(us.receive())
            .as("after %s", List.of(requests.getLast()))
            .isEqualTo(them.receive());
      }
    }
  }

  private Bytes[] change() {
    String index = "" + (random.nextInt(LONGEST) - LONGEST / 2);
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> request("LPUSH", "l", element(), element());
      case 3, 4, 5 -> request("RPUSH", "l", element(), element());
      case 6 -> request("LPOP", "l");
      case 7 -> request("RPOP", "l", "" + random.nextInt(4));
      case 8, 9 -> request("LSET", "l", index, element());
      case 10, 11, 12 ->
          request("LINSERT", "l", random.nextBoolean() ? "BEFORE" : "AFTER", small(), element());
      case 13 -> request("LREM", "l", "" + (random.nextInt(5) - 2), small());
      case 14 -> request("LMOVE", "l", "l", end(), end());
      default ->
          random.nextInt(10) > 0
              ? request("LLEN", "l")
              : request("LTRIM", "l", "" + random.nextInt(20), "" + LONGEST);
    };
  }

  private static Bytes[] request(Object... words) {
    return Stream.of(words)
        .map(word -> word instanceof Bytes bytes ? bytes : Bytes.of((String) word))
        .toArray(Bytes[]::new);
  }

  private String end() {
    return random.nextBoolean() ? "LEFT" : "RIGHT";
  }

  private Bytes small() {
    return Bytes.of(random.nextInt(40));
  }

  private Bytes element() {
    return switch (random.nextInt(12)) {
      case 0 -> Bytes.of(random.nextLong() >> random.nextInt(64));
      case 1 -> Bytes.of("x".repeat(random.nextInt(3_000)));
      case 2 -> Bytes.of("y".repeat(random.nextInt(20) == 0 ? 70_000 : 60));
      case 3, 4 -> noise();
      default -> small();
    };
  }

  private Bytes noise() {
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }
}
