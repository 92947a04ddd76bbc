package miniredis.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import course.Redis;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import miniredis.command.Errors;
import org.junit.jupiter.api.Test;

/** How many clients there may be, from where, for how long, and how much they may ask for. */
class ConnectionLimitsTest {

  @Test
  void oneClientTooManyIsToldSo() {
    try (LiveServer server = LiveServer.with("maxclients", "2");
        Redis one = server.client();
        Redis two = server.client()) {
      one.expect("PING", "+PONG");
      two.expect("PING", "+PONG");
      try (Redis three = server.client()) {
        three.expectReply("-ERR max number of clients reached").expectClosed();
      }
      assertThat(one.ask("INFO stats"))
          .contains("rejected_connections:1")
          .contains("total_connections_received:2");
      two.expect("QUIT", "+OK").expectClosed();
      Redis.eventually("there is room again", () -> isServed(server));
    }
  }

  private static boolean isServed(LiveServer server) {
    try (Redis next = server.client()) {
      return next.ask("PING").equals("+PONG");
    }
  }

  @Test
  void anIdleClientIsClosedAndABusyOneIsNot() {
    try (LiveServer server = LiveServer.with("timeout", "60");
        Redis idle = server.client();
        Redis busy = server.client()) {
      idle.expect("PING", "+PONG");
      server.advance(Duration.ofSeconds(40));
      busy.expect("PING", "+PONG");
      server.advance(Duration.ofSeconds(40));
      idle.expectClosed();
      busy.expect("PING", "+PONG");
    }
  }

  @Test
  void withoutATimeoutAnIdleClientStays() {
    try (LiveServer server = LiveServer.with();
        Redis idle = server.client()) {
      idle.expect("PING", "+PONG");
      server.advance(Duration.ofDays(100));
      idle.expectNothing().expect("PING", "+PONG");
    }
  }

  @Test
  void theTimeoutCanBeSetLater() {
    try (LiveServer server = LiveServer.with();
        Redis idle = server.client()) {
      idle.expect("CONFIG SET timeout 5", "+OK");
      server.advance(Duration.ofSeconds(7));
      idle.expectClosed();
    }
  }

  @Test
  void aRequestThatOutgrowsTheQueryBufferEndsItsClientWithoutAWord() throws IOException {
    try (LiveServer server = LiveServer.with("client-query-buffer-limit", "1mb");
        Redis other = server.client()) {
      String start = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$2000000\r\n";
      assertThat(answer(server, start + "x".repeat(1_200_000))).isEmpty();
      other.expect("EXISTS k", ":0");
      assertThat(server.log()).contains("max query buffer length: id=");
    }
  }

  @Test
  void aRequestOfManySmallWordsCountsAsWell() throws IOException {
    try (LiveServer server = LiveServer.with("client-query-buffer-limit", "1mb")) {
      String many = "*100000\r\n" + "$9\r\naaaaaaaaa\r\n".repeat(60_000);
      assertThat(answer(server, many)).isEmpty();
    }
  }

  /** What comes back up to the end, which may come before all is sent. */
  private static byte[] answer(LiveServer server, String request) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (Socket socket = server.socket()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().transferTo(answer);
    } catch (SocketException reset) {
      // An end as well; a timeout would be none.
    }
    return answer.toByteArray();
  }

  @Test
  void aClientFromElsewhereIsRefusedAsLongAsThereIsNoPassword() throws SocketException {
    Optional<String> address = address();
    assumeTrue(address.isPresent(), "this machine has the loopback address only");
    try (LiveServer server = LiveServer.with("bind", "0.0.0.0");
        Redis local = server.client()) {
      try (Redis remote = Redis.connect(address.get(), server.port(), "netroom")) {
        remote.expectReply("-" + Errors.PROTECTED_MODE);
        remote.expectClosed();
      }
      local.expect("CONFIG SET protected-mode no", "+OK");
      try (Redis remote = Redis.connect(address.get(), server.port(), "netroom")) {
        remote.expect("PING", "+PONG");
      }
    }
  }

  private static Optional<String> address() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(each -> each instanceof Inet4Address && !each.isLoopbackAddress())
        .map(each -> each.getHostAddress())
        .findFirst();
  }
}
