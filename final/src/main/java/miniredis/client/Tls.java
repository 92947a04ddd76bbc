package miniredis.client;

import module java.base;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import miniredis.tls.Ciphers;
import miniredis.tls.Keys;
import miniredis.tls.Pem;

/**
 * How to make a connection secret: whom to trust and what to show, in redis-cli's terms, with
 * OpenSSL's files (PEM) and OpenSSL's names for ciphers. As with redis-cli, the server's
 * certificate must come from a trusted authority, but the name in it is not compared.
 *
 * @param sni the name to ask the server for, or null
 * @param authorities a file of trusted certificates, or null
 * @param authoritiesFolder a folder of such files, or null; with neither, what Java trusts
 * @param certificate the client's own certificate and those it rests on, or null
 * @param key the private key of the certificate, or null
 * @param ciphers for TLS 1.2, separated by colons, or null for Java's choice
 * @param suites the same for TLS 1.3
 * @param anyServer trust whoever answers
 */
public record Tls(
    String sni,
    String authorities,
    String authoritiesFolder,
    String certificate,
    String key,
    String ciphers,
    String suites,
    boolean anyServer) {

  /** The files or names given do not do; the message is redis-cli's. */
  public static final class SetupException extends IOException {
    SetupException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private static final Duration HANDSHAKE = Duration.ofSeconds(10);

  /** Shakes hands over an open socket, which is closed together with the new one. */
  SSLSocket over(Socket socket, Address address, Duration patience) throws IOException {
    SSLContext context = context();
    SSLSocket secured =
        (SSLSocket)
            context.getSocketFactory().createSocket(socket, address.host(), address.port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    if (sni != null) parameters.setServerNames(List.of(new SNIHostName(sni)));
    if (ciphers != null || suites != null) parameters.setCipherSuites(chosen(secured));
    secured.setSSLParameters(parameters);
    // A server that knows no TLS waits for the end of our line, and we for its answer.
    Duration limit = patience.isZero() ? HANDSHAKE : patience;
    secured.setSoTimeout(Math.toIntExact(limit.toMillis()));
    try {
      secured.startHandshake();
    } catch (SocketTimeoutException e) {
      throw new SSLException("no answer; is this a port for TLS?", e);
    }
    secured.setSoTimeout(0);
    return secured;
  }

  private SSLContext context() throws SetupException {
    TrustManager[] trusted = trusted();
    KeyManager[] own = own();
    try {
      return Keys.context(own, trusted);
    } catch (GeneralSecurityException e) {
      throw new SetupException("Failed to create SSL_CTX", e);
    }
  }

  /** Null for Java's own choice. */
  private TrustManager[] trusted() throws SetupException {
    if (anyServer) return new TrustManager[] {new TrustsAll()};
    if (authorities == null && authoritiesFolder == null) return null;
    try {
      List<Certificate> all = new ArrayList<>();
      if (authorities != null) all.addAll(Pem.certificates(Path.of(authorities)));
      if (authoritiesFolder != null) all.addAll(Pem.certificatesIn(Path.of(authoritiesFolder)));
      return Keys.trusting(all);
    } catch (GeneralSecurityException | IOException e) {
      throw new SetupException("Invalid CA Certificate File/Directory", e);
    }
  }

  /** What we show to a server that asks; null where there is nothing to show. */
  private KeyManager[] own() throws SetupException {
    if (certificate == null || key == null) return null;
    List<Certificate> chain;
    try {
      chain = Pem.certificates(Path.of(certificate));
    } catch (GeneralSecurityException | IOException e) {
      throw new SetupException("Invalid client certificate", e);
    }
    try {
      return Keys.own(chain, Pem.privateKey(Path.of(key), ""));
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new SetupException("Invalid private key", e);
    }
  }

  private String[] chosen(SSLSocket socket) throws SetupException {
    List<String> chosen = Ciphers.chosen(socket.getSupportedCipherSuites(), ciphers, suites);
    if (ciphers != null && chosen.stream().allMatch(Ciphers::isModern)) {
      throw new SetupException("Error while configuring ciphers", null);
    }
    if (suites != null && chosen.stream().noneMatch(Ciphers::isModern)) {
      throw new SetupException("Error while setting cypher suites", null);
    }
    return chosen.toArray(String[]::new);
  }

  /** For {@code --insecure}: takes every certificate. */
  private static final class TrustsAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
