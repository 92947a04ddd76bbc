package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The string of a HyperLogLog is Redis's to the byte, and so is every estimate. */
@Tag("interop")
class HyperLogLogInteropTest {

  private static RunningServer ours;
  private static RunningServer redis;

  private final Random random = new Random(11);

  @BeforeAll
  static void startServers() {
    ours = RunningServer.ours();
    redis = RunningServer.redis();
  }

  @AfterAll
  static void endServers() {
    if (ours != null) ours.close();
    if (redis != null) redis.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "300", "3000", "16000"})
  void bothServersKeepTheSameBytes(String mostSparse) throws IOException {
    try (Client our = Client.connect("127.0.0.1", ours.port());
        Client their = Client.connect("127.0.0.1", redis.port())) {
      for (Client each : List.of(our, their)) {
        assertThat(each.call("CONFIG", "SET", "hll-sparse-max-bytes", mostSparse))
            .isEqualTo(Reply.OK);
        assertThat(each.call("FLUSHALL")).isEqualTo(Reply.OK);
      }
      for (int i = 0; i < 600; i++) {
        Bytes[] request = request(i);
        String key = key();
        for (Client each : List.of(our, their)) {
          each.send(request);
          each.send("GET", key);
          each.flush();
        }
        assertThat(our.receive()).as("%d %s", i, request[0]).isEqualTo(their.receive());
        assertThat(our.receive()).as("%d %s", i, key).isEqualTo(their.receive());
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
    List<String> requests =
        List.of("PFCOUNT k k", "PFCOUNT k", "PFADD k 1 2 3", "PFMERGE k", "PFDEBUG DECODE k");
    try (Client our = Client.connect("127.0.0.1", ours.port());
        Client their = Client.connect("127.0.0.1", redis.port())) {
      for (int i = 0; i < 400; i++) {
        String things = things();
        Bytes place = Bytes.of(random.nextInt(60));
        Bytes damage = Bytes.wrap(new byte[] {(byte) random.nextInt(256)});
        for (Client each : List.of(our, their)) {
          each.send("DEL", "k");
          each.send(("PFADD k" + things).split(" "));
          each.send(Bytes.of("SETRANGE"), Bytes.of("k"), place, damage);
          for (String request : requests) each.send(request.split(" "));
          each.flush();
        }
        for (String what : List.of("DEL", "PFADD", "SETRANGE")) {
          assertThat(our.receive()).as(what).isEqualTo(their.receive());
        }
        for (String request : requests) {
          assertThat(our.receive())
              .as("%s after %s %s", request, place, damage)
              .isEqualTo(their.receive());
        }
      }
    }
  }
}
