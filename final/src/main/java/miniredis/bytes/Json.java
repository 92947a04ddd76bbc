package miniredis.bytes;

import module java.base;

/** Bytes as a string of JSON. */
public final class Json {

  private Json() {}

  /**
   * Appends the bytes in quotes, with what JSON wants escaped escaped. Bytes above 127 are passed
   * on as they are: where they are UTF-8, so is the JSON.
   */
  public static void string(Bytes text, BytesBuilder out) {
    out.append((byte) '"');
    for (byte b : text.array()) {
      switch (b) {
        case '"', '\\' -> out.append((byte) '\\').append(b);
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (b >= 0 && b < ' ') out.append("\\u00").append(HexFormat.of().toHexDigits(b));
          else out.append(b);
        }
      }
    }
    out.append((byte) '"');
  }
}
