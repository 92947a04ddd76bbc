package miniredis.bytes;

import module java.base;

/**
 * Writes JSON into a text; the commas come by themselves. For one thread at a time.
 *
 * <p>Keys and values are bytes, and JSON knows only text: those that are UTF-8 become a string, all
 * others {@code {"base64":"AP8="}}, so that every byte can come back as it was.
 */
public final class Json {

  private final StringBuilder out = new StringBuilder();

  /** Whether a comma must come before the next value. */
  private boolean after;

  public Json beginObject() {
    return begin('{');
  }

  public Json endObject() {
    return end('}');
  }

  public Json beginArray() {
    return begin('[');
  }

  public Json endArray() {
    return end(']');
  }

  private Json begin(char bracket) {
    value("").out.append(bracket);
    after = false;
    return this;
  }

  private Json end(char bracket) {
    out.append(bracket);
    after = true;
    return this;
  }

  /** The name of the value that comes next in an object. */
  public Json name(String name) {
    value(quoted(name)).out.append(':');
    after = false;
    return this;
  }

  public Json number(long number) {
    return value(Long.toString(number));
  }

  public Json truth(boolean truth) {
    return value(Boolean.toString(truth));
  }

  public Json nothing() {
    return value("null");
  }

  public Json text(String text) {
    return value(quoted(text));
  }

  /** A value that is JSON already; it is not looked at. */
  public Json raw(String json) {
    return value(json);
  }

  public Json bytes(Bytes bytes) {
    String text = utf8(bytes);
    if (text != null) return text(text);
    String encoded = Base64.getEncoder().encodeToString(bytes.array());
    return beginObject().name("base64").text(encoded).endObject();
  }

  private Json value(String value) {
    if (after) out.append(',');
    out.append(value);
    after = true;
    return this;
  }

  /** Null if the bytes are no UTF-8. */
  private static String utf8(Bytes bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.array());
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException noText) {
      return null;
    }
  }

  /** A text between quotation marks, with what JSON does not allow there escaped. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c >= ' ' && c != 127) out.append(c);
          else out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
        }
      }
    }
    return out.append('"').toString();
  }

  /**
   * Appends bytes between quotation marks, with what JSON does not allow there escaped. Bytes above
   * 127 are passed on as they are: where they are UTF-8, so is the JSON.
   */
  public static void quote(Bytes text, BytesBuilder out) {
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

  /** All that has been written. */
  @Override
  public String toString() {
    return out.toString();
  }
}
