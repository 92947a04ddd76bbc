package miniredis.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import module java.base;

import miniredis.interop.Certificates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys in all the forms that OpenSSL writes them. */
@Tag("interop")
class PemTest {

  private static Certificates files;

  @BeforeAll
  static void makeFiles() {
    files = new Certificates();
  }

  @AfterAll
  static void removeFiles() {
    if (files != null) files.close();
  }

  private static PrivateKey key(String name, String password) throws Exception {
    return Pem.privateKey(Path.of(files.file(name)), password);
  }

  @ParameterizedTest
  @CsvSource({
    "RSA, genrsa -out k 2048",
    "RSA, genrsa -traditional -out k 2048",
    "RSA, genrsa -traditional -out k 1024",
    "RSA, genrsa -traditional -out k 4096",
    "EC, ecparam -genkey -name prime256v1 -out k",
    "EC, ecparam -genkey -name secp521r1 -out k",
    "EC, genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out k",
    "EdDSA, genpkey -algorithm ed25519 -out k"
  })
  void aKeyIsReadInEachForm(String algorithm, String made) throws Exception {
    files.openssl(made);
    assertThat(key("k", "").getAlgorithm()).isEqualTo(algorithm);
  }

  @ParameterizedTest
  @CsvSource({
    "pkcs8 -topk8 -in server.key -passout pass:secret -out e.key",
    "pkcs8 -topk8 -v2 aes-128-cbc -in server.key -passout pass:secret -out e.key"
  })
  void anEncryptedKeyNeedsItsPassword(String made) throws Exception {
    files.openssl(made);
    assertThat(key("e.key", "secret")).isEqualTo(key("server.key", ""));
    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> key("e.key", "wrong"))
        .withMessage("the password of the key is wrong");
  }

  @Test
  void theOlderWayToEncryptIsRefusedWithTheCure() {
    files.openssl("rsa -traditional -aes128 -in server.key -passout pass:secret -out old.key");
    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> key("old.key", "secret"))
        .withMessageContaining("openssl pkcs8 -topk8");
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertThatExceptionOfType(GeneralSecurityException.class)
        .isThrownBy(() -> key("ca.crt", ""))
        .withMessage("no private key in the file");
  }

  @Test
  void aKeyBelongsToItsCertificateAlone() throws Exception {
    for (String kind : List.of("rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-256", "ed25519")) {
      files.sign("one", kind);
      files.sign("other", kind);
      var certificate = Pem.certificates(Path.of(files.file("one.crt"))).getFirst();
      assertThat(Keys.belong(key("one.key", ""), certificate)).as(kind).isTrue();
      assertThat(Keys.belong(key("other.key", ""), certificate)).as(kind).isFalse();
    }
  }

  @Test
  void aFolderIsAllTheCertificatesInIt() throws Exception {
    Path folder = Path.of(files.file("server.crt")).getParent();
    assertThat(Pem.certificatesIn(folder))
        .contains(Pem.certificates(folder.resolve("ca.crt")).getFirst());
  }
}
