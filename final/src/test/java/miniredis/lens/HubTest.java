package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.JsonValue;
import org.junit.jupiter.api.Test;

class HubTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration NOW = Duration.ofMillis(1);

  private final Hub hub = new Hub();

  private static String bytes(int length) {
    return "{\"kind\":\"bytes\",\"data\":\"" + "x".repeat(length) + "\"}";
  }

  private static List<Long> numbers(List<Event> events) {
    return events.stream().map(Event::n).toList();
  }

  @Test
  void eventsHaveNumbersAndTimesThatGrow() throws InterruptedException {
    hub.note("a", "info");
    hub.note("b", "bad");
    List<Event> events = hub.subscribe(0, 100).next(SOON);
    assertThat(numbers(events)).containsExactly(1L, 2L);
    JsonValue second = JsonValue.read(events.get(1).json());
    assertThat(second.text("text")).isEqualTo("b");
    assertThat(second.number("n", 0)).isEqualTo(2);
    assertThat(Double.parseDouble(events.get(0).t()))
        .isLessThanOrEqualTo(Double.parseDouble(events.get(1).t()));
  }

  @Test
  void whoComesLateHearsHowThingsStandAndTheLastEvents() throws InterruptedException {
    hub.tell("{\"kind\":\"hello\"}");
    hub.opened(1, json("client"));
    hub.opened(2, json("client"));
    hub.closed(1, json("client"));
    hub.tell("{\"kind\":\"state\",\"paused\":true}");
    hub.tell("{\"kind\":\"state\",\"paused\":false}");
    for (int i = 0; i < 10; i++) hub.note("n", "info");
    assertThat(numbers(hub.subscribe(0, 2).next(SOON))).containsExactly(1L, 3L, 6L, 15L, 16L);
    assertThat(numbers(hub.subscribe(14, 100).next(SOON))).containsExactly(15L, 16L);
  }

  private static miniredis.bytes.Json json(String kind) {
    return new miniredis.bytes.Json().beginObject().name("kind").text(kind).endObject();
  }

  @Test
  void whatIsRememberedHasAnEnd() throws InterruptedException {
    for (int i = 0; i < 60_000; i++) hub.note("n", "info");
    assertThat(hub.subscribe(0, Integer.MAX_VALUE).next(SOON)).hasSize(50_000);
    for (int i = 0; i < 100; i++) hub.tell(bytes(1 << 20));
    List<Event> left = hub.subscribe(0, Integer.MAX_VALUE).next(SOON);
    assertThat(left).hasSizeBetween(30, 32);
  }

  @Test
  void aSlowListenerLosesBytesAndIsToldHowManyButHearsTheRest() throws InterruptedException {
    Subscription slow = hub.subscribe(0, 0);
    for (int i = 0; i < 9_000; i++) hub.tell(bytes(1));
    hub.note("heard all the same", "info");
    List<Event> events = slow.next(SOON);
    assertThat(events).hasSizeBetween(8_000, 8_100);
    JsonValue sampled = JsonValue.read(events.getLast().json());
    assertThat(sampled.text("kind")).isEqualTo("sampled");
    assertThat(sampled.number("skipped", 0)).isEqualTo(9_000 + 2 - events.size());
    assertThat(events.get(events.size() - 2).json()).contains("heard all the same");
    hub.note("and goes on", "info");
    assertThat(slow.next(SOON)).hasSize(1);
  }

  @Test
  void aListenerThatDoesNotHearAtAllIsLeftAlone() throws InterruptedException {
    Subscription deaf = hub.subscribe(0, 0);
    Subscription other = hub.subscribe(0, 0);
    for (int i = 0; i < 25_000; i++) {
      hub.note("n", "info");
      if (i % 1000 == 0) other.next(SOON);
    }
    assertThat(hub.listeners()).isEqualTo(1);
    assertThat(deaf.next(SOON)).isNotEmpty();
    assertThat(deaf.next(SOON)).isNull();
    assertThat(other.next(SOON)).isNotEmpty();
  }

  @Test
  void aListenerThatHasClosedHearsNoMore() throws InterruptedException {
    Subscription listener = hub.subscribe(0, 0);
    assertThat(listener.next(NOW)).isEmpty();
    hub.note("last", "info");
    listener.close();
    hub.note("not heard", "info");
    assertThat(listener.next(SOON)).hasSize(1);
    assertThat(listener.next(SOON)).isNull();
    assertThat(hub.listeners()).isZero();
  }
}
