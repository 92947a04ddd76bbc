package miniredis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
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

  private static Path folder;
  private static RunningServer server;
  private static int tlsPort;

  @BeforeAll
  static void start() throws Exception {
    folder = Files.createTempDirectory("tls");
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.crt");
    sign("server");
    sign("client");
    openssl("rsa -traditional -in client.key -out pkcs1.key");
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=other -keyout o.key -out other.crt");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      tlsPort = free.getLocalPort();
    }
    server =
        RunningServer.redis(
            "--tls-port",
            "" + tlsPort,
            "--tls-cert-file",
            file("server.crt"),
            "--tls-key-file",
            file("server.key"),
            "--tls-ca-cert-file",
            file("ca.crt"));
  }

  private static void sign(String name) throws Exception {
    openssl(
        "req -newkey rsa:2048 -nodes -subj /CN=" + name + " -keyout " + name + ".key -out r.csr");
    openssl(
        "x509 -req -days 2 -in r.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out "
            + name
            + ".crt");
  }

  private static void openssl(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Programs.need("openssl").toString()));
    Collections.addAll(command, arguments.split(" "));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
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
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams = new Streams(InputStream.nullInputStream(), out, err, false, false);
    List<Bytes> args = Stream.of(words).map(Bytes::of).toList();
    int code = CliMain.run(args, Map.of("HOME", "/nonexistent"), streams);
    assertThat(new Programs.Outcome(code, out.toString(), err.toString())).isEqualTo(theirs);
  }

  private static String filled(String line) {
    String filled = line.replace("{tls}", "" + tlsPort);
    return Pattern.compile("\\{([\\w.]*)}").matcher(filled).replaceAll(name -> file(name.group(1)));
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }
}
