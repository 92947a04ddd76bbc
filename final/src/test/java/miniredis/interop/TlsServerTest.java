package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import module java.base;

import course.Redis;
import miniredis.bytes.Bytes;
import miniredis.client.Address;
import miniredis.client.Client;
import miniredis.client.Tap;
import miniredis.config.ConfigException;
import miniredis.net.LiveServer;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The port for TLS: who is let in, what goes through it, and that nobody there harms others. */
@Tag("interop")
@Timeout(120)
class TlsServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String REFUSAL =
      "-ERR CONFIG SET failed (possibly related to argument '%s') - Unable to update TLS"
          + " configuration. Check server logs.";

  private static Certificates files;

  private LiveServer server;

  @BeforeAll
  static void makeFiles() {
    files = new Certificates();
  }

  @AfterAll
  static void removeFiles() {
    if (files != null) files.close();
  }

  @BeforeEach
  void start() throws IOException {
    server = with("server");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static LiveServer with(String certificate, String... more) throws IOException {
    List<String> settings = new ArrayList<>(List.of("port", "" + free(), "tls-port", "" + free()));
    Collections.addAll(settings, files.settings(certificate));
    Collections.addAll(settings, more);
    return LiveServer.with(settings.toArray(String[]::new));
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Client client() throws IOException {
    return client(server.tlsPort());
  }

  private static Client client(int port) throws IOException {
    Address address = Address.of("127.0.0.1", port);
    return Client.connect(address, files.client(), PATIENCE, Tap.NONE).timeout(PATIENCE);
  }

  private Socket raw() throws IOException {
    Socket socket = new Socket("127.0.0.1", server.tlsPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  private SSLSocket secured(Socket socket, String... protocols) throws Exception {
    SSLContext context =
        miniredis.tls.Keys.context(
            miniredis.tls.Keys.own(
                miniredis.tls.Pem.certificates(Path.of(files.file("client.crt"))),
                miniredis.tls.Pem.privateKey(Path.of(files.file("client.key")), "")),
            miniredis.tls.Keys.trusting(
                miniredis.tls.Pem.certificates(Path.of(files.file("ca.crt")))));
    SSLSocket secured =
        (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", 1, true);
    if (protocols.length > 0) secured.setEnabledProtocols(protocols);
    secured.startHandshake();
    return secured;
  }

  /** What redis-cli prints, with these words after the port and the authority. */
  private String cli(String words) {
    String line =
        "-p " + server.tlsPort() + " --tls --cacert " + files.file("ca.crt") + " " + words;
    Programs.Outcome outcome = Programs.run("redis-cli", line.split(" "));
    return outcome.out() + outcome.err();
  }

  private static String shown() {
    return "--cert " + files.file("client.crt") + " --key " + files.file("client.key") + " ";
  }

  private static void assertAnswers(Client client) throws IOException {
    assertThat(client.call("PING")).isEqualTo(Reply.simple("PONG"));
  }

  // Who is let in

  @Test
  void whoeverShowsACertificateOfTheAuthorityIsLetIn() {
    assertThat(cli(shown() + "PING")).isEqualTo("PONG\n");
    assertThat(cli("PING")).contains("Error");
    assertThat(server.log()).contains("Error accepting a client connection: ");
    server.client().expect("PING", "+PONG");
  }

  @Test
  void whetherAClientMustShowOneIsASetting() {
    files.openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=x -keyout x.key -out x.crt");
    String stranger = "--cert " + files.file("x.crt") + " --key " + files.file("x.key") + " PING";
    Redis admin = server.client().expect("CONFIG SET tls-auth-clients optional", "+OK");
    assertThat(cli("PING")).isEqualTo("PONG\n");
    assertThat(cli(stranger)).contains("Error");
    admin.expect("CONFIG SET tls-auth-clients no", "+OK");
    assertThat(cli("PING")).isEqualTo("PONG\n");
    assertThat(cli(stranger)).isEqualTo("PONG\n");
    admin.expect("CONFIG SET tls-auth-clients yes", "+OK");
    assertThat(cli("PING")).contains("Error");
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, TLSv1.3", "TLSv1.3, TLSv1.2"})
  void onlyTheProtocolsOfTheSettingAreSpoken(String spoken, String other) throws Exception {
    server.client().expect("CONFIG SET tls-protocols " + spoken, "+OK");
    try (SSLSocket socket = secured(raw(), spoken)) {
      assertThat(socket.getSession().getProtocol()).isEqualTo(spoken);
    }
    assertThatIOException().isThrownBy(() -> secured(raw(), other));
  }

  @Test
  void onlyTheCiphersOfTheSettingAreUsed() throws Exception {
    server
        .client()
        .expect("CONFIG SET tls-protocols TLSv1.2 tls-ciphers ECDHE-RSA-AES128-GCM-SHA256", "+OK");
    try (SSLSocket socket = secured(raw())) {
      assertThat(socket.getSession().getCipherSuite())
          .isEqualTo("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    }
    server
        .client()
        .expect(
            "CONFIG SET tls-protocols TLSv1.3 tls-ciphersuites TLS_CHACHA20_POLY1305_SHA256",
            "+OK");
    try (SSLSocket socket = secured(raw())) {
      assertThat(socket.getSession().getCipherSuite()).isEqualTo("TLS_CHACHA20_POLY1305_SHA256");
    }
  }

  @Test
  void thereMayBeNoOtherPort() throws Exception {
    try (LiveServer only = with("server", "port", "0");
        Client client = client(only.tlsPort())) {
      assertThat(only.port()).isZero();
      assertThat(client.call("INFO", "server").toString()).contains("tcp_port:" + only.tlsPort());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec -pkeyopt ec_paramgen_curve:P-256", "ed25519", "rsa:3072"})
  void keysMayBeOfAnyKind(String kind) throws Exception {
    files.sign("special", kind);
    try (LiveServer special = with("special");
        Client client = client(special.tlsPort())) {
      assertAnswers(client);
    }
  }

  // What goes through it

  @Test
  void aHundredThousandRequestsInOnePieceAreAnsweredInOrder() throws Exception {
    try (Client client = client()) {
      for (int i = 0; i < 100_000; i++) client.send("INCR", "n");
      for (int i = 1; i <= 100_000; i++) {
        assertThat(client.receive()).isEqualTo(Reply.integer(i));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 65_536, 1_000_000, 30_000_000})
  void aValueOfAnyLengthComesBackAsItWas(int length) throws Exception {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    Bytes value = Bytes.wrap(bytes);
    try (Client client = client()) {
      client.call(Bytes.of("SET"), Bytes.of("k"), value);
      assertThat(client.call("GET", "k")).isEqualTo(Reply.bulk(value));
      assertAnswers(client);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void theLastReplyReachesAClientThatReadsSlowly(String protocol) throws Exception {
    int length = 20_000_000;
    try (Client client = client()) {
      client.call("SETRANGE", "k", "" + (length - 1), "x");
    }
    Socket slow = new Socket();
    slow.setReceiveBufferSize(32 * 1024);
    slow.connect(new InetSocketAddress("127.0.0.1", server.tlsPort()));
    try (SSLSocket socket = secured(slow, protocol)) {
      socket.getOutputStream().write("GET k\r\nQUIT\r\nPING\r\n".getBytes());
      Redis.eventually("it waits", () -> server.client().ask("CLIENT LIST").contains(" oll="));
      byte[] all = socket.getInputStream().readAllBytes();
      assertThat(all).hasSize(("$" + length + "\r\n\r\n+OK\r\n").length() + length);
    }
  }

  @Test
  void aWaitingClientIsToldWhenThereIsSomething() throws Exception {
    try (Client client = client();
        Client other = client()) {
      client.call("HELLO", "3");
      client.send("BLPOP", "list", "0");
      client.flush();
      Redis.eventually(
          "it is blocked", () -> other.call("INFO").toString().contains("blocked_clients:1"));
      other.call("RPUSH", "list", "element");
      assertThat(client.receive())
          .isEqualTo(Reply.array(Reply.bulk("list"), Reply.bulk("element")));
    }
  }

  @Test
  void whoHasSaidAllAndStillReadsGetsAllReplies() throws Exception {
    try (SSLSocket socket = secured(raw(), "TLSv1.3")) {
      socket.getOutputStream().write("PING\r\n".repeat(50_000).getBytes());
      socket.shutdownOutput();
      assertThat(socket.getInputStream().readAllBytes()).hasSize(50_000 * 7);
    }
  }

  @Test
  void aBlockedClientThatLeavesIsGivenNothing() throws Exception {
    try (Client client = client()) {
      client.send("BLPOP", "list", "0");
      client.flush();
      Redis.eventually(
          "it is blocked", () -> server.client().ask("INFO").contains("blocked_clients:1"));
    }
    Redis.eventually(
        "it has gone", () -> server.client().ask("INFO").contains("blocked_clients:0"));
    server.client().expect("RPUSH list x", ":1").expect("LLEN list", ":1");
  }

  // Who harms nobody

  @Test
  void whoDoesNotSpeakTlsIsShownOutAndNobodyNotices() throws Exception {
    try (Client good = client();
        Socket plain = raw()) {
      plain.getOutputStream().write("PING\r\nPING\r\n".getBytes());
      assertThat(plain.getInputStream().readAllBytes()).doesNotContain('+');
      assertAnswers(good);
    }
    Redis.eventually(
        "the log says so",
        () -> server.log().contains("Error accepting a client connection: Unrecognized SSL"));
  }

  @Test
  void aHandshakeThatIsCutAnywhereLeavesNothingBehind() throws Exception {
    byte[] hello = firstWords();
    for (int end = 0; end < hello.length; end += 7) {
      try (Socket socket = raw()) {
        socket.getOutputStream().write(hello, 0, end);
      }
    }
    assertOnlyOneIsConnected();
    try (Client good = client()) {
      assertAnswers(good);
    }
  }

  @Test
  void aHandshakeMayComeByteByByte() throws Exception {
    Socket dribbling =
        new Socket("127.0.0.1", server.tlsPort()) {
          @Override
          public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
              @Override
              public void write(byte[] bytes, int from, int length) throws IOException {
                for (int i = 0; i < length; i++) out.write(bytes[from + i]);
              }
            };
          }
        };
    dribbling.setTcpNoDelay(true);
    try (SSLSocket socket = secured(dribbling)) {
      socket.getOutputStream().write("PING\r\n".getBytes());
      assertThat(socket.getInputStream().readNBytes(7)).isEqualTo("+PONG\r\n".getBytes());
    }
  }

  @Test
  void aThousandWhoNeverFinishTheirHandshakeAreCutOffInTime() throws Exception {
    byte[] hello = firstWords();
    List<Socket> lazy = new ArrayList<>();
    try (Client good = client()) {
      for (int i = 0; i < 1_000; i++) {
        Socket socket = raw();
        lazy.add(socket);
        socket.getOutputStream().write(hello, 0, i % hello.length);
        if (i % 100 == 0) assertAnswers(good);
      }
      try (Client another = client()) {
        assertAnswers(another);
      }
      server.advance(Duration.ofSeconds(61));
      assertOnlyOneIsConnected();
      assertAnswers(good);
    } finally {
      for (Socket each : lazy) each.close();
    }
  }

  /** Besides the one who asks. */
  private void assertOnlyOneIsConnected() {
    Redis.eventually(
        "the others have gone",
        () ->
            server.client().ask("CLIENT LIST").lines().filter(l -> l.contains("cmd=NULL")).count()
                == 0);
  }

  /** What a client says first, as it stands on the wire. */
  private byte[] firstWords() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, null, null);
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(true);
    ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), out);
    return Arrays.copyOf(out.array(), out.position());
  }

  // The settings

  @Test
  void aCertificateIsReadAgainWhenItsNameIsSetAgain() throws Exception {
    files.sign("fresh", "rsa:2048");
    try (LiveServer fresh = with("fresh");
        Redis admin = fresh.client();
        Client before = client(fresh.tlsPort())) {
      files.sign("fresh", "rsa:2048");
      String names =
          "tls-cert-file " + files.file("fresh.crt") + " tls-key-file " + files.file("fresh.key");
      admin.expect("CONFIG SET " + names, "+OK");
      Files.writeString(Path.of(files.file("fresh.crt")), "no certificate");
      admin.expect(
          "CONFIG SET tls-cert-file " + files.file("fresh.crt"),
          REFUSAL.formatted("tls-cert-file"));
      assertThat(fresh.log()).contains("Failed to load certificate: ");
      assertAnswers(before);
      try (Client after = client(fresh.tlsPort())) {
        assertAnswers(after);
      }
    }
  }

  @Test
  void thePortCanBeMovedAndClosed() throws Exception {
    Redis admin = server.client();
    int old = server.tlsPort();
    int other = free();
    admin.expect("CONFIG SET tls-port " + other, "+OK");
    client(other).close();
    assertThatIOException().isThrownBy(() -> client(old));
    admin.expect("CONFIG SET tls-port 0", "+OK");
    assertThatIOException().isThrownBy(() -> client(other));
    admin.expect("CONFIG SET tls-cert-file /nothing", "+OK");
    admin.expect("CONFIG SET tls-port " + other, REFUSAL.formatted("tls-port"));
    admin.expect("CONFIG GET tls-port", "*2", "$8", "tls-port", "$1", "0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tls-cert-file||No tls-cert-file configured!",
        "tls-key-file||No tls-key-file configured!",
        "tls-ca-cert-file||Either tls-ca-cert-file or tls-ca-cert-dir must be specified when"
            + " tls-cluster, tls-replication or tls-auth-clients are enabled!",
        "tls-cert-file|/no|Failed to load certificate: /no: No such file or directory",
        "tls-key-file|/no|Failed to load private key: /no: No such file or directory",
        "tls-ca-cert-file|/no|Failed to configure CA certificate(s) file/directory: /no: No such"
            + " file or directory",
        "tls-protocols|SSLv3|Invalid tls-protocols specified: 'SSLv3'. Use a combination of"
            + " 'TLSv1.2' and 'TLSv1.3'.",
        "tls-ciphers|HIGH:!MD5|tls-ciphers: 'HIGH' is no cipher that there is here; use names with"
            + " colons between them."
      })
  void whatDoesNotDoIsRefusedAtTheStart(String name, String value, String reason) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> with("server", name, value == null ? "" : value))
        .withMessage(reason);
  }

  @Test
  void aKeyThatIsNotTheCertificatesIsRefused() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> with("server", "tls-key-file", files.file("client.key")))
        .withMessageContaining("it is not the certificate's");
  }

  @Test
  void anEncryptedKeyIsOpenedByItsPassword() throws Exception {
    files.openssl("pkcs8 -topk8 -in server.key -passout pass:secret -out locked.key");
    String locked = files.file("locked.key");
    try (LiveServer other = with("server", "tls-key-file", locked, "tls-key-file-pass", "secret");
        Client client = client(other.tlsPort())) {
      assertAnswers(client);
    }
  }
}
