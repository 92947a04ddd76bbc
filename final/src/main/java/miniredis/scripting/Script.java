package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * A script that has been read.
 *
 * @param sha its name: the SHA-1 of the body, forty hexadecimal digits in lower case
 * @param body as clients have sent it
 * @param flags what it says of itself, or null if it says nothing
 * @param function where Lua keeps it
 */
record Script(Bytes sha, Bytes body, Set<ScriptFlag> flags, int function) {

  /** Whether it has said that it is so. */
  boolean is(ScriptFlag flag) {
    return flags != null && flags.contains(flag);
  }

  /** Whether it has said what it needs, so that it is asked about writes before it runs. */
  boolean saysWhatItNeeds() {
    return flags != null;
  }

  /** The name of a script with this body. */
  static Bytes nameOf(Bytes body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(body.array());
      return Bytes.latin(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
