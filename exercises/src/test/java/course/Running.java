package course;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A server that runs as a process of its own, so that a test can do to it what happens to servers:
 * stop it, kill it, look at what it prints.
 */
public final class Running implements AutoCloseable {

  private static final Duration UNTIL_IT_LISTENS = Duration.ofSeconds(20);
  private static final Duration UNTIL_ALL_IS_READ = Duration.ofSeconds(5);
  private static final int LINES_SHOWN = 12;

  private final Process process;
  private final Incoming output;
  private final int port;
  private final StringBuilder said = new StringBuilder();

  private Running(Process process, int port) {
    this.process = process;
    this.port = port;
    output = new Incoming(process.getInputStream(), Thread.ofVirtual());
  }

  /** {@code command} is complete but for the port. Returns when something listens there. */
  static Running start(List<String> command, Path folder, Map<String, String> environment) {
    int port = freePort();
    List<String> words = new ArrayList<>();
    for (String word : command) words.add(word.replace("{port}", Integer.toString(port)));
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().putAll(environment);
    try {
      Running running = new Running(builder.redirectErrorStream(true).start(), port);
      new Deadline(UNTIL_IT_LISTENS).poll(() -> running.listens() || !running.process.isAlive());
      return running;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot be started: " + String.join(" ", words), e);
    }
  }

  /** Below the ports that the system gives to clients, so that none of them is in the way. */
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress("127.0.0.1", port));
        return port;
      } catch (IOException taken) {
        // The next one, then.
      }
    }
  }

  boolean listens() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  public int port() {
    return port;
  }

  /** The processes that belong to it; the server itself is the last. */
  List<ProcessHandle> handles() {
    List<ProcessHandle> handles = new ArrayList<>(List.of(process.toHandle()));
    process.descendants().forEach(handles::add);
    return handles;
  }

  /** The number that the system knows the server by. */
  public long pid() {
    return handles().getLast().pid();
  }

  /** SIGKILL: the server has no moment to do anything more. */
  public void kill() {
    handles().reversed().forEach(ProcessHandle::destroyForcibly);
    exitCode();
  }

  /** SIGTERM, as Ctrl-C or a machine that shuts down. */
  public void terminate() {
    handles().getLast().destroy();
  }

  /** Waits for its end: the exit code, or -1 where it does not end in twenty seconds. */
  public int exitCode() {
    try {
      return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** All that it has printed so far, on stdout and stderr; to the last word, if it has ended. */
  public synchronized String printed() {
    byte[] rest = process.isAlive() ? null : output.awaitEnd(UNTIL_ALL_IS_READ);
    said.append(new String(rest == null ? output.takeAll() : rest, UTF_8));
    return said.toString();
  }

  /** The last lines that it printed, what is long in short; empty where it printed nothing. */
  String lastWords() {
    List<String> lines =
        Trace.shortened(printed().lines().toList()).stream()
            .filter(line -> !line.startsWith("Picked up") && !line.contains("is listening on"))
            .map(line -> "  " + Visible.line(line.replace("\t", "    ").getBytes(UTF_8)))
            .toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
  }

  @Override
  public void close() {
    if (process.isAlive()) kill();
  }
}
