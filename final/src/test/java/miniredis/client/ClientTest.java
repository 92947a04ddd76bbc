package miniredis.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.DeadPort;
import miniredis.FakeServer;
import miniredis.bytes.Bytes;
import miniredis.resp.Reply;
import org.junit.jupiter.api.Test;

class ClientTest {

  @Test
  void aCallIsAnArrayOfBulkStringsAndItsReplyComesBack() throws IOException {
    try (FakeServer server = new FakeServer(words -> "+" + String.join("/", words) + "\r\n");
        Client client = Client.connect("127.0.0.1", server.port())) {
      assertThat(client.call("SET", "k", "")).isEqualTo(Reply.simple("SET/k/"));
      assertThat(client.call(Bytes.of("GET"), Bytes.of("k"))).isEqualTo(Reply.simple("GET/k"));
    }
  }

  @Test
  void manyRequestsMayBeOnTheirWayAtOnce() throws IOException {
    try (FakeServer server = new FakeServer(words -> ":" + words.getLast() + "\r\n");
        Client client = Client.connect("127.0.0.1", server.port())) {
      for (int i = 0; i < 10_000; i++) client.send("ECHO", Integer.toString(i));
      for (int i = 0; i < 10_000; i++) assertThat(client.receive()).isEqualTo(Reply.integer(i));
      assertThat(client.ready()).isFalse();
    }
  }

  @Test
  void anErrorIsAReplyAndTheConnectionLives() throws IOException {
    try (FakeServer server = new FakeServer(words -> "-ERR no\r\n");
        Client client = Client.connect("127.0.0.1", server.port())) {
      assertThat(client.call("A")).isEqualTo(Reply.error("ERR no"));
      assertThat(client.call("B")).isEqualTo(Reply.error("ERR no"));
    }
  }

  @Test
  void pushesAreToldToTheirListenerAndAreNoReplies() throws IOException {
    List<Reply> pushes = new ArrayList<>();
    try (FakeServer server = new FakeServer(words -> ">1\r\n+news\r\n+OK\r\n");
        Client client = Client.connect("127.0.0.1", server.port()).onPush(pushes::add)) {
      assertThat(client.call("A")).isEqualTo(Reply.OK);
    }
    assertThat(pushes).containsExactly(new Reply.Push(List.of(Reply.simple("news"))));
  }

  @Test
  void aServerThatSaysNothingIsGivenUpAfterTheTimeout() throws IOException {
    try (FakeServer server = new FakeServer(words -> "");
        Client client = Client.connect("127.0.0.1", server.port()).timeout(Duration.ofMillis(20))) {
      assertThatThrownBy(() -> client.call("A")).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void aServerThatGoesAwayIsAnEndOfFile() throws IOException {
    try (FakeServer server = new FakeServer(words -> null);
        Client client = Client.connect("127.0.0.1", server.port())) {
      assertThatThrownBy(() -> client.call("A"))
          .isInstanceOf(EOFException.class)
          .hasMessage("Server closed the connection");
    }
  }

  @Test
  void whereNobodyListensTheConnectionIsRefused() throws IOException {
    try (DeadPort dead = new DeadPort()) {
      assertThatThrownBy(() -> Client.connect("127.0.0.1", dead.number()))
          .isInstanceOf(ConnectException.class)
          .hasMessage("Connection refused");
    }
  }
}
