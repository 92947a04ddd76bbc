package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The string of a HyperLogLog is Redis's to the byte, and so is every estimate. */
@Tag("interop")
class HyperLogLogInteropTest {

  private final Random random = new Random(11);

  @ParameterizedTest
  @ValueSource(strings = {"0", "300", "3000", "16000"})
  void bothServersKeepTheSameBytes(String mostSparse) throws IOException {
    try (RunningServer ours = RunningServer.ours("--hll-sparse-max-bytes", mostSparse);
        RunningServer redis = RunningServer.redis("--hll-sparse-max-bytes", mostSparse);
        Client our = Client.connect("127.0.0.1", ours.port());
        Client their = Client.connect("127.0.0.1", redis.port())) {
      for (int i = 0; i < 600; i++) {
        Bytes[] request = request(i);
        assertThat(our.call(request)).as("%d %s", i, request[0]).isEqualTo(their.call(request));
        String key = "k" + random.nextInt(4);
        assertThat(our.call("GET", key)).as("%d %s", i, key).isEqualTo(their.call("GET", key));
      }
    }
  }

  private Bytes[] request(int number) {
    String words =
        switch (random.nextInt(8)) {
          case 0 -> "PFCOUNT " + key();
          case 1 -> "PFCOUNT " + key() + " " + key();
          case 2 -> "PFMERGE " + key() + " " + key() + " " + key();
          case 3 -> number % 9 == 0 ? "DEL " + key() : "STRLEN " + key();
          default -> "PFADD " + key() + things();
        };
    return Stream.of(words.split(" ")).map(Bytes::of).toArray(Bytes[]::new);
  }

  private String key() {
    return "k" + random.nextInt(4);
  }

  private String things() {
    int range = random.nextInt(1, 1_000_000);
    return IntStream.range(0, random.nextInt(40))
        .mapToObj(_ -> " " + random.nextInt(range))
        .collect(Collectors.joining());
  }

  @Test
  void damagedStringsAreRefusedAsRedisRefusesThem() throws IOException {
    try (RunningServer ours = RunningServer.ours();
        RunningServer redis = RunningServer.redis();
        Client our = Client.connect("127.0.0.1", ours.port());
        Client their = Client.connect("127.0.0.1", redis.port())) {
      for (int i = 0; i < 400; i++) {
        String things = things();
        for (Client each : List.of(our, their)) {
          each.call("DEL", "k");
          each.call(("PFADD k" + things).split(" "));
        }
        Bytes place = Bytes.of(random.nextInt(60));
        Bytes damage = Bytes.wrap(new byte[] {(byte) random.nextInt(256)});
        Bytes[] write = {Bytes.of("SETRANGE"), Bytes.of("k"), place, damage};
        assertThat(our.call(write)).isEqualTo(their.call(write));
        for (String request :
            List.of("PFCOUNT k k", "PFCOUNT k", "PFADD k 1 2 3", "PFMERGE k", "PFDEBUG DECODE k")) {
          assertThat(our.call(request.split(" ")))
              .as("%s after %s %s", request, place, damage)
              .isEqualTo(their.call(request.split(" ")));
        }
      }
    }
  }
}
