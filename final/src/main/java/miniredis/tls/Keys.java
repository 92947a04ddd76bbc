package miniredis.tls;

import module java.base;

import java.security.Signature;
import java.security.cert.Certificate;

/** Puts what was read from files into the form in which Java's TLS takes it. */
public final class Keys {

  private Keys() {}

  /** Shows a certificate, and those it rests on, to whoever asks. */
  public static KeyManager[] own(List<Certificate> chain, PrivateKey key)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry("own", key, new char[0], chain.toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  /** Trusts whoever shows a certificate that rests on one of these. */
  public static TrustManager[] trusting(Collection<Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    for (Certificate each : authorities) store.setCertificateEntry("ca" + store.size(), each);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  /** Whether what is signed with a key can be checked by a certificate. */
  public static boolean belong(PrivateKey key, Certificate certificate)
      throws GeneralSecurityException {
    PublicKey open = certificate.getPublicKey();
    if (!key.getAlgorithm().equals(open.getAlgorithm())) return false;
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    byte[] signed = signature.sign();
    signature.initVerify(open);
    return signature.verify(signed);
  }

  public static SSLContext context(KeyManager[] own, TrustManager[] trusted)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own, trusted, null);
    return context;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }
}
