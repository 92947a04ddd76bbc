package miniredis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import course.Redis;
import miniredis.interop.Certificates;
import miniredis.interop.RunningServer;
import miniredis.tls.Keys;
import miniredis.tls.Pem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Ten million bytes of nonsense by a thousand clients at once, and two million over TLS, where each
 * that comes needs a handshake. Whoever is shown out comes back, until all is said. Nobody gets
 * stuck, and nothing is left behind.
 */
@Isolated("it takes all that the machine has")
@Tag("slow")
@Timeout(600)
class LeakTest {

  private static final int ATTEMPTS = 5;

  private static final int CLIENTS = 1_000;
  private static final int BYTES_OF_EACH = 10_000;
  private static final int BYTES_OF_EACH_SECURED = 2_000;
  private static final int BYTES_AT_ONCE = 1_000;

  /** What a server may have learnt meanwhile: compiled code, tables that grew. */
  private static final long MORE_HEAP = 24 << 20;

  /** A way to connect. */
  private interface Door {
    Socket open() throws Exception;
  }

  @Test
  void nonsenseInTheClearLeavesNothingBehind() throws Exception {
    try (RunningServer server = RunningServer.ours()) {
      assertNothingIsLeft(server, server::connect, BYTES_OF_EACH);
    }
  }

  @Test
  void nonsenseOverTlsLeavesNothingBehind() throws Exception {
    try (Certificates files = new Certificates()) {
      int port = free();
      List<String> options = new ArrayList<>(List.of(files.options("server")));
      Collections.addAll(options, "--tls-port", "" + port, "--tls-auth-clients", "no");
      SSLContext context =
          Keys.context(null, Keys.trusting(Pem.certificates(Path.of(files.file("ca.crt")))));
      try (RunningServer server = RunningServer.oursOn(free(), options.toArray(String[]::new))) {
        assertNothingIsLeft(server, () -> secured(context, port), BYTES_OF_EACH_SECURED);
      }
    }
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** On a machine that is busy, a handshake may take longer than the server waits for it. */
  private static Socket secured(SSLContext context, int port) throws IOException {
    for (int attempt = 1; ; attempt++) {
      SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
      try {
        socket.setSoTimeout(60_000);
        socket.startHandshake();
        return socket;
      } catch (SocketException cut) {
        socket.close();
        if (attempt == ATTEMPTS) throw cut;
      }
    }
  }

  private static void assertNothingIsLeft(RunningServer server, Door door, int bytes)
      throws Exception {
    talk(door, 50, bytes);
    long before = heap(server);
    assertThat(talk(door, CLIENTS, bytes)).isGreaterThanOrEqualTo((long) CLIENTS * bytes);
    assertThat(server.isAlive()).isTrue();
    try (Redis redis = Redis.connect("127.0.0.1", server.port(), "leak")) {
      Redis.eventually(
          "all have gone", () -> redis.ask("INFO clients").contains("connected_clients:1\r\n"));
      redis.expect("FLUSHALL", "+OK");
    }
    assertThat(heap(server)).isLessThan(before + MORE_HEAP);
  }

  /** How many bytes were sent, when the last client has been answered or shown out. */
  private static long talk(Door door, int clients, int bytes) throws Exception {
    LongAdder sent = new LongAdder();
    try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        Noise noise = new Noise(i);
        done.add(all.submit(() -> talkAll(door, noise, bytes, sent)));
      }
      for (Future<?> each : done) each.get();
    }
    return sent.sum();
  }

  private static Void talkAll(Door door, Noise noise, int bytes, LongAdder sent) throws Exception {
    for (int rest = bytes; rest > 0; ) {
      byte[] piece = piece(noise);
      rest -= piece.length;
      sent.add(piece.length);
      try (Socket socket = door.open()) {
        say(socket, piece);
      }
    }
    return null;
  }

  private static byte[] piece(Noise noise) {
    StringBuilder piece = new StringBuilder();
    while (piece.length() < BYTES_AT_ONCE) piece.append(noise.next());
    return Wire.bytes(piece.toString());
  }

  /** All replies must come, and an end: one that waits for ever is a client that is stuck. */
  private static void say(Socket socket, byte[] piece) throws IOException {
    try {
      socket.getOutputStream().write(piece);
      socket.shutdownOutput();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketTimeoutException stuck) {
      throw stuck;
    } catch (IOException shownOut) {
      // As it should be.
    }
  }

  /** Bytes of the heap that are in use after a collection. */
  private static long heap(RunningServer server) throws Exception {
    jcmd(server, "GC.run");
    Matcher used = Pattern.compile("used (\\d+)K").matcher(jcmd(server, "GC.heap_info"));
    assertThat(used.find()).isTrue();
    return Long.parseLong(used.group(1)) << 10;
  }

  private static String jcmd(RunningServer server, String what) throws Exception {
    String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(program, "" + server.pid(), what).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
