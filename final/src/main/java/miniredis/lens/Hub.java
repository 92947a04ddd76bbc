package miniredis.lens;

import module java.base;

import miniredis.bytes.Json;

/**
 * Where all events go: it numbers them, remembers the last of them, and hands them to whoever
 * listens.
 *
 * <pre>
 *   proxy ----+          +---- page, page, page
 *   subject --+--> Hub --+---- recorder
 *   scenes ---+    (the last minutes)
 * </pre>
 *
 * <p>Safe on any thread. {@link #tell} never waits for a listener: each has a queue with an end
 * ({@link Subscription}).
 */
final class Hub {

  private static final int MOST_EVENTS = 50_000;
  private static final long MOST_BYTES = 32 << 20;

  /** Of these a page needs the latest, however long ago that was. */
  private static final Set<String> LASTING = Set.of("hello", "state", "inside", "scene");

  private final long start = System.nanoTime();
  private final Deque<Event> last = new ArrayDeque<>();
  private final Map<String, Event> lasting = new LinkedHashMap<>();
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private long bytes;
  private long count;

  /**
   * Tells an event.
   *
   * @param json an object that begins with {@code "kind"}, without a line break
   */
  synchronized void tell(String json) {
    Event event = Event.of(++count, System.nanoTime() - start, json);
    if (LASTING.contains(event.kind())) lasting.put(event.kind(), event);
    keep(event);
    for (Subscription each : subscriptions) each.offer(event);
  }

  void tell(Json json) {
    tell(json.toString());
  }

  /** Tells the people something, in a tone: info, good or bad. */
  void note(String text, String tone) {
    tell(
        new Json()
            .beginObject()
            .name("kind")
            .text("note")
            .name("text")
            .text(text)
            .name("tone")
            .text(tone)
            .endObject());
  }

  /** Tells that a client has come, and remembers it until {@link #closed}. */
  synchronized void opened(long client, Json json) {
    tell(json);
    lasting.put("client " + client, last.getLast());
  }

  synchronized void closed(long client, Json json) {
    tell(json);
    lasting.remove("client " + client);
  }

  private void keep(Event event) {
    last.add(event);
    bytes += event.size();
    while (last.size() > MOST_EVENTS || bytes > MOST_BYTES) bytes -= last.remove().size();
  }

  /**
   * Listens from now on, and first hears what is needed to understand the rest (who is connected,
   * how things stand) and the last events.
   *
   * @param after only events with a higher number
   * @param most at most so many of the last ones
   */
  synchronized Subscription subscribe(long after, int most) {
    long from = Math.max(after, count - most);
    List<Event> begin = new ArrayList<>();
    long oldest = last.isEmpty() ? 0 : last.getFirst().n();
    for (Event each : lasting.values()) {
      if (each.n() > after && (each.n() <= from || each.n() < oldest)) begin.add(each);
    }
    begin.sort(Comparator.comparingLong(Event::n));
    for (Event each : last) if (each.n() > from) begin.add(each);
    Subscription subscription = new Subscription(begin, subscriptions::remove);
    subscriptions.add(subscription);
    return subscription;
  }

  /** The number of the last event. */
  synchronized long count() {
    return count;
  }

  int listeners() {
    return subscriptions.size();
  }

  /** Ends what all listeners hear. */
  void close() {
    subscriptions.forEach(Subscription::close);
  }
}
