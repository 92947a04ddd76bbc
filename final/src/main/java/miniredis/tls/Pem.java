package miniredis.tls;

import module java.base;

import java.security.cert.Certificate;

/**
 * Files in the form that OpenSSL writes: base 64 between two lines that say what it is. All forms
 * of a private key that OpenSSL makes are read: PKCS#8, encrypted or not, and the older ones for
 * RSA and elliptic curves alone.
 */
public final class Pem {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]*(?:-[^-]+)*)-----END");

  /** Elliptic curves, as an object identifier. */
  private static final byte[] CURVES = HexFormat.of().parseHex("06072a8648ce3d0201");

  /** RSA, which has no parameters. */
  private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");

  private Pem() {}

  /** All certificates of a file, in its order. */
  public static List<Certificate> certificates(Path file)
      throws GeneralSecurityException, IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
    }
  }

  /** All certificates of the files of a folder that may be some. */
  public static List<Certificate> certificatesIn(Path folder)
      throws GeneralSecurityException, IOException {
    List<Certificate> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (file.toString().matches(".*\\.(pem|crt|cer|\\d+)")) all.addAll(certificates(file));
      }
    }
    return all;
  }

  /**
   * The private key of a file.
   *
   * @param password for an encrypted key; of no use for others
   * @throws GeneralSecurityException if there is none, it is of an unknown kind, or the password is
   *     wrong
   */
  public static PrivateKey privateKey(Path file, String password)
      throws GeneralSecurityException, IOException {
    Matcher found = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!found.find()) throw new GeneralSecurityException("no private key in the file");
    String body = found.group(2);
    if (body.contains("ENCRYPTED")) {
      throw new GeneralSecurityException(
          "an encrypted key must be in the form of PKCS#8: openssl pkcs8 -topk8");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(body);
    return key(
        switch (found.group(1)) {
          case "RSA " -> pkcs8(RSA, bytes);
          case "EC " -> pkcs8(join(CURVES, curveOf(bytes)), bytes);
          case "ENCRYPTED " -> decrypted(bytes, password);
          default -> new PKCS8EncodedKeySpec(bytes);
        });
  }

  private static PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException notThis) {
        // The file does not say which it is: the next may fit.
      }
    }
    throw new GeneralSecurityException("a private key of an unknown kind");
  }

  private static PKCS8EncodedKeySpec decrypted(byte[] bytes, String password)
      throws GeneralSecurityException, IOException {
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(bytes);
    String named = info.getAlgName();
    String algorithm = named.equals("PBES2") ? info.getAlgParameters().toString() : named;
    SecretKey key =
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(password.toCharArray()));
    try {
      return info.getKeySpec(key);
    } catch (GeneralSecurityException wrong) {
      throw new GeneralSecurityException("the password of the key is wrong", wrong);
    }
  }

  // DER: a tag, a length, the content.

  /** A version, the kind of the key, the key itself. */
  private static PKCS8EncodedKeySpec pkcs8(byte[] kind, byte[] key) {
    byte[] version = {0x02, 0x01, 0x00};
    byte[] all = join(version, join(tagged(0x30, kind), tagged(0x04, key)));
    return new PKCS8EncodedKeySpec(tagged(0x30, all));
  }

  /** The name of the curve, which stands in the key behind a version and the number. */
  private static byte[] curveOf(byte[] key) throws GeneralSecurityException {
    try {
      ByteBuffer in = content(ByteBuffer.wrap(key));
      content(in);
      content(in);
      if (in.get(in.position()) != (byte) 0xa0) throw new BufferUnderflowException();
      ByteBuffer curve = content(in);
      byte[] name = new byte[curve.remaining()];
      curve.get(name);
      return name;
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new GeneralSecurityException("a key of no named curve", e);
    }
  }

  /** The content of the next element, which is passed over. */
  private static ByteBuffer content(ByteBuffer in) {
    in.get();
    int length = in.get() & 0xff;
    if (length == 0x81) length = in.get() & 0xff;
    else if (length == 0x82) length = in.getShort() & 0xffff;
    ByteBuffer content = in.slice(in.position(), length);
    in.position(in.position() + length);
    return content;
  }

  private static byte[] tagged(int tag, byte[] content) {
    int size = content.length;
    ByteBuffer out = ByteBuffer.allocate(size + 4).put((byte) tag);
    if (size < 0x80) out.put((byte) size);
    else if (size < 0x100) out.put((byte) 0x81).put((byte) size);
    else out.put((byte) 0x82).putShort((short) size);
    return Arrays.copyOf(out.put(content).array(), out.position());
  }

  private static byte[] join(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }
}
