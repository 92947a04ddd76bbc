package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Numbers of every width, sign and way to overflow, at the edges, as Redis reckons them. */
@Tag("interop")
class BitFieldInteropTest {

  @Test
  void everyWidthOverflowsAsInRedis() throws IOException {
    try (RunningServer ours = RunningServer.ours();
        RunningServer redis = RunningServer.redis();
        Client our = Client.connect("127.0.0.1", ours.port());
        Client their = Client.connect("127.0.0.1", redis.port())) {
      for (int width = 1; width <= 64; width++) {
        for (String sign : width < 64 ? List.of("i", "u") : List.of("i")) {
          for (String mode : List.of("WRAP", "SAT", "FAIL")) {
            String[] request = edges(sign, width, mode);
            assertThat(our.call(request)).as(sign + width + mode).isEqualTo(their.call(request));
          }
        }
        assertThat(our.call("GET", "k")).isEqualTo(their.call("GET", "k"));
      }
    }
  }

  /** One request that sets each number of the edges and adds each of them. */
  private static String[] edges(String sign, int width, String mode) {
    List<String> words = new ArrayList<>(List.of("BITFIELD", "k", "OVERFLOW", mode));
    String place = "" + width % 11;
    for (long number : numbers(sign, width)) {
      for (long more : numbers(sign, width)) {
        Collections.addAll(words, "SET", sign + width, place, "" + number);
        Collections.addAll(words, "INCRBY", sign + width, place, "" + more);
        Collections.addAll(words, "GET", sign + width, place);
      }
    }
    return words.toArray(String[]::new);
  }

  private static Set<Long> numbers(String sign, int width) {
    long highest = (1L << (sign.equals("i") ? width - 1 : width)) - 1;
    long lowest = sign.equals("i") ? -highest - 1 : 0;
    Set<Long> numbers = new TreeSet<>(List.of(0L, 1L, -1L, Long.MIN_VALUE, Long.MAX_VALUE));
    for (long edge : List.of(lowest, highest, highest / 2)) {
      numbers.addAll(List.of(edge - 1, edge, edge + 1, -edge));
    }
    return numbers;
  }
}
