package course;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * Bytes that come in whenever they come: from a socket or from a program's output. A thread of its
 * own reads them, so that a test can wait for the right ones and give up in time.
 */
final class Incoming {

  /** How a wait ended: the verdict, and every byte that had come by then. */
  record Seen(Expected.Verdict verdict, byte[] bytes, boolean ended) {}

  /** What has come and nobody has taken yet. */
  private byte[] waiting = new byte[0];

  private boolean ended;

  Incoming(InputStream in, Thread.Builder thread) {
    thread.name("incoming").start(() -> pump(in));
  }

  private void pump(InputStream in) {
    byte[] buffer = new byte[8192];
    try {
      for (int n; (n = in.read(buffer)) >= 0; ) add(buffer, n);
    } catch (IOException reset) {
      // A reset ends the stream as well as a proper end does.
    }
    end();
  }

  private synchronized void add(byte[] buffer, int n) {
    int old = waiting.length;
    waiting = Arrays.copyOf(waiting, old + n);
    System.arraycopy(buffer, 0, waiting, old, n);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Waits until the bytes are right or cannot become right, and takes them if they are right. */
  synchronized Seen await(Expected expected, Duration atMost) {
    Deadline deadline = new Deadline(atMost);
    while (true) {
      Expected.Answer answer = expected.look(waiting);
      byte[] seen = waiting;
      if (answer.verdict() == Expected.Verdict.RIGHT) {
        waiting = Arrays.copyOfRange(waiting, answer.length(), waiting.length);
        return new Seen(answer.verdict(), Arrays.copyOf(seen, answer.length()), ended);
      }
      boolean over = ended || deadline.isOver();
      if (answer.verdict() == Expected.Verdict.WRONG || over) {
        return new Seen(answer.verdict(), seen, ended);
      }
      waitFor(deadline);
    }
  }

  /** Waits for the end of the stream, and takes whatever came before it. Null: no end in time. */
  synchronized byte[] awaitEnd(Duration atMost) {
    Deadline deadline = new Deadline(atMost);
    while (!ended) {
      if (deadline.isOver()) return null;
      waitFor(deadline);
    }
    return takeAll();
  }

  /** Takes all that comes until nothing more has come for this long. */
  synchronized byte[] untilQuiet(Duration silence) {
    int before;
    do {
      before = waiting.length;
      Deadline deadline = new Deadline(silence);
      while (!ended && waiting.length == before && !deadline.isOver()) waitFor(deadline);
    } while (waiting.length != before);
    return takeAll();
  }

  synchronized byte[] takeAll() {
    byte[] all = waiting;
    waiting = new byte[0];
    return all;
  }

  /** A look at what waits, which stays. */
  synchronized byte[] peek() {
    return waiting;
  }

  synchronized boolean isEnded() {
    return ended;
  }

  private void waitFor(Deadline deadline) {
    try {
      wait(Math.max(1, deadline.left().toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for bytes", e);
    }
  }
}
