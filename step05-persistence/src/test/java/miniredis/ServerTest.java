package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the server takes clients in, and how it sees them out. */
class ServerTest {
  private final List<Redis> clients = new ArrayList<>();
  private ModuleServer server = new ModuleServer();
  private int port;

  @AfterEach
  void close() {
    clients.forEach(Redis::close);
    server.close();
  }

  private void start(String... options) throws IOException {
    server = new ModuleServer(options);
    port = server.start();
  }

  private Redis connect() {
    Redis client = Redis.connect("127.0.0.1", port, "testkey");
    clients.add(client);
    return client;
  }

  @Test
  void aClientTooManyIsToldAndShownTheDoor() throws Exception {
    start("--maxclients", "2");
    Redis first = connect().expect("PING", "+PONG");
    connect().expect("PING", "+PONG");

    Redis third = connect();
    third.expectReply("-ERR max number of clients reached");
    third.expectClosed();

    first.expect("QUIT", "+OK");
    first.expectClosed();
    Redis.eventually("there is room again", () -> connect().ask("PING").equals("+PONG"));
  }

  @Test
  void aThousandClientsAreConnectedAtOnce() throws Exception {
    start();
    for (int i = 0; i < 1_000; i++) connect();
    for (Redis client : clients) client.send("INCR @total\r\n");
    for (Redis client : clients) client.expectReply(":<int:1..1000>");
    connect().expect("GET @total", "$4", "1000");
  }

  @Test
  void aStoppedServerHasAnsweredWhatItHadRead() throws Exception {
    start();
    Redis client = connect().expect("PING", "+PONG");
    client.send("PING\r\n".repeat(1_000));
    client.expectReply("+PONG\r\n".repeat(999) + "+PONG");
    server.close();
    client.expectClosed();
  }

  @Test
  void aStoppingServerWaitsForACommandThatRuns() throws Exception {
    start();
    try (Socket socket = new Socket("127.0.0.1", port)) {
      // One big reply, which this client begins to read only when the server is stopping.
      String value = "x".repeat(4_000_000);
      connect().command("SET", "big", value).expectReply("+OK");
      socket.getOutputStream().write("GET big\r\n".getBytes(StandardCharsets.ISO_8859_1));
      assertThat(socket.getInputStream().read()).isEqualTo('$');
      Thread stopping = Thread.startVirtualThread(server::close);
      byte[] rest = socket.getInputStream().readAllBytes();
      stopping.join();
      assertThat(rest).hasSize("4000000\r\n".length() + value.length() + "\r\n".length());
    }
  }

  @Test
  void afterTheServerHasStoppedNobodyAnswers() throws Exception {
    start();
    Redis client = connect().expect("PING", "+PONG");
    server.close();
    client.expectClosed();
    Redis.eventually("nobody listens any more", () -> !reachable());
  }

  private boolean reachable() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
