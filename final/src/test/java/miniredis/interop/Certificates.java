package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Tls;

/**
 * A folder with an authority, and certificates of it for a server and a client, made by OpenSSL:
 * {@code ca.crt}, {@code server.crt} and {@code .key}, {@code client.crt} and {@code .key}.
 */
public final class Certificates implements AutoCloseable {

  private final Path folder;

  public Certificates() {
    try {
      folder = Files.createTempDirectory("tls");
      Files.writeString(folder.resolve("names"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    openssl(
        "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.crt");
    sign("server", "rsa:2048");
    sign("client", "rsa:2048");
  }

  /** Makes a key and a certificate for it. */
  public void sign(String name, String kind) {
    openssl(
        "req -newkey " + kind + " -nodes -subj /CN=localhost -keyout " + name + ".key -out r.csr");
    openssl(
        "x509 -req -days 2 -in r.csr -CA ca.crt -CAkey ca.key -CAcreateserial -extfile names -out "
            + name
            + ".crt");
  }

  /** Runs OpenSSL in the folder, with these words. */
  public void openssl(String arguments) {
    List<String> command = new ArrayList<>(List.of(Programs.need("openssl").toString()));
    Collections.addAll(command, arguments.split(" "));
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The file of that name, in full. */
  public String file(String name) {
    return folder.resolve(name).toString();
  }

  /** The settings of a server that has the certificate of that name. */
  public String[] settings(String name) {
    return new String[] {
      "tls-cert-file", file(name + ".crt"),
      "tls-key-file", file(name + ".key"),
      "tls-ca-cert-file", file("ca.crt")
    };
  }

  /** The same for a command line. */
  public String[] options(String name) {
    String[] settings = settings(name);
    for (int i = 0; i < settings.length; i += 2) settings[i] = "--" + settings[i];
    return settings;
  }

  /** A client that trusts the authority and shows its own certificate. */
  public Tls client() {
    return new Tls(
        null, file("ca.crt"), null, file("client.crt"), file("client.key"), null, null, false);
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
