package miniredis.lens;

import module java.base;

import miniredis.bytes.JsonValue;

/** Hears all events of a hub, for a test that waits for one of them. */
final class Watching implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Subscription subscription;
  private final List<JsonValue> heard = new ArrayList<>();

  Watching(Hub hub) {
    subscription = hub.subscribe(0, Integer.MAX_VALUE);
  }

  /** The first event of a kind for which something holds, waited for. */
  JsonValue await(String kind, Predicate<JsonValue> condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int looked = 0;
    while (System.nanoTime() < deadline) {
      for (; looked < heard.size(); looked++) {
        JsonValue event = heard.get(looked);
        if (event.text("kind").equals(kind) && condition.test(event)) return event;
      }
      hear(Duration.ofMillis(100));
    }
    throw new AssertionError("There was no " + kind + " like that among " + heard);
  }

  /** The frames whose texts are these, the first of each. */
  JsonValue frame(String text) throws InterruptedException {
    return await("frame", event -> event.text("text").equals(text));
  }

  /** All events of a kind until now. */
  List<JsonValue> all(String kind) throws InterruptedException {
    hear(Duration.ofMillis(1));
    return heard.stream().filter(event -> event.text("kind").equals(kind)).toList();
  }

  private void hear(Duration patience) throws InterruptedException {
    List<Event> next = subscription.next(patience);
    if (next != null) next.forEach(event -> heard.add(JsonValue.read(event.json())));
  }

  @Override
  public void close() {
    subscription.close();
  }
}
