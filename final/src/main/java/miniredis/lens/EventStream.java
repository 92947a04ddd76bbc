package miniredis.lens;

import module java.base;
import module jdk.httpserver;

/**
 * Sends events to one page as they happen, as server-sent events, until the page goes. On the
 * thread that calls it.
 */
final class EventStream {

  /** How often a silent stream is tried: a page that has gone is seen by nothing else. */
  private static final Duration BEAT = Duration.ofSeconds(5);

  private static final int BUFFER = 64 * 1024;

  private final Subscription events;

  EventStream(Subscription events) {
    this.events = events;
  }

  void sendTo(HttpExchange exchange) throws IOException {
    try (events;
        OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), BUFFER)) {
      write(out, "retry: 1000\n\n");
      out.flush();
      for (List<Event> next; (next = events.next(BEAT)) != null; ) {
        if (next.isEmpty()) write(out, ": still here\n\n");
        for (Event each : next) write(out, "id: " + each.n() + "\ndata: " + each.json() + "\n\n");
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
