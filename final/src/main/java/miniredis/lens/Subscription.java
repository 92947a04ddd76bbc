package miniredis.lens;

import module java.base;

import miniredis.bytes.Json;

/**
 * The events that one listener has still to hear. The queue has an end: to a listener that is too
 * slow the hub's bytes and frames are not told any more, only how many they were; and one that does
 * not hear at all is left alone. Safe on any thread.
 */
final class Subscription implements Closeable {

  private static final int SLOW = 8_000;
  private static final int LOST = 20_000;
  private static final long SLOW_BYTES = 16 << 20;

  private final Queue<Event> events = new ArrayDeque<>();
  private final Consumer<Subscription> leaving;

  /** Bytes of events since they were last all heard; what was before the start does not count. */
  private long bytes;

  private int begin;
  private long skipped;
  private boolean closed;

  /**
   * @param begin what it hears first, however much that is
   */
  Subscription(List<Event> begin, Consumer<Subscription> leaving) {
    events.addAll(begin);
    this.begin = begin.size();
    this.leaving = leaving;
  }

  synchronized void offer(Event event) {
    if (closed) return;
    int waiting = events.size() - begin;
    if (event.canBeLeftOut() && (waiting > SLOW || bytes > SLOW_BYTES)) {
      skipped++;
      return;
    }
    if (waiting > LOST) {
      close();
      return;
    }
    events.add(event);
    bytes += event.size();
    notify();
  }

  /**
   * The next events, waited for; an empty list if none came in that time.
   *
   * @return null when there will be no more
   */
  synchronized List<Event> next(Duration patience) throws InterruptedException {
    if (events.isEmpty() && !closed) wait(Math.max(1, patience.toMillis()));
    if (events.isEmpty()) return closed ? null : List.of();
    List<Event> next = new ArrayList<>(events);
    events.clear();
    begin = 0;
    bytes = 0;
    if (skipped > 0) next.add(sampled(next.getLast()));
    skipped = 0;
    return next;
  }

  /** Has the number of the event before it: it is for this listener alone. */
  private Event sampled(Event before) {
    Json json = new Json().beginObject().name("n").number(before.n()).name("t").raw(before.t());
    json.name("kind").text("sampled").name("skipped").number(skipped).endObject();
    return new Event(before.n(), before.t(), "sampled", json.toString());
  }

  /** Hears no more than what is waiting. */
  @Override
  public void close() {
    leaving.accept(this);
    synchronized (this) {
      closed = true;
      notifyAll();
    }
  }
}
