package course;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/** Bytes as a person can read them: CR and LF written out, one protocol line on each line. */
final class Visible {

  private static final int ENOUGH = 2000;

  private Visible() {}

  /** Two spaces before each line, so that it stands out in a failure message. */
  static String lines(byte[] bytes) {
    if (bytes.length == 0) return "  (nothing)";
    StringBuilder out = new StringBuilder();
    int start = 0;
    for (int i = 0; i < bytes.length && out.length() < ENOUGH; i++) {
      if (bytes[i] != '\n' && i < bytes.length - 1) continue;
      if (start > 0) out.append('\n');
      out.append("  ").append(escaped(Arrays.copyOfRange(bytes, start, i + 1)));
      start = i + 1;
    }
    return start == bytes.length ? out.toString() : out + "\n  ... and more";
  }

  /** All on one line. Bytes that are no readable text become {@code \xNN}. */
  static String escaped(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    if (isText(bytes)) {
      new String(bytes, UTF_8).codePoints().forEach(c -> append(out, c));
    } else {
      for (byte b : bytes) append(out, (b & 0x80) != 0 ? -(b & 0xff) : b);
    }
    return out.toString();
  }

  private static boolean isText(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static void append(StringBuilder out, int c) {
    switch (c) {
      case '\r' -> out.append("\\r");
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      case '\\' -> out.append("\\\\");
      default -> {
        if (c < 0x20 || c == 0x7f) out.append("\\x%02x".formatted(Math.abs(c)));
        else out.appendCodePoint(c);
      }
    }
  }
}
