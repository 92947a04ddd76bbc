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

  /** What has come, up to {@link #length}, and nobody has taken yet. */
  private byte[] bytes = new byte[1024];

  private int length;

  private boolean ended;

  Incoming(InputStream in, Thread.Builder thread) {
    thread.name("incoming").start(() -> pump(in));
  }

  private void pump(InputStream in) {
    byte[] buffer = new byte[65_536];
    try {
      for (int n; (n = in.read(buffer)) >= 0; ) add(buffer, n);
    } catch (IOException reset) {
      // A reset ends the stream as well as a proper end does.
    }
    end();
  }

  private synchronized void add(byte[] buffer, int n) {
    if (length + n > bytes.length) bytes = Arrays.copyOf(bytes, 2 * (length + n));
    System.arraycopy(buffer, 0, bytes, length, n);
    length += n;
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
      // Of megabytes that wait, each look would be a copy.
      byte[] seen = Arrays.copyOf(bytes, Math.min(length, expected.longest()));
      Expected.Answer answer = expected.look(seen);
      if (answer.verdict() == Expected.Verdict.RIGHT) {
        take(answer.length());
        return new Seen(answer.verdict(), Arrays.copyOf(seen, answer.length()), ended);
      }
      boolean over = ended || deadline.isOver();
      if (answer.verdict() == Expected.Verdict.WRONG || over) {
        return new Seen(answer.verdict(), peek(), ended);
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
      before = length;
      Deadline deadline = new Deadline(silence);
      while (!ended && length == before && !deadline.isOver()) waitFor(deadline);
    } while (length != before);
    return takeAll();
  }

  synchronized byte[] takeAll() {
    byte[] all = peek();
    length = 0;
    return all;
  }

  /** Takes the first so many. */
  synchronized void take(int count) {
    System.arraycopy(bytes, count, bytes, 0, length - count);
    length -= count;
  }

  /** A look at what waits, which stays. */
  synchronized byte[] peek() {
    return Arrays.copyOf(bytes, length);
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
