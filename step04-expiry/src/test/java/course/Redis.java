package course;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that hides nothing: you say which bytes go out and which must come back.
 *
 * <p>{@code redis.expect("LPOP @jobs", "$4", "only")} sends one line and wants exactly these lines,
 * each ended by CR LF. {@code @jobs} becomes a key that no other test uses: eight characters more
 * than the name after the {@code @}, so that its length is known. {@code <int>} and {@code
 * <int:1..9>} match numbers.
 */
public final class Redis implements AutoCloseable {

  /** Long enough to notice an answer that should not come. */
  private static final Duration A_MOMENT = Duration.ofMillis(100);

  private static final Pattern KEY = Pattern.compile("(?<![\\w@])@([A-Za-z]\\w*)");

  /** As {@link ConformanceTest} and {@link OwnProcessTest} make it, with its colon. */
  private static final Pattern PREFIX = Pattern.compile("\\bt[0-9a-f]{6}:");

  private final Socket socket;
  private final Incoming incoming;
  private final String keyPrefix;
  private final Set<String> keys = new TreeSet<>();

  /** What went out last, for the failure message. */
  private byte[] request = new byte[0];

  private Redis(String host, int port, String keyPrefix) {
    try {
      socket = new Socket(host, port);
      socket.setTcpNoDelay(true);
      incoming = new Incoming(new PromptStream(socket), Thread.ofVirtual());
    } catch (IOException e) {
      throw new UncheckedIOException("No server answers at " + host + ":" + port, e);
    }
    this.keyPrefix = keyPrefix;
  }

  /** {@code keyPrefix} should have seven letters or digits. */
  public static Redis connect(String host, int port, String keyPrefix) {
    return new Redis(host, port, keyPrefix + ":");
  }

  /** Sends the line, and wants these lines back: no byte more, no byte less, no byte different. */
  public Redis expect(String line, String... reply) {
    return send(line + "\r\n").expectReply(reply);
  }

  /** Sends an array of bulk strings, as real clients do. Parts are {@code byte[]} or text. */
  public Redis command(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(("*" + parts.length + "\r\n").getBytes(UTF_8));
    for (Object part : parts) {
      byte[] bytes = part instanceof byte[] raw ? raw : named(part.toString()).getBytes(UTF_8);
      out.writeBytes(("$" + bytes.length + "\r\n").getBytes(UTF_8));
      out.writeBytes(bytes);
      out.writeBytes("\r\n".getBytes(UTF_8));
    }
    return send(out.toByteArray());
  }

  public Redis send(String text) {
    return send(named(text).getBytes(UTF_8));
  }

  public Redis send(byte[] bytes) {
    nothingLeftOver();
    request = bytes;
    try {
      socket.getOutputStream().write(bytes);
      return this;
    } catch (IOException e) {
      throw failure(
          "The server closed the connection before the request was out.", "", new byte[0]);
    }
  }

  public Redis expectReply(String... lines) {
    String[] named = Arrays.stream(lines).map(this::named).toArray(String[]::new);
    String wanted = String.join("\r\n", named) + "\r\n";
    return await(Expected.protocol(named), wanted.getBytes(UTF_8));
  }

  public Redis expectBytes(byte[] bytes) {
    return await(Expected.bytes(bytes), bytes);
  }

  private Redis await(Expected expected, byte[] wanted) {
    Incoming.Seen seen = incoming.await(expected, Deadline.PATIENCE);
    if (seen.verdict() == Expected.Verdict.RIGHT) return this;
    if (seen.verdict() == Expected.Verdict.WRONG) {
      throw different("The answer is not the right one.", wanted, incoming.untilQuiet(A_MOMENT));
    }
    if (seen.ended()) {
      String what = "The server closed the connection before the answer was complete.";
      throw different(what, wanted, seen.bytes());
    }
    long seconds = Deadline.PATIENCE.toSeconds();
    if (seen.bytes().length == 0) {
      String what = "No byte of an answer came within %d seconds.".formatted(seconds);
      throw new Silence(text(what, Visible.lines(wanted), "  (nothing)"));
    }
    throw different(
        "The answer was not complete after %d seconds.".formatted(seconds), wanted, seen.bytes());
  }

  private AssertionError different(String what, byte[] wanted, byte[] came) {
    Difference difference = Difference.between(wanted, came);
    String hint = Hint.of(difference);
    String text = text(what, Visible.lines(wanted) + Expected.legend(wanted), difference.shown());
    return new AssertionError(hint.isEmpty() ? text : text + "Look:\n  " + hint + "\n");
  }

  /** Sends the line and returns the whole reply as it came, without the last CR LF. */
  public String ask(String line) {
    send(line + "\r\n");
    int[] end = new int[1];
    boolean whole =
        new Deadline(Deadline.PATIENCE)
            .poll(() -> (end[0] = Frame.end(incoming.peek())) > 0 || incoming.isEnded());
    if (end[0] <= 0 && !incoming.isEnded() && incoming.peek().length == 0) {
      throw new Silence(text("No byte of an answer came.", "  one reply", "  (nothing)"));
    }
    if (!whole || end[0] <= 0) {
      throw failure("No whole answer came.", "  one reply", incoming.takeAll());
    }
    byte[] all = incoming.takeAll();
    if (all.length > end[0]) throw failure("More than one answer came.", "  one reply", all);
    return new String(all, 0, all.length - 2, ISO_8859_1);
  }

