package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.bytes.JsonValue;
import miniredis.client.Client;
import miniredis.embedded.MiniRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients, the proxy and a server, over real sockets. */
@Timeout(60)
class ProxyTest {

  private final Hub hub = new Hub();
  private final Watching events = new Watching(hub);
  private MiniRedis server;
  private Proxy proxy;

  @BeforeEach
  void start() throws IOException {
    server = MiniRedis.start();
    proxy = proxyTo(server.port());
  }

  private Proxy proxyTo(int port) throws IOException {
    Proxy fresh = new Proxy(hub, 0, () -> new InetSocketAddress("127.0.0.1", port), () -> {});
    fresh.start();
    return fresh;
  }

  @AfterEach
  void stop() throws IOException {
    events.close();
    proxy.close();
    server.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", proxy.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void expect(Socket socket, String text) throws IOException {
    byte[] bytes = socket.getInputStream().readNBytes(text.length());
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).isEqualTo(text);
  }

  private static void expectEnd(Socket socket) throws IOException {
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  /** The request that a reply answers, as texts: {@code +PONG to PING}. */
  private String answered(String reply) throws InterruptedException {
    JsonValue frame = events.frame(reply);
    if (frame.truth("push")) return reply + " is a push";
    if (!frame.has("answers")) return reply + " to nothing";
    JsonValue request =
        events.await("frame", each -> each.number("id", 0) == frame.number("answers", -1));
    return reply + " to " + request.text("text");
  }

  @Test
  void bytesPassBothWaysAndAreToldAsTheyCame() throws Exception {
    try (Socket client = connect()) {
      send(client, "*2\r\n$4\r\nEC");
      JsonValue half = events.await("bytes", event -> event.number("length", 0) == 10);
      assertThat(half.text("dir")).isEqualTo("in");
      send(client, "HO\r\n$2\r\n\0\u00ff\r\n");
      expect(client, "$2\r\n\0\u00ff\r\n");
      JsonValue rest = events.await("bytes", event -> event.number("at", 0) == 10);
      assertThat(Base64.getDecoder().decode(rest.text("data")))
          .startsWith('H', 'O')
          .endsWith(0, 255, '\r', '\n');
      JsonValue frame = events.frame("ECHO \"\\x00\\xff\"");
      assertThat(frame.number("from", -1)).isZero();
      assertThat(frame.number("to", -1)).isEqualTo(22);
      assertThat(frame.text("what")).isEqualTo("Echo the given string.");
      assertThat(frame.text("chapter")).isEqualTo("01");
      assertThat(answered("$2 \"\\x00\\xff\"")).endsWith(" to ECHO \"\\x00\\xff\"");
    }
    JsonValue close = events.await("client", event -> event.text("what").equals("close"));
    assertThat(close.text("why")).isEqualTo("the client has closed the connection");
  }

  @Test
  void aLargePieceIsShortenedWithACount() throws Exception {
    try (Client client = Client.connect("127.0.0.1", proxy.port())) {
      client.call("SET", "big", "b".repeat(1 << 20));
      client.call("GET", "big");
    }
    JsonValue piece = events.await("bytes", event -> event.has("left"));
    assertThat(Base64.getDecoder().decode(piece.text("data"))).hasSize(544);
    assertThat(piece.number("left", 0)).isEqualTo(piece.number("length", 0) - 544);
    long covered =
        piece.items("parts").stream()
            .mapToLong(
                part -> part instanceof JsonValue.Items(var it) ? (long) number(it.get(1)) : 0)
            .sum();
    assertThat(covered).isEqualTo(piece.number("length", 0));
    JsonValue frame = events.await("frame", event -> event.text("text").startsWith("$1048576"));
    assertThat(frame.number("to", 0) - frame.number("from", 0)).isEqualTo((1 << 20) + 12);
  }

  private static double number(JsonValue value) {
    return value instanceof JsonValue.Number(double number) ? number : 0;
  }

  @Test
  void eachOfManyRequestsInOnePieceHasItsReply() throws Exception {
    try (Socket client = connect()) {
      send(client, "SET a 1\r\nINCR a\r\nNOSUCH\r\n\r\n*0\r\nGET b\r\n");
      expect(
          client,
          "+OK\r\n:2\r\n-ERR unknown command 'NOSUCH', with args beginning with: \r\n$-1\r\n");
      assertThat(answered("+OK")).isEqualTo("+OK to SET a 1");
      assertThat(answered(":2")).isEqualTo(":2 to INCR a");
      assertThat(answered("$-1 (null)")).isEqualTo("$-1 (null) to GET b");
    }
  }

  @Test
  void subscribersGetAConfirmationForEachChannelAndMessagesUnasked() throws Exception {
    try (Socket client = connect();
        Client other = Client.connect("127.0.0.1", server.port())) {
      send(client, "SUBSCRIBE a b\r\nPSUBSCRIBE p*\r\nPING x\r\n");
      events.frame("*2 [$4 \"pong\", $1 \"x\"]");
      other.call("PUBLISH", "a", "hi");
      events.frame("*3 [$7 \"message\", $1 \"a\", $2 \"hi\"]");
      send(client, "UNSUBSCRIBE\r\nPUNSUBSCRIBE\r\nUNSUBSCRIBE\r\nPING\r\n");
      assertThat(answered("+PONG")).isEqualTo("+PONG to PING");
      assertThat(answered("*3 [$9 \"subscribe\", $1 \"b\", :2]")).endsWith(" to SUBSCRIBE a b");
      assertThat(answered("*3 [$10 \"psubscribe\", $2 \"p*\", :3]")).endsWith(" to PSUBSCRIBE p*");
      assertThat(answered("*2 [$4 \"pong\", $1 \"x\"]")).endsWith(" to PING x");
      assertThat(answered("*3 [$7 \"message\", $1 \"a\", $2 \"hi\"]")).endsWith(" is a push");
      assertThat(answered("*3 [$12 \"punsubscribe\", $2 \"p*\", :0]")).endsWith(" to PUNSUBSCRIBE");
    }
  }

  @Test
  void pushesOfRESP3AnswerNothingButConfirmationsDo() throws Exception {
    try (Socket client = connect();
        Client other = Client.connect("127.0.0.1", server.port())) {
      send(client, "HELLO 3\r\nSUBSCRIBE a\r\nGET k\r\n");
      events.frame("_ (null)");
      other.call("PUBLISH", "a", "hi");
      events.frame(">3 [$7 \"message\", $1 \"a\", $2 \"hi\"]");
      send(client, "PING\r\n");
      assertThat(answered("+PONG")).isEqualTo("+PONG to PING");
      assertThat(answered("_ (null)")).isEqualTo("_ (null) to GET k");
      assertThat(answered(">3 [$9 \"subscribe\", $1 \"a\", :1]")).endsWith(" to SUBSCRIBE a");
      assertThat(answered(">3 [$7 \"message\", $1 \"a\", $2 \"hi\"]")).endsWith(" is a push");
    }
  }

  @Test
  void whoWantsNoRepliesGetsNone() throws Exception {
    try (Socket client = connect()) {
      send(client, "CLIENT REPLY SKIP\r\nSET a 1\r\nGET a\r\n");
      expect(client, "$1\r\n1\r\n");
      send(client, "CLIENT REPLY OFF\r\nSET a 2\r\nCLIENT REPLY ON\r\nPING\r\n");
      expect(client, "+OK\r\n+PONG\r\n");
      assertThat(answered("$1 \"1\"")).isEqualTo("$1 \"1\" to GET a");
      assertThat(answered("+OK")).isEqualTo("+OK to CLIENT REPLY ON");
      assertThat(answered("+PONG")).isEqualTo("+PONG to PING");
    }
  }

  @Test
  void whoMonitorsSeesWhatOthersSendAsPushes() throws Exception {
    try (Socket client = connect();
        Client other = Client.connect("127.0.0.1", server.port())) {
      send(client, "MONITOR\r\n");
      expect(client, "+OK\r\n");
      other.call("SET", "a", "1");
      JsonValue copy = events.await("frame", event -> event.text("text").contains("\"SET\""));
      assertThat(copy.truth("push")).isTrue();
      assertThat(answered("+OK")).isEqualTo("+OK to MONITOR");
      send(client, "RESET\r\n");
      assertThat(answered("+RESET")).isEqualTo("+RESET to RESET");
    }
  }

  @Test
  void aClientThatHasSaidAllStillGetsItsReplies() throws Exception {
    try (Socket client = connect()) {
      send(client, "PING\r\n");
      client.shutdownOutput();
      expect(client, "+PONG\r\n");
      expectEnd(client);
    }
  }

  @Test
  void whatTheServerSaidBeforeItClosedArrives() throws Exception {
    try (Socket client = connect()) {
      send(client, "*1\r\n:1\r\n" + "x".repeat(100_000));
      expect(client, "-ERR Protocol error: expected '$', got ':'\r\n");
      expectEnd(client);
    }
    JsonValue close = events.await("client", event -> event.text("what").equals("close"));
    assertThat(close.text("why")).isEqualTo("the server has closed the connection");
  }

  @Test
  void aResetOfAClientReachesTheServer() throws Exception {
    try (Client other = Client.connect("127.0.0.1", server.port())) {
      Socket client = connect();
      send(client, "CLIENT SETNAME lost\r\n");
      expect(client, "+OK\r\n");
      client.setSoLinger(true, 0);
      client.close();
      JsonValue close = events.await("client", event -> event.text("what").equals("close"));
      assertThat(close.text("why")).isEqualTo("the client's connection was reset");
      long deadline = System.nanoTime() + 10_000_000_000L;
      while (other.call("CLIENT", "LIST").toString().contains("lost")) {
        assertThat(System.nanoTime()).as("the server has seen it").isLessThan(deadline);
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void withoutAServerAClientIsClosedAndTheReasonIsTold() throws Exception {
    server.close();
    try (Socket client = connect()) {
      expectEndOrReset(client);
    }
    JsonValue close = events.await("client", event -> event.text("what").equals("close"));
    assertThat(close.text("why")).startsWith("the server cannot be reached: ");
  }

  private static void expectEndOrReset(Socket client) throws IOException {
    try {
      expectEnd(client);
    } catch (SocketTimeoutException stillOpen) {
      throw stillOpen;
    } catch (SocketException reset) {
      // As good an end.
    }
  }

  @Test
  void aServerThatGoesClosesItsClients() throws Exception {
    try (Socket client = connect()) {
      send(client, "PING\r\n");
      expect(client, "+PONG\r\n");
      server.close();
      expectEnd(client);
      events.await("client", event -> event.text("what").equals("close"));
    }
  }

  @Test
  void aPortInUseIsRefused() {
    assertThatThrownBy(() -> new Proxy(hub, proxy.port(), () -> null, () -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("" + proxy.port());
  }

  @Test
  void atFullSpeedAllBytesPassAndOnlySamplesAreTold() throws Exception {
    int many = 200_000;
    try (Client client = Client.connect("127.0.0.1", proxy.port())) {
      for (int i = 0; i < many; i += 1000) {
        for (int j = 0; j < 1000; j++) client.send("SET", "key" + j, "value");
        for (int j = 0; j < 1000; j++) client.receive();
      }
      JsonValue sampled = events.await("sampled", event -> event.number("skipped", 0) > 0);
      assertThat(sampled.number("commands", 0)).isPositive();
      assertThat(client.call("PING").toString()).contains("PONG");
    }
    assertThat(hub.count()).isLessThan(many);
    events.await("sampled", event -> event.number("skipped", -1) == 0);
    List<JsonValue> frames = events.all("frame");
    Set<Long> requests =
        frames.stream()
            .filter(frame -> frame.text("dir").equals("in"))
            .map(frame -> frame.number("id", 0))
            .collect(Collectors.toSet());
    assertThat(frames)
        .filteredOn(frame -> frame.text("dir").equals("out"))
        .allMatch(frame -> requests.contains(frame.number("answers", 0)));
  }
}
