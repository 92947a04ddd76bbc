package miniredis.bytes;

import module java.base;

/**
 * Splits a line into words as Redis does for inline commands and for its configuration file.
 *
 * <p>Words are separated by white space, but a vertical tab or a form feed does so only in front of
 * one, which is Redis's way. A zero byte ends the line. {@code "..."} knows the escapes {@code \n
 * \r \t \b \a}, {@code \xHH} and {@code \} before any other byte; {@code '...'} knows {@code \'}
 * only. A closing quote must be followed by white space or the end.
 */
public final class Words {

  private final byte[] line;
  private final int end;
  private int at;

  private Words(byte[] line, int from, int to) {
    this.line = line;
    this.at = from;
    this.end = to;
  }

  /** The words of a line, or empty if its quotes are unbalanced. */
  public static Optional<Bytes[]> split(byte[] line, int from, int to) {
    Words words = new Words(line, from, to);
    List<Bytes> found = new ArrayList<>();
    while (words.skipBlanks()) {
      Bytes word = words.next();
      if (word == null) return Optional.empty();
      found.add(word);
    }
    return Optional.of(found.toArray(Bytes[]::new));
  }

  /** The same for text. */
  public static Optional<Bytes[]> split(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return split(bytes, 0, bytes.length);
  }

  private boolean skipBlanks() {
    while (at < end && isBlank(line[at])) at++;
    return at < end && line[at] != 0;
  }

  private Bytes next() {
    BytesBuilder word = new BytesBuilder(16);
    while (at < end && !endsWord(line[at])) {
      byte b = line[at++];
      if (b == '"' || b == '\'') {
        if (!quoted(b, word)) return null;
        break;
      }
      word.append(b);
    }
    return word.toBytes();
  }

  private boolean quoted(byte quote, BytesBuilder word) {
    while (at < end) {
      byte b = line[at++];
      if (b == 0) return false;
      if (b == quote) return at == end || isBlank(line[at]) || line[at] == 0;
      if (b != '\\' || at == end) word.append(b);
      else if (quote == '"') word.append(escaped());
      else if (line[at] == '\'') word.append(line[at++]);
      else word.append(b);
    }
    return false;
  }

  private byte escaped() {
    byte b = line[at++];
    if (b == 'x' && at + 2 <= end && isHex(line[at]) && isHex(line[at + 1])) {
      at += 2;
      return (byte) (Character.digit(line[at - 2], 16) << 4 | Character.digit(line[at - 1], 16));
    }
    return switch (b) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      default -> b;
    };
  }

  private static boolean endsWord(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r' || b == 0;
  }

  private static boolean isHex(byte b) {
    return HexFormat.isHexDigit(b);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b >= '\t' && b <= '\r';
  }
}
