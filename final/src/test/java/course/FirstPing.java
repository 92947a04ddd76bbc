package course;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * Whether anybody is there. It is asked once before the tests of a class, because a server that
 * says nothing would cost every test its patience.
 */
final class FirstPing {

  private static final int MILLIS = 5_000;

  private FirstPing() {}

  /** Fails with one plain sentence, and ends the run, where nothing comes back. */
  static void ask(Subject subject, Target target, Running running) {
    String problem = problem(target, running, MILLIS);
    if (problem == null) return;
    subject.giveUp("not run: " + problem);
    throw new AssertionError(problem + " Nothing else is tested until it does better.");
  }

  /** Fails where nothing comes back. A server that has just started may have much to load. */
  static void check(Target target, Running running) {
    int patience = Math.max(MILLIS, (int) Deadline.PATIENCE.toMillis());
    String problem = problem(target, running, patience);
    if (problem != null) throw new AssertionError(problem);
  }

  private static String problem(Target target, Running running, int millis) {
    String problem = problem(target, millis);
    if (problem == null || running == null || running.isAlive()) return problem;
    return "The server ended by itself, with exit code %d, before it had answered anything."
        .formatted(running.exitCode());
  }

  private static String problem(Target target, int millis) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(target.host(), target.port()), millis);
      return answers(socket, "PING", millis)
          ? null
          : ("PING\\r\\n was sent to %s, and no byte came back within %d seconds."
                  + " Is every reply flushed? Does the server wait for more than a line?")
              .formatted(target, millis / 1000);
    } catch (IOException e) {
      return "Nobody listens at %s (%s).".formatted(target, e.getMessage());
    }
  }

  /** Any answer at all, to a question that a server has to look into its data for. */
  static boolean isAnswered(Target target) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(target.host(), target.port()), MILLIS);
      return answers(socket, "EXISTS x", MILLIS);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean answers(Socket socket, String line, int millis) throws IOException {
    socket.setSoTimeout(millis);
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException silence) {
      return false;
    }
  }
}
