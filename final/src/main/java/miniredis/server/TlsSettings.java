package miniredis.server;

import module java.base;

import java.security.cert.Certificate;
import miniredis.config.Config;
import miniredis.config.ConfigException;
import miniredis.config.Setting;
import miniredis.engine.ServerLog;
import miniredis.tls.Ciphers;
import miniredis.tls.Keys;
import miniredis.tls.Pem;

/**
 * What the settings say of TLS, made into something that makes connections secret. The files are
 * read at the start and whenever CONFIG SET names one, even by the name it had; connections that
 * are there already stay as they are.
 *
 * <p>Belongs to the loop's thread.
 */
final class TlsSettings implements Supplier<SSLEngine> {

  private static final String REFUSAL = "Unable to update TLS configuration. Check server logs.";

  private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

  /** Whether a client has to show a certificate: the values of the setting tls-auth-clients. */
  private enum Demand {
    NO,
    YES,
    OPTIONAL
  }

  private final ServerLog log;
  private final Setting<Integer> port;
  private final Setting<String> certificate;
  private final Setting<String> key;
  private final Setting<String> password;
  private final Setting<String> authorities;
  private final Setting<String> authoritiesFolder;
  private final Setting<String> protocols;
  private final Setting<String> ciphers;
  private final Setting<String> suites;
  private final Setting<Boolean> ownOrder;
  private final Setting<Demand> demand;
  private final Setting<Integer> sessions;
  private final Setting<Integer> sessionSeconds;

  /** Null as long as there is no port. */
  private SSLContext context;

  /** What each new connection begins with. */
  private SSLParameters parameters;

  TlsSettings(Config config, ServerLog log) {
    this.log = log;
    port = config.integer("tls-port");
    certificate = config.name("tls-cert-file");
    key = config.name("tls-key-file");
    password = config.name("tls-key-file-pass");
    authorities = config.name("tls-ca-cert-file");
    authoritiesFolder = config.name("tls-ca-cert-dir");
    protocols = config.name("tls-protocols");
    ciphers = config.name("tls-ciphers");
    suites = config.name("tls-ciphersuites");
    ownOrder = config.flag("tls-prefer-server-ciphers");
    demand = config.choice("tls-auth-clients", Demand.class);
    sessions = config.integer("tls-session-cache-size");
    sessionSeconds = config.integer("tls-session-cache-timeout");
    for (Setting<?> each :
        List.of(certificate, key, password, authorities, authoritiesFolder, protocols, ciphers)) {
      each.onChange(_ -> change());
    }
    for (Setting<?> each : List.of(suites, ownOrder, sessions, sessionSeconds)) {
      each.onChange(_ -> change());
    }
  }

  /**
   * Reads the files, if there is a port to need them.
   *
   * @throws ConfigException with the reason, if one of them or of the names does not do
   */
  void load() {
    if (port.get() == 0) return;
    SSLContext made = context();
    parameters = parameters(made);
    context = made;
  }

  /** The same for CONFIG SET, whose refusal has no reason: that stands in the log. */
  void change() {
    try {
      load();
    } catch (ConfigException refused) {
      log.warning(refused.getMessage());
      throw new ConfigException(REFUSAL);
    }
  }

