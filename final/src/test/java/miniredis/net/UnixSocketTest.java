package miniredis.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --unixsocket}: clients that come by a file. */
class UnixSocketTest {

  @TempDir private Path folder;

  private LiveServer server(String... settings) {
    String[] file = {"unixsocket", socket().toString()};
    return LiveServer.with(Stream.of(file, settings).flatMap(Stream::of).toArray(String[]::new));
  }

  private Path socket() {
    return folder.resolve("redis.sock");
  }

  /** All that comes back before the server closes. */
  private String talk(String requests) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
      channel.write(ByteBuffer.wrap((requests + "QUIT\r\n").getBytes(StandardCharsets.US_ASCII)));
      byte[] all = Channels.newInputStream(channel).readAllBytes();
      return new String(all, StandardCharsets.UTF_8);
    }
  }

  @Test
  void requestsAreAnswered() throws IOException {
    try (LiveServer _ = server()) {
      assertThat(talk("PING\r\nSET k v\r\nGET k\r\n"))
          .isEqualTo("+PONG\r\n+OK\r\n$1\r\nv\r\n+OK\r\n");
    }
  }

  @Test
  void theListShowsTheFileAsTheAddressOfBothEnds() throws IOException {
    try (LiveServer _ = server()) {
      String address = socket() + ":0";
      assertThat(talk("CLIENT INFO\r\n"))
          .contains(" addr=" + address + " laddr=" + address + " ")
          .contains(" flags=U ");
    }
  }

  @Test
  void thePermissionsAreThoseOfTheSetting() throws IOException {
    try (LiveServer _ = server("unixsocketperm", "750")) {
      assertThat(Files.getPosixFilePermissions(socket()))
          .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
    }
  }

  @Test
  void theFileIsRemovedAtTheEnd() {
    server().close();
    assertThat(socket()).doesNotExist();
  }

  @Test
  void whatAnEarlierServerLeftBehindIsReplaced() throws IOException {
    Files.writeString(socket(), "left behind");
    try (LiveServer _ = server()) {
      assertThat(talk("PING\r\n")).startsWith("+PONG");
    }
  }

  @Test
  void aFileThatCannotBeMadeIsNamed() {
    assertThatThrownBy(() -> LiveServer.with("unixsocket", folder + "/missing/redis.sock"))
        .hasMessageContaining("Opening Unix socket: " + folder + "/missing/redis.sock");
  }
}
