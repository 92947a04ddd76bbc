package miniredis.tls;

import module java.base;

/** OpenSSL's names for ciphers, with colons between them, and Java's. */
public final class Ciphers {

  private Ciphers() {}

  /**
   * Java's names of what is wanted, in the order of {@code all}.
   *
   * @param all Java's names of all there are
   * @param ciphers OpenSSL's names of those of TLS 1.2 and before, or null for all
   * @param suites the same for TLS 1.3
   */
  public static List<String> chosen(String[] all, String ciphers, String suites) {
    return Stream.of(all)
        .filter(suite -> isWanted(suite, isModern(suite) ? suites : ciphers))
        .toList();
  }

  private static boolean isWanted(String suite, String names) {
    return names == null || List.of(names.split(":")).contains(openSslName(suite));
  }

  /** Whether a suite is one of TLS 1.3, whose names do not say how keys are exchanged. */
  public static boolean isModern(String suite) {
    return !suite.contains("_WITH_");
  }

  /** {@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256} is {@code ECDHE-RSA-AES128-GCM-SHA256}. */
  public static String openSslName(String suite) {
    if (isModern(suite)) return suite;
    return suite
        .replaceFirst("^TLS_(RSA_WITH_)?", "")
        .replace("_WITH_", "_")
        .replaceFirst("AES_(\\d+)_CBC", "AES$1")
        .replaceFirst("AES_(\\d+)", "AES$1")
        .replaceFirst("CHACHA20_POLY1305_SHA256", "CHACHA20_POLY1305")
        .replace('_', '-');
  }
}
