package course.learn;

import module java.base;

import course.Trace;

/**
 * The learner's server, running as a process of its own. Its output is kept, as far as one screen
 * can show it.
 */
final class OwnServer implements AutoCloseable {

  private static final Duration UNTIL_IT_LISTENS = Duration.ofSeconds(10);
  private static final int LINES_TOLD = 12;

  /** Of a stack trace most lines are not told. A recursion without an end has 1,024. */
  private static final int LINES_KEPT = 1_200;

  private final Process process;
  private final int port;
  private final Deque<String> printed = new ArrayDeque<>();
  private final Thread reader;

  /** It must not outlive this program: a closed window ends the one and would leave the other. */
  private final Thread atOurEnd = new Thread(this::kill);

  private OwnServer(Process process, int port) {
    this.process = process;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(atOurEnd);
    reader = Thread.ofVirtual().name("server's output").start(this::read);
  }

  /** Starts it and waits until it listens, has ended, or takes too long. */
  static OwnServer start(List<String> command, Path folder, int port) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    OwnServer server = new OwnServer(builder.redirectErrorStream(true).start(), port);
    long end = System.nanoTime() + UNTIL_IT_LISTENS.toNanos();
    while (server.isAlive() && !listens(port) && System.nanoTime() < end)
      LockSupport.parkNanos(3_000_000);
    return server;
  }

  /** A port that nobody listens at, below those that the system gives to clients. */
  static int freePort() {
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

  static boolean listens(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line; (line = lines.readLine()) != null; ) keep(line);
    } catch (IOException ended) {
      // So it has no more to say.
    }
  }

  private synchronized void keep(String line) {
    printed.add(line);
    if (printed.size() > LINES_KEPT) printed.remove();
  }

  /**
   * The last lines that it printed, up to its end, if it has ended. Of a stack trace: what it is,
   * and where in the learner's own classes it was.
   */
  List<String> lastWords() {
    try {
      if (!isAlive()) reader.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      List<String> lines = Trace.shortened(List.copyOf(printed));
      return lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size());
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Only for one that is not alive. */
  int exitCode() {
    return process.exitValue();
  }

  /** Kills it and all that it has started, and waits for its end. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atOurEnd);
    } catch (IllegalStateException ending) {
      // Then the hook is under way already.
    }
    kill();
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
  }
}
