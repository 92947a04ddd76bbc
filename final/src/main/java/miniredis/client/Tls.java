package miniredis.client;

import module java.base;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;

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

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*)-----END");

  /** What comes before the bytes of a PKCS#1 key, and their length, to make them PKCS#8. */
  private static final String PKCS8_HEAD = "020100300d06092a864886f70d0101010500";

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
    secured.startHandshake();
    secured.setSoTimeout(0);
    return secured;
  }

  private SSLContext context() throws SetupException {
    TrustManager[] trusted = trusted();
    KeyManager[] own = own();
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own, trusted, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new SetupException("Failed to create SSL_CTX", e);
    }
  }

  /** Null for Java's own choice. */
  private TrustManager[] trusted() throws SetupException {
    if (anyServer) return new TrustManager[] {new TrustsAll()};
    if (authorities == null && authoritiesFolder == null) return null;
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Path file : authorityFiles()) {
        for (Certificate certificate : certificates(file)) {
          store.setCertificateEntry("ca" + store.size(), certificate);
        }
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new SetupException("Invalid CA Certificate File/Directory", e);
    }
  }

  private List<Path> authorityFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    if (authorities != null) files.add(Path.of(authorities));
    if (authoritiesFolder == null) return files;
    try (Stream<Path> inFolder = Files.list(Path.of(authoritiesFolder))) {
      inFolder
          .filter(file -> file.toString().matches(".*\\.(pem|crt|cer|\\d+)"))
          .forEach(files::add);
    }
    return files;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
  }

  /** What we show to a server that asks; null where there is nothing to show. */
  private KeyManager[] own() throws SetupException {
    if (certificate == null || key == null) return null;
    Certificate[] chain;
    try {
      chain = certificates(Path.of(certificate)).toArray(Certificate[]::new);
    } catch (GeneralSecurityException | IOException e) {
      throw new SetupException("Invalid client certificate", e);
    }
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setKeyEntry("own", privateKey(Files.readString(Path.of(key))), new char[0], chain);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, new char[0]);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new SetupException("Invalid private key", e);
    }
  }

  private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
    Matcher matcher = PEM.matcher(pem);
    if (!matcher.find()) throw new GeneralSecurityException("no private key");
    byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(2));
    if (matcher.group(1).equals("RSA ")) bytes = inPkcs8(bytes);
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(bytes);
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException notThis) {
        // The file does not say which it is: the next may fit.
      }
    }
    throw new GeneralSecurityException("a private key of an unknown kind");
  }

  private static byte[] inPkcs8(byte[] pkcs1) {
    byte[] body = tagged(0x04, pkcs1);
    byte[] head = HexFormat.of().parseHex(PKCS8_HEAD);
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return tagged(0x30, all);
  }

  /** DER: a tag, a length of two bytes, the content. */
  private static byte[] tagged(int tag, byte[] content) {
    ByteBuffer out = ByteBuffer.allocate(content.length + 4);
    out.put((byte) tag).put((byte) 0x82).putShort((short) content.length).put(content);
    return out.array();
  }

  private String[] chosen(SSLSocket socket) throws SetupException {
    List<String> chosen = new ArrayList<>();
    for (String suite : socket.getSupportedCipherSuites()) {
      boolean modern = !suite.contains("_WITH_");
      String wanted = modern ? suites : ciphers;
      if (wanted == null || List.of(wanted.split(":")).contains(openSslName(suite))) {
        chosen.add(suite);
      }
    }
    boolean none = chosen.stream().noneMatch(suite -> suite.contains("_WITH_"));
    if (ciphers != null && none) {
      throw new SetupException("Error while configuring ciphers", null);
    }
    if (suites != null && chosen.stream().allMatch(suite -> suite.contains("_WITH_"))) {
      throw new SetupException("Error while setting cypher suites", null);
    }
    return chosen.toArray(String[]::new);
  }

  /** {@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256} is {@code ECDHE-RSA-AES128-GCM-SHA256}. */
  static String openSslName(String suite) {
    if (!suite.contains("_WITH_")) return suite;
    return suite
        .replaceFirst("^TLS_(RSA_WITH_)?", "")
        .replace("_WITH_", "_")
        .replaceFirst("AES_(\\d+)_CBC", "AES$1")
        .replaceFirst("AES_(\\d+)", "AES$1")
        .replaceFirst("CHACHA20_POLY1305_SHA256", "CHACHA20_POLY1305")
        .replace('_', '-');
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