  /** The server's side of a new connection. */
  @Override
  public SSLEngine get() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    engine.setSSLParameters(parameters);
    switch (demand.get()) {
      case NO -> engine.setWantClientAuth(false);
      case YES -> engine.setNeedClientAuth(true);
      case OPTIONAL -> engine.setWantClientAuth(true);
    }
    return engine;
  }

  private SSLContext context() {
    if (certificate.get().isEmpty()) throw new ConfigException("No tls-cert-file configured!");
    if (key.get().isEmpty()) throw new ConfigException("No tls-key-file configured!");
    boolean trustsNobody = authorities.get().isEmpty() && authoritiesFolder.get().isEmpty();
    if (trustsNobody && demand.get() != Demand.NO) {
      throw new ConfigException(
          "Either tls-ca-cert-file or tls-ca-cert-dir must be specified when tls-cluster,"
              + " tls-replication or tls-auth-clients are enabled!");
    }
    try {
      SSLContext made = Keys.context(own(), Keys.trusting(trusted()));
      SSLSessionContext cache = made.getServerSessionContext();
      cache.setSessionCacheSize(sessions.get());
      cache.setSessionTimeout(sessionSeconds.get());
      return made;
    } catch (GeneralSecurityException | IOException unlikely) {
      throw refused("Failed to configure TLS", "", unlikely);
    }
  }

  private KeyManager[] own() throws GeneralSecurityException, IOException {
    List<Certificate> chain = read("Failed to load certificate", certificate, Pem::certificates);
    if (chain.isEmpty()) {
      throw new ConfigException(
          "Failed to load certificate: " + certificate.get() + ": no certificate in the file");
    }
    PrivateKey own =
        read("Failed to load private key", key, file -> Pem.privateKey(file, password.get()));
    if (!Keys.belong(own, chain.getFirst())) {
      throw new ConfigException(
          "Failed to load private key: " + key.get() + ": it is not the certificate's");
    }
    return Keys.own(chain, own);
  }

  private List<Certificate> trusted() {
    String failure = "Failed to configure CA certificate(s) file/directory";
    List<Certificate> all = new ArrayList<>();
    if (!authorities.get().isEmpty()) all.addAll(read(failure, authorities, Pem::certificates));
    if (!authoritiesFolder.get().isEmpty()) {
      all.addAll(read(failure, authoritiesFolder, Pem::certificatesIn));
    }
    return all;
  }

  /** Something that is made of a file. */
  private interface Reading<T> {
    T from(Path file) throws GeneralSecurityException, IOException;
  }

  private static <T> T read(String failure, Setting<String> file, Reading<T> reading) {
    try {
      return reading.from(Path.of(file.get()));
    } catch (GeneralSecurityException | IOException | IllegalArgumentException reason) {
      throw refused(failure, file.get() + ": ", reason);
    }
  }

  private static ConfigException refused(String failure, String file, Exception reason) {
    boolean missing = reason instanceof NoSuchFileException;
    return new ConfigException(
        failure + ": " + file + (missing ? "No such file or directory" : reason.getMessage()));
  }

  private SSLParameters parameters(SSLContext made) {
    SSLParameters wanted = made.getDefaultSSLParameters();
    wanted.setProtocols(chosenProtocols());
    wanted.setUseCipherSuitesOrder(ownOrder.get());
    String older = ciphers.get().isEmpty() ? null : ciphers.get();
    String modern = suites.get().isEmpty() ? null : suites.get();
    String[] all = made.getDefaultSSLParameters().getCipherSuites();
    checkNames("tls-ciphers", older, all);
    checkNames("tls-ciphersuites", modern, all);
    wanted.setCipherSuites(Ciphers.chosen(all, older, modern).toArray(String[]::new));
    return wanted;
  }

  /** The older ones are safe no more, and Java has them switched off. */
  private String[] chosenProtocols() {
    if (protocols.get().isBlank()) return PROTOCOLS.toArray(String[]::new);
    List<String> chosen = new ArrayList<>();
    for (String word : protocols.get().strip().split(" +")) {
      PROTOCOLS.stream()
          .filter(word::equalsIgnoreCase)
          .findFirst()
          .ifPresentOrElse(chosen::add, () -> refuseProtocol(word));
    }
    return chosen.toArray(String[]::new);
  }

  private static void refuseProtocol(String word) {
    throw new ConfigException(
        "Invalid tls-protocols specified: '"
            + word
            + "'. Use a combination of 'TLSv1.2' and 'TLSv1.3'.");
  }

  /** OpenSSL's rules, such as HIGH:!aNULL, would promise something that nobody here understands. */
  private static void checkNames(String setting, String names, String[] all) {
    if (names == null) return;
    Set<String> known = Stream.of(all).map(Ciphers::openSslName).collect(Collectors.toSet());
    for (String name : names.split(":")) {
      if (!known.contains(name)) {
        throw new ConfigException(
            setting
                + ": '"
                + name
                + "' is no cipher that there is here; use names with colons"
                + " between them.");
      }
    }
  }
}
