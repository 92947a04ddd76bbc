package miniredis.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import course.Redis;
import miniredis.embedded.MiniRedis;
import miniredis.net.LiveServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The endpoint over a socket: what it answers, and that nobody can hold up anybody with it. Alone,
 * because a process that another test starts has our sockets open for a moment: the port of a
 * server that has ended would still be taken.
 */
@Isolated
@Timeout(60)
class EndpointTest {

  private static final String GET = "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n";

  private final int port = freePort();

  /** Below those that the system gives to whoever asks for any one: no other test gets it. */
  private static int freePort() {
    for (int tries = 0; ; tries++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException taken) {
        if (tries == 100) throw new UncheckedIOException(taken);
      }
    }
  }

  private LiveServer server(String... settings) {
    String[] ours = {"metrics-port", "" + port};
    return LiveServer.with(Stream.of(ours, settings).flatMap(Stream::of).toArray(String[]::new));
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String all(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The whole answer to a request. */
  private String ask(String request) throws IOException {
    try (Socket socket = connect()) {
      send(socket, request);
      return all(socket);
    }
  }

  @Test
  void itTellsTheFiguresOfThisMoment() throws IOException {
    try (LiveServer server = server();
        Redis client = server.client()) {
      client.expect("SET k v EX 100", "+OK").expect("SET l v", "+OK").ask("LPUSH k x");
      assertThat(ask(GET).lines())
          .startsWith("HTTP/1.1 200 OK", "Content-Type: text/plain; version=0.0.4; charset=utf-8")
          .contains(
              "redis_up 1",
              "redis_db_keys{db=\"db0\"} 2",
              "redis_db_keys{db=\"db15\"} 0",
              "redis_db_keys_expiring{db=\"db0\"} 1",
              "redis_commands_total{cmd=\"set\"} 2",
              "redis_commands_failed_calls_total{cmd=\"lpush\"} 1",
              "redis_errors_total{err=\"WRONGTYPE\"} 1",
              "redis_connected_clients 1",
              "redis_commands_latencies_usec_count{cmd=\"set\"} 2",
              "redis_commands_latencies_usec_bucket{cmd=\"set\",le=\"+Inf\"} 2");
      client.expect("DEL l", ":1");
      assertThat(ask(GET)).contains("\nredis_db_keys{db=\"db0\"} 1\n");
    }
  }

  @Test
  void theLengthIsThatOfTheBodyAndHeadHasNone() throws IOException {
    try (LiveServer _ = server()) {
      for (String request : List.of(GET, GET.replace("/metrics", "/"))) {
        String[] parts = ask(request).split("\r\n\r\n", 2);
        int length = parts[1].getBytes(StandardCharsets.UTF_8).length;
        assertThat(parts[0]).contains("\r\nContent-Length: " + length + "\r\n");
      }
      String head = ask(GET.replace("GET", "HEAD"));
      assertThat(head).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n").hasLineCount(6);
    }
  }

  @Test
  void theFirstPageHasALink() throws IOException {
    try (LiveServer _ = server()) {
      assertThat(ask("GET / HTTP/1.1\r\n\r\n"))
          .startsWith("HTTP/1.1 200 OK")
          .contains("text/html", "<a href=\"/metrics\">");
    }
  }

  @Test
  void nothingElseIsThereAndNothingIsWritten() throws IOException {
    try (LiveServer server = server();
        Redis client = server.client()) {
      client.expect("SET k v", "+OK");
      assertThat(ask("GET /flushall HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 404 Not Found");
      String post = "POST /metrics HTTP/1.1\r\nContent-Length: 9\r\n\r\nFLUSHALL\n";
      assertThat(ask(post))
          .startsWith("HTTP/1.1 405 Method Not Allowed")
          .contains("\r\nAllow: GET, HEAD\r\n");
      assertThat(ask("FLUSHALL\r\n\r\n")).startsWith("HTTP/1.1 400 Bad Request");
      assertThat(ask("*1\r\n$8\r\nFLUSHALL\r\n\r\n")).startsWith("HTTP/1.1 400 Bad Request");
      assertThat(ask("GET /metrics HTTP/1.1\r\n" + "X".repeat(8192 - 23)))
          .startsWith("HTTP/1.1 431 ");
      client.expect("DBSIZE", ":1");
    }
  }

  @Test
  void aRequestMayComeByteByByte() throws IOException {
    try (LiveServer _ = server();
        Socket socket = connect()) {
      socket.setTcpNoDelay(true);
      for (char each : "GET /metrics HTTP/1.0\n\n".toCharArray()) send(socket, "" + each);
      assertThat(all(socket)).startsWith("HTTP/1.1 200 OK");
    }
  }

  /** More than are let in; some have asked and do not read, some are in the middle of asking. */
  @Test
  void whoDoesNotReadOrAskHoldsUpNoClient() throws IOException {
    List<Socket> dead = new ArrayList<>();
    try (LiveServer server = server();
        Redis client = server.client()) {
      for (int i = 0; i < 100; i++) {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1024);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        dead.add(socket);
        send(socket, i % 2 == 0 ? GET : "GET /met");
        client.expect("SET k v", "+OK");
      }
      for (Socket each : dead) each.close();
      assertThat(ask(GET)).startsWith("HTTP/1.1 200 OK");
    } finally {
      for (Socket each : dead) each.close();
    }
  }

  @Tag("slow")
  @Test
  void whoTakesTooLongIsCutOff() throws IOException {
    try (LiveServer _ = server();
        Socket socket = connect()) {
      send(socket, "GET /met");
      long begin = System.nanoTime();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(20));
    }
  }

  /** While the engine's thread is busy nobody can be told anything; then all are told at once. */
  @Test
  void whoAsksAtTheSameTimeIsToldTheSame() throws Exception {
    try (LiveServer server = server();
        Redis client = server.client();
        ExecutorService askers = Executors.newFixedThreadPool(20)) {
      client.send("DEBUG SLEEP 0.3\r\n");
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) answers.add(askers.submit(() -> ask(GET)));
      for (Future<String> each : answers) assertThat(each.get()).contains("\nredis_up 1\n");
    }
  }

  @Test
  void settingsAreShownAndCannotBeChanged() {
    try (LiveServer server = server();
        Redis client = server.client()) {
      String shown = client.ask("CONFIG GET metrics-*");
      assertThat(shown).contains("metrics-port", "" + port, "metrics-bind", "127.0.0.1");
      assertThat(client.ask("CONFIG SET metrics-port 0")).contains("can't set immutable config");
    }
  }

  @Test
  void aPortThatIsTakenIsRefusedAndNothingStaysOpen() throws IOException {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      int own = freePort();
      assertThatThrownBy(() -> server("port", "" + own))
          .hasMessageContaining("metrics on 127.0.0.1:" + port + ": Address already in use");
      new ServerSocket(own, 1, InetAddress.getLoopbackAddress()).close();
    }
    assertThatThrownBy(() -> server("metrics-bind", "no.such.host.invalid"))
        .hasMessageContaining("metrics on no.such.host.invalid:" + port);
  }

  @Test
  void aServerThatCannotHaveItsOwnPortLeavesThisOneFree() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> server("port", "" + other.getLocalPort()))
          .hasMessageContaining("Address already in use");
    }
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }

  /** Each takes the port of the one before; visits go on while they end. */
  @Test
  void aHundredServersLeaveNothingBehind() throws Exception {
    for (int i = 0; i < 100; i++) {
      try (MiniRedis _ = MiniRedis.start("--metrics-port", "" + port);
          Socket waiting = connect()) {
        send(waiting, i % 2 == 0 ? "GET /met" : GET);
        if (i % 10 == 0) assertThat(ask(GET)).contains("\nredis_up 1\n");
      }
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("metrics-" + port));
  }

  @Test
  void withoutThePortNothingListens() {
    try (LiveServer _ = LiveServer.with()) {
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getName().equals("metrics-" + port));
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }
  }
}
