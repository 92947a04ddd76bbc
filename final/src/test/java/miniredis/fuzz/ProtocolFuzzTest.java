package miniredis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import module java.base;

import miniredis.interop.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case goes to this server and to Redis on a connection of its own, and all that comes back
 * until the end must be the same. A case is one write and less than Redis reads at once: what a
 * server closes on without having read it would make the kernel throw the reply away.
 *
 * <p>{@code -Dfuzz.cases=100000 -Dfuzz.seed=7} tries more of them, or the same again.
 */
class ProtocolFuzzTest {

  private static final int CASES = Integer.getInteger("fuzz.cases", 2_000);

  private static RunningServer ours;
  private static RunningServer redis;

  @BeforeAll
  static void startBoth() {
    redis = RunningServer.redis();
    ours = RunningServer.ours();
  }

  @AfterAll
  static void stopBoth() {
    if (ours != null) ours.close();
    if (redis != null) redis.close();
  }

  static Stream<String> knownMistakes() {
    String ping = "PING\r\n";
    return Stream.of(
        "*0\r\n" + ping,
        "*-1\r\n" + ping,
        "*-2147483649\r\n" + ping,
        "*x\r\n" + ping,
        "*\r\n" + ping,
        "*2147483647\r\n" + ping,
        "*2147483648\r\n" + ping,
        "*99999999999999999999\r\n" + ping,
        "*1\r\n:4\r\n" + ping,
        "*1\r\n\r\n" + ping,
        "*1\r\n$-1\r\n" + ping,
        "*1\r\n$x\r\n" + ping,
        "*1\r\n$\r\n" + ping,
        "*1\r\n$ 4\r\nPING\r\n" + ping,
        "*1\r\n$+4\r\nPING\r\n" + ping,
        "*1\r\n$04\r\nPING\r\n" + ping,
        "*1\r\n$536870912\r\n" + ping,
        "*1\r\n$536870913\r\n" + ping,
        "*1\r\n$99999999999999999999\r\n" + ping,
        "*1\r\n$0\r\n\r\n" + ping,
        "*1\r\n$4\r\nPINGxx" + ping,
        "*1\r\n$4\r\nPINGx" + ping,
        "*1\r\n$3\r\nPING\r\n" + ping,
        "*1\r\n$5\r\nPING\r\n" + ping,
        "*1\n$4\nPING\n" + ping,
        "*1\r\r$4\r\rPING\r\r" + ping,
        "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$-5\r\n" + ping,
        "*1\r\n$4\r\nPI",
        "*1\r\n$4\r\nPING",
        "*1\r\n$4\r\nPING\r",
        "*1\r\n$4\r\nPING\r\n*1\r\n$4\r\nPI",
        "PING",
        "",
        "\r\n\r\n\n" + ping,
        "GET \"k\r\n" + ping,
        "GET 'k\r\n" + ping,
        "GET \"k\"x\r\n" + ping,
        "GET 'k'x\r\n" + ping,
        "PING\0PING\r\n" + ping,
        "SET \0 1\r\n" + ping,
        "POST / HTTP/1.1\r\n" + ping,
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n" + ping,
        "*1\r\n$4\r\nPOST\r\n" + ping,
        "QUIT\r\n" + ping,
        ping + "*1\r\n$4\r\nQUIT\r\n" + ping,
        ping.repeat(1000),
        "x".repeat(64 * 1024) + "\r\n",
        "x".repeat(64 * 1024 + 1),
        "*" + "1".repeat(64 * 1024),
        "*1\r\n$" + "1".repeat(64 * 1024),
        "*1\r\n" + "x".repeat(64 * 1024 + 1),
        "*" + "1".repeat(100) + "\r\n" + ping,
        "*1\r\n$" + "1".repeat(100) + "\r\n" + ping,
        "PING " + "\"\" ".repeat(3000) + "\r\n" + ping,
        "*1\r\n$20000\r\n" + "x".repeat(20_000) + "\r\n" + ping);
  }

  @ParameterizedTest
  @MethodSource("knownMistakes")
  void knownMistakesGetTheAnswerOfRedis(String bytes) {
    assertThat(Wire.shown(answer(ours, bytes))).isEqualTo(Wire.shown(answer(redis, bytes)));
  }

  @Test
  void noiseGetsTheAnswerOfRedis() {
    compare(Long.getLong("fuzz.seed", 1));
  }

  @Test
  @Tag("slow")
  void noiseGetsTheAnswerOfRedisWhateverTheSeed() {
    compare(Long.getLong("fuzz.seed", System.nanoTime() & 0xffffff));
  }

  private static void compare(long seed) {
    Noise noise = new Noise(seed);
    for (int i = 0; i < CASES; i++) {
      String bytes = noise.next();
      if (differ(bytes)) {
        String least = shortest(bytes);
        fail(
            "Case %d of seed %d:%n  %s%nfinal: %s%nRedis: %s%n",
            i,
            seed,
            Wire.shown(least),
            Wire.shown(fromEmpty(ours, least)),
            Wire.shown(fromEmpty(redis, least)));
      }
    }
    System.out.printf("Compared %d cases of noise with Redis, seed %d.%n", CASES, seed);
  }

  private static boolean differ(String bytes) {
    return !answer(ours, bytes).equals(answer(redis, bytes));
  }

  private static String answer(RunningServer server, String bytes) {
    return Wire.exchange(server, Wire.bytes(bytes));
  }

  private static String fromEmpty(RunningServer server, String bytes) {
    answer(server, "FLUSHALL\r\n");
    return answer(server, bytes);
  }

  /** Leaves bytes out, many and then few at a time, as long as the answers differ. */
  private static String shortest(String bytes) {
    String least = bytes;
    for (int size = bytes.length() / 2; size >= 1; size /= 2) {
      for (int at = 0; at + size <= least.length(); ) {
        String shorter = least.substring(0, at) + least.substring(at + size);
        if (!fromEmpty(ours, shorter).equals(fromEmpty(redis, shorter))) least = shorter;
        else at += size;
      }
    }
    return least;
  }
}
