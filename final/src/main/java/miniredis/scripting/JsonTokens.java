package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;

/** Reads JSON token by token. A zero byte is the end, as it is for C. */
final class JsonTokens {

  /** The kinds of tokens; complaints name them. */
  enum Kind {
    T_OBJ_BEGIN,
    T_OBJ_END,
    T_ARR_BEGIN,
    T_ARR_END,
    T_STRING,
    T_NUMBER,
    T_BOOLEAN,
    T_NULL,
    T_COLON,
    T_COMMA,
    T_END,
    T_ERROR
  }

  private static final Pattern NUMBER =
      Pattern.compile(
          "-?(?:0[xX](?:[0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)(?:[pP][-+]?\\d+)?"
              + "|(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?"
              + "|(?i:infinity|inf|nan))");

  private final Bytes text;
  private final String characters;
  private final boolean invalidNumbers;
  private int at;

  /** What was read last, where it began, and what it holds. */
  Kind kind;

  int start;
  Bytes string;
  double number;
  boolean bool;

  /** What is wrong with it. */
  String complaint;

  JsonTokens(Bytes text, boolean invalidNumbers) {
    this.text = text;
    this.invalidNumbers = invalidNumbers;
    characters = text.latinText();
  }

  /** How many bytes have been read. */
  int position() {
    return at;
  }

  private int peek(int ahead) {
    return at + ahead < text.length() ? text.at(at + ahead) & 0xFF : 0;
  }

  Kind next() {
    while (" \t\n\r".indexOf(peek(0)) >= 0 && peek(0) != 0) at++;
    start = at;
    switch (peek(0)) {
      case 0 -> kind = Kind.T_END;
      case '{' -> single(Kind.T_OBJ_BEGIN);
      case '}' -> single(Kind.T_OBJ_END);
      case '[' -> single(Kind.T_ARR_BEGIN);
      case ']' -> single(Kind.T_ARR_END);
      case ':' -> single(Kind.T_COLON);
      case ',' -> single(Kind.T_COMMA);
      case '"' -> string();
      default -> word();
    }
    return kind;
  }

  private void single(Kind one) {
    kind = one;
    at++;
  }

  private void wrong(String what) {
    kind = Kind.T_ERROR;
    complaint = what;
    start = at;
  }

  private void word() {
    int first = peek(0);
    if (first == '-' || first >= '0' && first <= '9') {
      if (!invalidNumbers && isInvalidNumber()) wrong("invalid number");
      else number();
    } else if (characters.startsWith("true", at)) constant(Kind.T_BOOLEAN, true, 4);
    else if (characters.startsWith("false", at)) constant(Kind.T_BOOLEAN, false, 5);
    else if (characters.startsWith("null", at)) constant(Kind.T_NULL, false, 4);
    else if (invalidNumbers && "+iInN".indexOf(first) >= 0 && isInvalidNumber()) number();
    else wrong("invalid token");
  }

  private void constant(Kind one, boolean value, int length) {
    kind = one;
    bool = value;
    at += length;
  }

  /** One that C can read but JSON does not know: hexadecimal, zeros in front, infinite. */
  private boolean isInvalidNumber() {
    int sign = peek(0) == '-' ? 1 : 0;
    if (peek(0) == '+') return true;
    int first = peek(sign);
    int second = peek(sign + 1);
    if (first == '0') return (second | 0x20) == 'x' || second >= '0' && second <= '9';
    if (first <= '9') return false;
    return characters.regionMatches(true, at + sign, "inf", 0, 3)
        || characters.regionMatches(true, at + sign, "nan", 0, 3);
  }

  private void number() {
    int sign = peek(0) == '+' ? 1 : 0;
    Matcher matcher = NUMBER.matcher(characters).region(at + sign, characters.length());
    if (!matcher.lookingAt()) {
      wrong("invalid number");
      return;
    }
    kind = Kind.T_NUMBER;
    number = valueOf(matcher.group());
    at = matcher.end();
  }

  private static double valueOf(String digits) {
    String lower = digits.toLowerCase(Locale.ROOT);
    boolean negative = lower.startsWith("-");
    if (lower.contains("inf")) return negative ? -1.0 / 0 : 1.0 / 0;
    if (lower.contains("nan")) return negative ? -Double.NaN : Double.NaN;
    if (lower.contains("x") && !lower.contains("p")) lower += "p0";
    return Double.parseDouble(lower);
  }

  private void string() {
    BytesBuilder out = new BytesBuilder(32);
    at++;
    for (int c; (c = peek(0)) != '"'; ) {
      if (c == 0) {
        wrong("unexpected end of string");
        return;
      }
      if (c != '\\') {
        out.append((byte) c);
        at++;
      } else if (!escape(out)) return;
    }
    at++;
    kind = Kind.T_STRING;
    string = out.toBytes();
  }

  private boolean escape(BytesBuilder out) {
    int code = peek(1);
    if (code == 'u') return unicode(out);
    int plain = "\"\\/bfnrt".indexOf(code);
    if (plain < 0 || code == 0) {
      wrong("invalid escape code");
      return false;
    }
    out.append((byte) "\"\\/\b\f\n\r\t".charAt(plain));
    at += 2;
    return true;
  }

  private boolean unicode(BytesBuilder out) {
    int point = hex(2);
    int length = 6;
    if (point >= 0 && (point & 0xF800) == 0xD800) {
      int low = (point & 0x400) == 0 && peek(6) == '\\' && peek(7) == 'u' ? hex(8) : -1;
      boolean pair = low >= 0 && (low & 0xFC00) == 0xDC00;
      point = pair ? Character.toCodePoint((char) point, (char) low) : -1;
      length = 12;
    }
    if (point < 0) {
      wrong("invalid unicode escape code");
      return false;
    }
    out.append(Character.toString(point));
    at += length;
    return true;
  }

  private int hex(int ahead) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(ahead + i), 16);
      if (digit < 0) return -1;
      value = value << 4 | digit;
    }
    return value;
  }
}
