package miniredis.bench;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;

/**
 * A server in a process of its own on a free port of 127.0.0.1, from its first PONG to its end.
 *
 * <p>Measures the server from outside, the same way for every server: by its process and its port.
 */
final class ServerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** How long one reply may take while data is loaded: FLUSHALL of many keys takes its time. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private final String name;
  private final int port;
  private final OwnProcess process;
  private final Duration firstPong;

  private ServerProcess(String name, int port, OwnProcess process, Duration firstPong) {
    this.name = name;
    this.port = port;
    this.process = process;
    this.firstPong = firstPong;
  }

  /**
   * Starts a server and waits until it answers PING.
   *
   * @param command its words, with {@code {port}} and {@code {folder}} where those belong
   * @throws IOException with what the server said, if it ends or does not answer in three minutes
   */
  static ServerProcess start(String name, List<String> command) throws IOException {
    int port = freePort();
    List<String> words =
        command.stream().map(word -> word.replace("{port}", Integer.toString(port))).toList();
    long start = System.nanoTime();
    OwnProcess process = new OwnProcess(words);
    try {
      while (!answers(port)) {
        if (!process.alive()) {
          throw new IOException(name + " did not start:\n" + process.output().strip());
        }
        if (System.nanoTime() - start > PATIENCE.toNanos()) {
          throw new IOException(name + " does not answer PING:\n" + process.output().strip());
        }
        Thread.sleep(1);
      }
      return new ServerProcess(name, port, process, Duration.ofNanos(System.nanoTime() - start));
    } catch (InterruptedException e) {
      process.close();
      throw new InterruptedIOException();
    } catch (IOException e) {
      process.close();
      throw e;
    }
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  ProcessHandle handle() {
    return process.handle();
  }

  /** From the start of the process to its first answer. */
  Duration firstPong() {
    return firstPong;
  }

  /** The processor time it has used, its own and the system's for it; in microseconds. */
  long cpuMicros() {
    return ProcessStat.cpuMicros(handle());
  }

  /**
   * Bytes of memory that hold live data, by the server's own book-keeping; NaN where it does not
   * tell. See {@link LiveBytes}.
   */
  double liveBytes() throws IOException {
    return LiveBytes.of(this);
  }

  /** Bytes of memory that the system counts as the process's; 0 where it does not tell. */
  long residentBytes() {
    return ProcessStat.residentBytes(handle());
  }

  Client connect() throws IOException {
    return Client.connect("127.0.0.1", port).timeout(Duration.ofSeconds(60));
  }

  /** Sends requests, a thousand at a time, and takes care that none is refused. */
  void load(Stream<List<Bytes>> requests) throws IOException {
    load(requests, 1000);
  }

  /** Sends requests, so many at a time, and takes care that none is refused. */
  void load(Stream<List<Bytes>> requests, int together) throws IOException {
    try (Client client = connect().timeout(LONGEST)) {
      int waiting = 0;
      Iterator<List<Bytes>> each = requests.iterator();
      while (each.hasNext() || waiting > 0) {
        for (; waiting < together && each.hasNext(); waiting++) {
          client.send(each.next().toArray(Bytes[]::new));
        }
        for (; waiting > 0; waiting--) {
          if (client.receive() instanceof Reply.Error(Bytes text)) {
            throw new IOException(name + ": " + text.text());
          }
        }
      }
    }
  }

  @Override
  public void close() {
    process.close();
  }

  /** PING as a plain line: every server of the course understands it, the first one included. */
  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      socket.setSoTimeout(5000);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(5);
      return Arrays.equals(answer, "+PONG".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
