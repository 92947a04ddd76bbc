package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * Passwords are kept as their SHA-256 hashes, in hexadecimal digits: whoever reads the file of the
 * users cannot log in with what is in it.
 *
 * <p>A hash without salt, and a fast one, is what Redis's files have. It hides a long random
 * password and not a word out of a dictionary: ACL GENPASS makes the former.
 */
final class Passwords {

  private static final int HASH_LENGTH = 64;

  private Passwords() {}

  static Bytes hash(Bytes password) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(password.array());
      return Bytes.of(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  static boolean isHash(Bytes text) {
    if (text.length() != HASH_LENGTH) return false;
    for (byte b : text.array()) if (!(b >= '0' && b <= '9' || b >= 'a' && b <= 'f')) return false;
    return true;
  }

  /** Takes as long for hashes that differ in the last digit as for any others. */
  static boolean areEqual(Bytes one, Bytes other) {
    return MessageDigest.isEqual(one.array(), other.array());
  }

  /** So many random bits, in hexadecimal digits of four bits each. */
  static Bytes random(int bits) {
    byte[] bytes = new byte[bits / 8 + 1];
    new SecureRandom().nextBytes(bytes);
    return Bytes.of(HexFormat.of().formatHex(bytes).substring(0, (bits + 3) / 4));
  }
}
