package miniredis;

import module java.base;

/** A string of bytes: every key, value and argument. Nobody ever changes the array. */
record Bytes(byte[] array) {
  static Bytes of(String text) {
    return new Bytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes(byte[] theirs) && Arrays.equals(array, theirs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  /** One char for each byte, so nothing is lost. */
  @Override
  public String toString() {
    return new String(array, StandardCharsets.ISO_8859_1);
  }
}
