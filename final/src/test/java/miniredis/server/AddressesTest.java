package miniredis.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import module java.base;

import miniredis.client.Client;
import miniredis.config.Config;
import miniredis.engine.ServerLog;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The addresses that a server listens on: the setting bind. */
class AddressesTest {

  private static Server server(String addresses) throws IOException {
    Config config =
        Config.of("port", "0", "bind", addresses, "save", "", "appendonly", "no", "dir", ".");
    ServerLog log =
        new ServerLog(
            new PrintStream(OutputStream.nullOutputStream()), false, ServerLog.Level.NOTICE);
    return new Server(config, InstantSource.system(), log);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "*, 127.0.0.1",
    "* -::*, 127.0.0.1",
    "* -::*, ::1",
    "::*, ::1",
    "127.0.0.1 ::1, 127.0.0.1",
    "127.0.0.1 ::1, ::1",
    "127.0.0.1 -no.such.host.invalid, 127.0.0.1"
  })
  void aServerIsThereForAllOfItsAddresses(String bind, String address) throws Exception {
    assumeThat(bind.contains("::1") || address.contains("::1")).isIn(false, hasIpVersion6());
    Server server = server(bind);
    Thread thread = Thread.ofPlatform().daemon().start(() -> run(server));
    try (Client client = Client.connect(address, server.port())) {
      assertThat(client.call("PING").toString()).contains("PONG");
    } finally {
      server.stop();
      thread.join();
    }
  }

  /** Some networks have an address for every name. */
  @ParameterizedTest
  @ValueSource(strings = {"no.such.host.invalid", "203.0.113.1"})
  void anAddressThatIsNotThisMachinesIsNamed(String bind) {
    assertThatThrownBy(() -> server(bind))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(bind + ":0: ")
        .hasMessageMatching(".*(Name or service not known|Cannot assign requested address)");
  }

  private static boolean hasIpVersion6() {
    try (ServerSocket _ = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
      return true;
    } catch (IOException none) {
      return false;
    }
  }

  private static void run(Server server) {
    try {
      server.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