  /** Asks until the answer is this one. For what a server does by itself in its own time. */
  public Redis eventually(String line, String... reply) {
    String wanted = named(String.join("\r\n", reply));
    String[] last = new String[1];
    Deadline deadline = new Deadline(Deadline.PATIENCE);
    if (deadline.poll(() -> (last[0] = ask(line)).equals(wanted))) return this;
    throw different(
        "It was asked again and again for %d seconds, and the answer never became the right one."
            .formatted(Deadline.PATIENCE.toSeconds()),
        (wanted + "\r\n").getBytes(UTF_8),
        (last[0] + "\r\n").getBytes(ISO_8859_1));
  }

  /**
   * Looks again and again until it is true; fails after ten seconds with {@code what} was awaited.
   */
  public static void eventually(String what, Callable<Boolean> condition) {
    if (!new Deadline(Deadline.PATIENCE).poll(condition)) {
      throw new AssertionError(
          "This was awaited for %d seconds, and never came true: %s."
              .formatted(Deadline.PATIENCE.toSeconds(), what));
    }
  }

  /** Where not the bytes of one reply are the question: says what was done, and what came of it. */
  public static void check(boolean fine, String done, String expected, Object came) {
    if (fine) return;
    throw new AssertionError(
        "What was done:\n  %s\nExpected:\n  %s\nCame:\n  %s"
            .formatted(asSent(done, expected + came), indented(expected), indented(came)));
  }

  /** Where the answer shows names as they were sent, {@code @name} would be another. */
  private static String asSent(String done, String answer) {
    Matcher prefix = PREFIX.matcher(answer);
    if (!prefix.find()) return done;
    return KEY.matcher(done).replaceAll(key -> prefix.group() + key.group(1));
  }

  private static String indented(Object text) {
    String lines = Visible.lines(String.valueOf(text).getBytes(UTF_8));
    return lines.strip().replace("\\r", "").replace("\\n", "");
  }

  /** The server must close the connection, and must send nothing more before it does. */
  public void expectClosed() {
    byte[] rest = incoming.awaitEnd(Deadline.PATIENCE);
    if (rest == null) throw failure("The connection is still open.", "  (closed)", incoming.peek());
    if (rest.length > 0) throw failure("More came before the end.", "  (closed)", rest);
  }

  /** For a moment nothing may come. */
  public Redis expectNothing() {
    byte[] came = incoming.untilQuiet(A_MOMENT);
    if (came.length > 0) throw failure("There should be no answer yet.", "  (nothing)", came);
    if (incoming.isEnded()) {
      throw failure("The server has closed the connection.", "  (nothing, and an open line)", came);
    }
    return this;
  }

  /**
   * Waits for so many replies, and takes them. For many at once, whose bytes are not worth
   * comparing one by one: the caller looks at them.
   */
  public List<String> replies(int count) {
    List<String> replies = new ArrayList<>();
    while (replies.size() < count) {
      new Deadline(Deadline.PATIENCE)
          .poll(() -> Frame.end(incoming.peek()) > 0 || incoming.isEnded());
      String came = new String(incoming.peek(), ISO_8859_1);
      int from = 0;
      for (int end = next(came, 0); end > 0 && replies.size() < count; end = next(came, from)) {
        replies.add(came.substring(from, end - 2));
        from = end;
      }
      if (from == 0) throw tooFew(replies, count);
      incoming.take(from);
    }
    return replies;
  }

  private static int next(String came, int from) {
    return from < came.length() ? Frame.end(came, from) : -1;
  }

  private AssertionError tooFew(List<String> replies, int wanted) {
    String what = "After %s nothing more came.".formatted(counted(replies.size()));
    StringBuilder came = new StringBuilder();
    for (String reply : replies) came.append(reply).append("\r\n");
    came.append(new String(incoming.peek(), ISO_8859_1));
    byte[] bytes = came.toString().getBytes(ISO_8859_1);
    String text = text(what, "  " + counted(wanted), Visible.lines(bytes));
    return bytes.length == 0 && !incoming.isEnded() ? new Silence(text) : new AssertionError(text);
  }

  private static String counted(int replies) {
    return replies == 1 ? "1 reply" : Visible.number(replies) + " replies";
  }

  /**
   * Lets so much time pass, for what the server does by the clock. A test that can ask whether
   * something has happened asks, and does not wait.
   */
  public Redis pause(Duration time) {
    new Deadline(time).poll(() -> false);
    return this;
  }

  /** We have said all we will say, and still read. */
  public Redis halfClose() {
    return quietly(socket::shutdownOutput);
  }

  /** Breaks the connection off, as a crashed client does. */
  public void reset() {
    quietly(
        () -> {
          socket.setSoLinger(true, 0);
          socket.close();
        });
  }

  /** The text with {@code @name} replaced. */
  public String named(String text) {
    return KEY.matcher(text)
        .replaceAll(
            key -> {
              keys.add(keyPrefix + key.group(1));
              return keyPrefix + key.group(1);
            });
  }

  /** The keys that this client has named so far. */
  Set<String> keys() {
    return keys;
  }

  @Override
  public void close() {
    quietly(socket::close);
  }

  private void nothingLeftOver() {
    byte[] extra = incoming.peek();
    if (extra.length > 0) {
      throw failure("The server said more than the answer to this.", "  (nothing more)", extra);
    }
  }

  private AssertionError failure(String what, String expected, byte[] came) {
    return new AssertionError(text(what, expected, Visible.lines(came)));
  }

  private String text(String what, String expected, String came) {
    return "%s\nRequest:\n%s\nExpected:\n%s\nCame:\n%s\n"
        .formatted(what, Visible.lines(request), expected, came);
  }

  private interface Action {
    void run() throws IOException;
  }

  private Redis quietly(Action action) {
    try {
      action.run();
    } catch (IOException alreadyGone) {
      // The other side was faster; a later read says so.
    }
    return this;
  }
}
