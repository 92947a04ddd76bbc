package miniredis.lens;

import module java.base;

/**
 * Writes all events to a file, one a line, as they happen: what is there is a whole recording at
 * any time but for its last line.
 */
final class Recorder implements Closeable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Subscription events;
  private final Writer out;
  private final Thread thread;
  private volatile IOException failed;

  /**
   * Begins to write; what has happened before is written, too.
   *
   * @throws IOException if the file cannot be written to; one that is there is written over
   */
  Recorder(Hub hub, Path file) throws IOException {
    out = Files.newBufferedWriter(file);
    events = hub.subscribe(0, Integer.MAX_VALUE);
    thread = Thread.ofVirtual().name("recorder").start(this::write);
  }

  private void write() {
    try (out) {
      for (List<Event> next; (next = events.next(PATIENCE)) != null; ) {
        for (Event each : next) out.append(each.json()).append('\n');
        out.flush();
      }
    } catch (IOException e) {
      failed = e;
      events.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Writes what has happened until now, and ends.
   *
   * @throws IOException if something could not be written, now or before
   */
  @Override
  public void close() throws IOException {
    events.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failed != null) throw failed;
  }
}
