package miniredis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.ModuleServer;
import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server is loaded with must be what it can do: an error would be measured as a reply. */
@Timeout(60)
class WorkloadTest {

  private static final int SIZE = 1000;

  private static ModuleServer server;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    server = new ModuleServer();
    port = server.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyLoadIsPutOnWithoutAnError(Workload workload) throws IOException {
    Trial load = new Trial(workload, 2, 5, 100, SIZE, 3);
    send(workload.preparation(load));
    assertThat(new LoadGenerator().put(load, port).perSecond()).isPositive();
  }

  @Test
  void popsFindSomethingToTheLast() throws IOException {
    Trial load = new Trial(Workload.SPOP, 1, 1, 130, SIZE, 3);
    for (Workload pop : List.of(Workload.SPOP, Workload.ZPOPMIN, Workload.LPOP, Workload.RPOP)) {
      send(pop.preparation(load));
      String key = pop.words(load).get(1);
      String count = Map.of("myset", "SCARD", "myzset", "ZCARD", "mylist", "LLEN").get(key);
      assertThat(number(count, key)).as("%s", pop).isBetween(130L, 200L);
    }
  }

  @Test
  void readersFindTenOfThem() throws IOException {
    Trial load = new Trial(Workload.ZRANGE, 1, 1, 1, SIZE, 3);
    for (Workload reader : List.of(Workload.ZRANGE, Workload.ZRANGEBYSCORE, Workload.XRANGE)) {
      send(reader.preparation(load));
      String[] words =
          reader.words(load).stream()
              .map(word -> word.replace(Workload.RANDOM, "000000000100"))
              .toArray(String[]::new);
      try (Client client = Client.connect("127.0.0.1", port)) {
        assertThat(client.call(words))
            .isInstanceOfSatisfying(
                Reply.Array.class,
                reply -> {
                  assertThat(reply.items()).as("%s", reader).hasSize(10);
                });
      }
    }
  }

  @Test
  void placesAreWithinTenDegreesHoweverManyThereAre() {
    for (int keys : new int[] {1, 10, 1000, 100_000, 123_456}) {
      Trial load = new Trial(Workload.GEOADD, 1, 1, 1, keys, 3);
      String degrees = Workload.GEOADD.words(load).get(2);
      String highest = degrees.replace(Workload.RANDOM, Integer.toString(keys - 1));
      assertThat(Double.parseDouble(highest)).isBetween(0.0, 10.0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDoneToAFamilyFailsNowhereAndLeavesItAsLargeAsItWas(Family family) throws IOException {
    send(Stream.of(Fill.request("FLUSHALL")));
    send(family.filling(SIZE));
    for (Operation operation : family.operations()) {
      for (int turn = 0; turn < 20; turn++) {
        send(operation.turn(SIZE, turn).stream().map(List::of));
      }
    }
    switch (family) {
      case STRING -> assertThat(number("DBSIZE")).isEqualTo(SIZE + 1);
      case LIST -> assertThat(number("LLEN", "list")).isEqualTo(SIZE);
      case HASH -> assertThat(number("HLEN", "hash")).isEqualTo(SIZE);
      case SET -> assertThat(number("SCARD", "set")).isEqualTo(SIZE);
      case ZSET -> assertThat(number("ZCARD", "zset")).isEqualTo(SIZE);
      case GEO -> assertThat(number("ZCARD", "geo")).isEqualTo(SIZE);
      case HLL -> assertThat(number("PFCOUNT", "hll")).isBetween(SIZE - 50L, SIZE + 70L);
      case STREAM -> assertThat(number("XLEN", "stream")).isEqualTo(SIZE);
    }
  }

  private static void send(Stream<List<Bytes>> requests) throws IOException {
    try (Client client = Client.connect("127.0.0.1", port)) {
      for (List<Bytes> request : requests.toList()) {
        Reply reply = client.call(request.toArray(Bytes[]::new));
        assertThat(reply).as("%s", request).isNotInstanceOf(Reply.Error.class);
      }
    }
  }

  private static long number(String... words) throws IOException {
    try (Client client = Client.connect("127.0.0.1", port)) {
      return client.call(words) instanceof Reply.Int(long number) ? number : -1;
    }
  }
}
