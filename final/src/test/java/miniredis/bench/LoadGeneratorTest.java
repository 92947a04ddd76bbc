package miniredis.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.DeadPort;
import miniredis.FakeServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoadGeneratorTest {

  private final Map<String, Integer> keys = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();

  private String answer(List<String> words) {
    requests.incrementAndGet();
    if (words.size() > 1) keys.merge(words.get(1), 1, Integer::sum);
    return words.getFirst().equals("LRANGE") ? "*2\r\n$1\r\na\r\n*0\r\n" : "+OK\r\n";
  }

  @Test
  void exactlyTheRequestsThatWereOrderedAreSent() throws IOException {
    for (Trial load :
        List.of(
            new Trial(Workload.SET, 1, 1, 10, 100, 3),
            new Trial(Workload.SET, 7, 16, 1000, 100, 3),
            new Trial(Workload.LRANGE_100, 3, 5, 100, 100, 3))) {
      requests.set(0);
      Trial.Result result = put(load);
      assertThat(requests).hasValue(load.requests());
      assertThat(result.perSecond()).isPositive();
      assertThat(result.p50()).isPositive().isLessThanOrEqualTo(result.p999());
    }
  }

  @Test
  void keysAreRandomNumbersBelowTheKeyspaceInTwelveDigits() throws IOException {
    put(new Trial(Workload.SET, 2, 10, 1000, 5, 3));
    assertThat(keys)
        .containsOnlyKeys(
            IntStream.range(0, 5).mapToObj(i -> "key:00000000000" + i).toArray(String[]::new));
  }

  @Test
  void anErrorReplyEndsTheRun() throws IOException {
    try (FakeServer server = new FakeServer(words -> "-ERR no\r\n")) {
      assertThatThrownBy(
              () -> new LoadGenerator().put(new Trial(Workload.GET, 1, 1, 9, 9, 9), server.port()))
          .hasMessage("-ERR no");
    }
  }

  @Test
  void aServerThatHangsUpEndsTheRun() throws IOException {
    try (FakeServer server = new FakeServer(words -> null)) {
      assertThatThrownBy(
              () -> new LoadGenerator().put(new Trial(Workload.GET, 2, 1, 9, 9, 9), server.port()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aCrowdTakesOneLoadAfterTheOtherAndEachOfItIsAskedOnce() throws IOException {
    try (FakeServer server = new FakeServer(this::answer);
        Crowd crowd = new Crowd(server.port(), 9, Duration.ofSeconds(10))) {
      Waits waits = new Waits();
      crowd.put(new Trial(Workload.GET, 9, 1, 9, 100, 3), waits);
      assertThat(requests).hasValue(9);
      assertThat(waits.count()).isEqualTo(9);
      crowd.put(new Trial(Workload.SET, 9, 16, 1000, 100, 3), waits);
      crowd.put(new Trial(Workload.SET, 9, 16, 1, 100, 3), waits);
      assertThat(requests).hasValue(1010);
      assertThat(crowd.size()).isEqualTo(9);
    }
  }

  @Test
  void whoCannotConnectIsCounted() throws IOException {
    try (DeadPort port = new DeadPort()) {
      assertThatThrownBy(() -> new Crowd(port.number(), 1200, Duration.ofSeconds(10)))
          .hasMessage("only 0 of 1,200 clients could connect: Connection refused");
    }
  }

  @Test
  void aServerThatNeverAnswersIsNotWaitedForForEver() throws IOException {
    try (FakeServer server = new FakeServer(words -> "");
        Crowd crowd = new Crowd(server.port(), 1, Duration.ofSeconds(1))) {
      assertThatThrownBy(() -> crowd.put(new Trial(Workload.GET, 1, 1, 9, 9, 9), new Waits()))
          .hasMessage("no reply for 1 seconds");
    }
  }

  private Trial.Result put(Trial load) throws IOException {
    try (FakeServer server = new FakeServer(this::answer)) {
      return new LoadGenerator().put(load, server.port());
    }
  }
}
