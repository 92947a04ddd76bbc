package miniredis.cli;

import module java.base;

import miniredis.resp.ProtocolException;
import miniredis.resp.Reply;

/**
 * Looks at the connection while a line is typed: for messages that come unasked, and for a server
 * that has gone. A thread of its own; the lock keeps it away from a command.
 */
final class Watch {

  private static final long LOOK_NANOS = 100_000_000;

  private final Link link;
  private final Editor editor;
  private final Consumer<Reply.Push> pushes;
  private final ReentrantLock turn;
  private volatile boolean over;

  /**
   * @param turn is held by whoever uses the connection
   */
  Watch(Link link, Editor editor, Consumer<Reply.Push> pushes, ReentrantLock turn) {
    this.link = link;
    this.editor = editor;
    this.pushes = pushes;
    this.turn = turn;
  }

  void start() {
    Thread.ofVirtual().name("watch").start(this::run);
  }

  /** It may go on for a moment, but says nothing any more. */
  void stop() {
    over = true;
  }

  private void run() {
    while (!over) {
      LockSupport.parkNanos(LOOK_NANOS);
      if (!editor.isReading() || !turn.tryLock()) continue;
      try {
        if (!over) look();
      } catch (IOException | ProtocolException e) {
        link.close();
        if (!over) warn("Error: " + Reasons.of(e));
      } finally {
        turn.unlock();
      }
    }
  }

  private void look() throws IOException {
    if (!link.connected()) return;
    while (link.client().ready()) {
      if (link.client().receive() instanceof Reply.Push push) pushes.accept(push);
    }
    if (link.client().alive() || over) return;
    link.close();
    warn("The server closed the connection.");
  }

  private void warn(String line) {
    editor.above(Palette.WARNING.paint(line));
  }
}
