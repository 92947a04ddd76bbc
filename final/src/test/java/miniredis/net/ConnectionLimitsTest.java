package miniredis.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import course.Redis;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
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
  void aRequestThatOutgrowsTheQueryBufferEndsItsClientWithoutAWord() {
    try (LiveServer server = LiveServer.with("client-query-buffer-limit", "1mb");
        Redis greedy = server.client();
        Redis other = server.client()) {
      greedy.send("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$2000000\r\n");
      greedy.send("x".repeat(1_200_000)).expectClosed();
      other.expect("EXISTS k", ":0");
      assertThat(server.log()).contains("max query buffer length: id=");
    }
  }

  @Test
  void aRequestOfManySmallWordsCountsAsWell() {
    try (LiveServer server = LiveServer.with("client-query-buffer-limit", "1mb");
        Redis greedy = server.client()) {
      greedy.send("*100000\r\n" + "$9\r\naaaaaaaaa\r\n".repeat(60_000)).expectClosed();
    }
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
