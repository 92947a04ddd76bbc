package miniredis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import module java.base;

import miniredis.client.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CONFIG SET of port and bind: the server moves, or nothing happens at all. */
class ListenersTest extends LiveTest {

  private static final String NO_PORT =
      "ERR CONFIG SET failed (possibly related to argument 'port') - Unable to listen on this port."
          + " Check server logs.";

  private static final String NO_ADDRESS =
      "ERR CONFIG SET failed (possibly related to argument 'bind') - Failed to bind to specified"
          + " addresses.";

  private static ServerSocket taken() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  private static int free() throws IOException {
    try (ServerSocket socket = taken()) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(String address, int port) {
    try (Client other = Client.connect(address, port)) {
      return other.call("PING").toString().contains("PONG");
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  void aNewPortIsListenedOnAndTheOldOneIsNot() throws IOException {
    int before = server.port();
    int after = free();
    assertThat(ask("CONFIG SET port " + after)).isEqualTo("OK");
    assertThat(answers("127.0.0.1", after)).isTrue();
    assertThat(answers("127.0.0.1", before)).isFalse();
    assertThat(ask("INFO server")).contains("tcp_port:" + after + "\r\n");
  }

  @Test
  void aPortInUseChangesNothing() throws IOException {
    int before = server.port();
    try (ServerSocket taken = taken()) {
      int port = taken.getLocalPort();
      assertThat(ask("CONFIG SET maxmemory 1mb port " + port)).isEqualTo(NO_PORT);
    }
    assertThat(answers("127.0.0.1", before)).isTrue();
    assertThat(server.port()).isEqualTo(before);
    assertThat(ask("CONFIG GET maxmemory")).isEqualTo("[maxmemory 0]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"999.9.9.9", "203.0.113.1"})
  void anAddressThatIsNotThisMachinesChangesNothing(String address) throws IOException {
    assertThat(ask("CONFIG SET bind " + address)).isEqualTo(NO_ADDRESS);
    assertThat(answers("127.0.0.1", server.port())).isTrue();
    assertThat(ask("CONFIG GET bind")).isEqualTo("[bind 127.0.0.1]");
    assertThat(log.toString()).contains("Could not listen on " + address + ":" + server.port());
  }

  @Test
  void whatIsWrongLaterHasTheOldPortListenedOnAgain() throws IOException {
    int before = server.port();
    int after = free();
    String refusal = ask("CONFIG SET port " + after + " bind 999.9.9.9");
    assertThat(refusal).isEqualTo(NO_PORT);
    assertThat(answers("127.0.0.1", before)).isTrue();
    assertThat(answers("127.0.0.1", after)).isFalse();
  }

  @Test
  void allAddressesAndOneOfThemTakeEachOthersPlaceOnTheSamePort() throws IOException {
    int port = server.port();
    assertThat(ask("CONFIG SET bind *")).isEqualTo("OK");
    assertThat(answers("127.0.0.2", port)).isTrue();
    assertThat(ask("CONFIG SET bind 127.0.0.1")).isEqualTo("OK");
    assertThat(answers("127.0.0.2", port)).isFalse();
    assertThat(answers("127.0.0.1", port)).isTrue();
  }

  @Test
  void afterAChangeThePortIsAgainThisServersAlone() throws Exception {
    assertThat(ask("CONFIG SET bind *")).isEqualTo("OK");
    assertThat(ask("PING")).isEqualTo("PONG");
    assertThatExceptionOfType(BindException.class)
        .isThrownBy(() -> new ServerSocket(server.port(), 1, InetAddress.getByName("127.0.0.1")));
  }

  @Test
  void withoutAnAddressTheDoorsAreClosedAndWhoIsInsideStays() throws IOException {
    int before = server.port();
    client.call("CONFIG", "SET", "bind", "");
    assertThat(answers("127.0.0.1", before)).isFalse();
    assertThat(ask("INFO server")).contains("tcp_port:0\r\n");
    assertThat(ask("CONFIG SET bind 127.0.0.1")).isEqualTo("OK");
    assertThat(answers("127.0.0.1", before)).isTrue();
  }

  @Test
  void portZeroIsThePortOfTheStart() throws IOException {
    int before = server.port();
    int after = free();
    assertThat(ask("CONFIG SET port " + after)).isEqualTo("OK");
    assertThat(ask("CONFIG SET port 0")).isEqualTo("OK");
    assertThat(answers("127.0.0.1", before)).isTrue();
  }
}
