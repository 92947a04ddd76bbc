package course;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Bytes as a person can read them: CR and LF written out, one protocol line on each line, and what
 * is long cut short.
 */
final class Visible {

  /** Longer lines are shown by their beginning and their end. */
  private static final int LONG_LINE = 160;

  private static final int LINES = 12;

  /** So many equal characters are told as a number. */
  private static final int RUN = 24;

  private Visible() {}

  /** Two spaces before each line, so that it stands out in a failure message. */
  static String lines(byte[] bytes) {
    if (bytes.length == 0) return "  (nothing)";
    List<String> shown = new ArrayList<>();
    List<byte[]> lines = split(bytes);
    for (int i = 0; i < lines.size(); ) {
      int same = i + 1;
      while (same < lines.size() && Arrays.equals(lines.get(i), lines.get(same))) same++;
      String line = line(lines.get(i));
      if (same - i < 4) same = i + 1;
      else line = "%s x \"%s\"".formatted(number(same - i), line);
      shown.add("  " + line);
      i = same;
    }
    if (shown.size() <= 2 * LINES) return String.join("\n", shown);
    String left = "  ... and %s more lines ...".formatted(number(shown.size() - 2 * LINES));
    List<String> ends = new ArrayList<>(shown.subList(0, LINES));
    ends.add(left);
    ends.addAll(shown.subList(shown.size() - LINES, shown.size()));
    return String.join("\n", ends);
  }

  /** Cut behind each LF. */
  static List<byte[]> split(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '\n' && i < bytes.length - 1) continue;
      lines.add(Arrays.copyOfRange(bytes, start, i + 1));
      start = i + 1;
    }
    return lines;
  }

  /** One line; a long one in short. */
  static String line(byte[] bytes) {
    String text = runs(bytes);
    if (text.length() <= LONG_LINE) return text;
    String middle = "... (%s bytes in all) ...".formatted(number(bytes.length));
    return text.substring(0, 60) + middle + text.substring(text.length() - 40);
  }

  /** {@code xxxxx...} becomes {@code 65,537 x "x"}. */
  private static String runs(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int i = 0; i < bytes.length; ) {
      int end = i + 1;
      while (end < bytes.length && bytes[end] == bytes[i]) end++;
      if (end - i >= RUN) {
        out.append(escaped(Arrays.copyOfRange(bytes, from, i)));
        String what = escaped(Arrays.copyOfRange(bytes, i, i + 1));
        out.append("(%s x \"%s\")".formatted(number(end - i), what));
        from = end;
      }
      i = end;
    }
    return out.append(escaped(Arrays.copyOfRange(bytes, from, bytes.length))).toString();
  }

  static String number(int number) {
    return String.format(Locale.ROOT, "%,d", number);
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
