package miniredis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.interop.Certificates;
import miniredis.interop.Programs;
import miniredis.interop.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with a real server, and the real redis-cli beside ours: same files, same outcome. */
@Tag("interop")
@Timeout(60)
class TlsInteropTest {

  private static Certificates certificates;
  private static RunningServer server;
  private static int tlsPort;

  @BeforeAll
  static void start() throws Exception {
    certificates = new Certificates();
    certificates.openssl("rsa -traditional -in client.key -out pkcs1.key");
    certificates.openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=other -keyout o.key -out other.crt");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      tlsPort = free.getLocalPort();
    }
    List<String> options = new ArrayList<>(List.of("--tls-port", "" + tlsPort));
    Collections.addAll(options, certificates.options("server"));
    server = RunningServer.redis(options.toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    if (server != null) server.close();
    if (certificates != null) certificates.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-p {tls} --tls --cacert {ca.crt} --cert {client.crt} --key {client.key} PING",
        "-p {tls} --tls --cacert {ca.crt} --cert {client.crt} --key {pkcs1.key} PING",
        "-p {tls} --tls --cacertdir {} --cacert {ca.crt} --cert {client.crt} --key {client.key} PING",
        "-p {tls} --tls --insecure --cert {client.crt} --key {client.key} PING",
        "-u rediss://127.0.0.1:{tls} --insecure --cert {client.crt} --key {client.key} PING",
        "-p {tls} --tls --cacert {other.crt} --cert {client.crt} --key {client.key} PING",
        "-p {tls} --tls --cacert {nothing} PING",
        "-p {tls} --tls --cacert {ca.crt} --cert {nothing} --key {client.key} PING",
        "-p {tls} --tls --cacert {ca.crt} --cert {client.crt} --key {nothing} PING",
        "-p {tls} --tls --sni localhost --cacert {ca.crt} --cert {client.crt} --key {client.key} PING",
        "-p {tls} --tls --cacert {ca.crt} --cert {client.crt} --key {client.key}"
            + " --tls-ciphersuites TLS_AES_256_GCM_SHA384 PING",
        "-p {tls} --tls --cacert {ca.crt} --cert {client.crt} --key {client.key}"
            + " --tls-ciphers ECDHE-RSA-AES128-GCM-SHA256 PING",
        "-p {tls} --tls --cacert {ca.crt} --cert {client.crt} --key {client.key}"
            + " --tls-ciphers NOSUCH PING",
        "-p {tls} --tls --insecure --cert {client.crt} --key {client.key} --pipe",
        "-p {tls} PING",
        "-p {tls} -n 2 PING",
        "-p {tls} --scan",
        "-p {tls} --tls --insecure --cert {client.crt} --key {client.key} --scan",
      })
  void bothClientsFareAlike(String line) throws Exception {
    String[] words = filled(line).split(" ");
    Programs.Outcome theirs = Programs.run("redis-cli", words);
    assertThat(ours(words)).isEqualTo(theirs);
  }

  /**
   * Such a server takes our first words for the beginning of a line, and waits for its end.
   * redis-cli waits with it, for ever; ours gives up after ten seconds.
   */
  @ParameterizedTest
  @ValueSource(strings = {"--tls PING", "--tls --insecure --scan"})
  void aServerWithoutTlsIsOneClearLine(String line) throws Exception {
    String[] words = ("-p " + server.port() + " " + line).split(" ");
    Programs.Outcome outcome = ours(words);
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .matches(
            "Could not connect to Redis at 127.0.0.1:\\d+: SSL_connect failed: no answer; is this a port for TLS\\?\n");
  }

  private static Programs.Outcome ours(String... words) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams = new Streams(InputStream.nullInputStream(), out, err, false, false);
    List<Bytes> args = Stream.of(words).map(Bytes::of).toList();
    int code = CliMain.run(args, Map.of("HOME", "/nonexistent"), streams);
    return new Programs.Outcome(code, out.toString(), err.toString());
  }

  private static String filled(String line) {
    String filled = line.replace("{tls}", "" + tlsPort);
    return Pattern.compile("\\{([\\w.]*)}").matcher(filled).replaceAll(name -> file(name.group(1)));
  }

  private static String file(String name) {
    return certificates.file(name);
  }
}
