package miniredis.interop;

import module java.base;

/** Scripts made at random: values through the libraries and back, and expressions. */
final class RandomScripts {

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "2.5",
          "-0.5",
          "127",
          "128",
          "255",
          "256",
          "65535",
          "65536",
          "1e10",
          "2^31",
          "2^32",
          "2^53",
          "-2^31",
          "1e15",
          "1e100",
          "0.1",
          "1/3",
          "-2^63",
          "99999999999999");

  private static final List<String> STRINGS =
      List.of(
          "\"\"",
          "\"a\"",
          "\"hello world\"",
          "\"\\0\\1\\255\"",
          "\"1\"",
          "\"0x1F\"",
          "\"\\n\\t\"",
          "\"\\195\\169\"",
          "\"quote \\\" and \\\\\"",
          "\"a,b;c\"");

  private static final List<String> OPERATORS =
      List.of("+", "-", "*", "/", "%", "..", "==", "~=", "<", "<=", ">", "and", "or");

  private static final List<String> FORMATS =
      List.of("b", "B", "h", "H", "i", "I", "l", "L", "i3", "I5", "i8", "f", "d");

  private final Random random;

  RandomScripts(long seed) {
    random = new Random(seed);
  }

  String next() {
    return switch (random.nextInt(9)) {
      case 0 -> "return tostring(" + expression(3) + ")";
      case 1 -> "return " + value(3);
      case 2 -> "return cjson.encode(" + value(3) + ")";
      case 3 -> "return cjson.encode(cjson.decode(cjson.encode(" + value(3) + ")))";
      case 4 -> "return cmsgpack.pack(" + value(3) + ")";
      case 5 -> "return {cmsgpack.unpack(\"" + noise(8) + "\")}";
      case 6 -> struct();
      case 7 -> bits();
      default -> json();
    };
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private String expression(int depth) {
    if (depth == 0 || random.nextInt(4) == 0) return one(random.nextBoolean() ? NUMBERS : STRINGS);
    if (random.nextInt(6) == 0) return "(not " + expression(depth - 1) + ")";
    return "(" + expression(depth - 1) + " " + one(OPERATORS) + " " + expression(depth - 1) + ")";
  }

  private String value(int depth) {
    int kind = random.nextInt(depth == 0 ? 4 : 7);
    return switch (kind) {
      case 0, 1 -> one(NUMBERS);
      case 2 -> one(STRINGS);
      case 3 -> random.nextBoolean() ? "true" : "false";
      case 4 -> "{[" + one(STRINGS) + "] = " + value(depth - 1) + "}";
      default -> "{" + value(depth - 1) + ", " + value(depth - 1) + "}";
    };
  }

  private String noise(int most) {
    StringBuilder bytes = new StringBuilder();
    for (int i = random.nextInt(most) + 1; i > 0; i--) {
      bytes.append("\\%03d".formatted(random.nextInt(256)));
    }
    return bytes.toString();
  }

  private String struct() {
    StringBuilder format = new StringBuilder(one(List.of("", "<", ">", "!4", "!8>")));
    StringJoiner values = new StringJoiner(", ");
    for (int i = random.nextInt(4) + 1; i > 0; i--) {
      format.append(one(FORMATS));
      values.add(
          one(List.of("0", "1", "-1", "127", "200", "-129", "70000", "2^40", "1.5", "-2^31")));
    }
    if (random.nextInt(3) == 0) {
      return "local t = {struct.unpack(\"%s\", \"%s\")} for i = 1, #t do t[i] = tostring(t[i]) end return t"
          .formatted(format, noise(30));
    }
    return "return struct.pack(\"%s\", %s)".formatted(format, values);
  }

  private String bits() {
    String name = one(List.of("band", "bor", "bxor", "lshift", "rshift", "arshift", "rol", "ror"));
    return "return {bit.%s(%s, %s), bit.tohex(%s), bit.bswap(%s), bit.tobit(%s)}"
        .formatted(name, one(NUMBERS), one(NUMBERS), one(NUMBERS), one(NUMBERS), one(NUMBERS));
  }

  /** Text that is nearly JSON. */
  private String json() {
    StringBuilder text = new StringBuilder();
    List<String> pieces =
        List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "1",
            "-2.5e3",
            "\\\"a\\\"",
            "true",
            "null",
            " ",
            "x",
            "\\\"\\\\u0041\\\"",
            "0x1",
            "inf",
            "\\\"");
    text.append(one(List.of("[", "{\\\"k\\\":", "")));
    for (int i = random.nextInt(6); i >= 0; i--) text.append(one(pieces));
    return "local ok, v = pcall(cjson.decode, \"%s\") return {tostring(ok), ok and cjson.encode(v) or v}"
        .formatted(text);
  }
}
