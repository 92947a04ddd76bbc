package miniredis.fuzz;

import module java.base;

/** Makes bytes that are almost requests, or nothing like them. One character is one byte. */
final class Noise {

  private static final String ALPHABET = "*$:+-0123456789\r\n\r\n\r\n \"'\\xPINGpingSETkv\0\u00ff";

  private static final List<List<String>> REQUESTS =
      List.of(
          List.of("PING"),
          List.of("PING", "world"),
          List.of("ECHO", "two\r\nlines"),
          List.of("SET", "k", "v"),
          List.of("SET", "k", "5", "XX"),
          List.of("GET", "k"),
          List.of("INCR", "n"),
          List.of("DEL", "k", "n"),
          List.of("NOSUCH", "a", "b"),
          List.of("GET"),
          List.of("STRLEN", ""),
          List.of("APPEND", "k", "\0\u00ff"),
          List.of("QUIT"));

  private static final List<String> LENGTHS =
      List.of(
          "-1",
          "-2",
          "0",
          "1",
          "2",
          "3",
          "4",
          "5",
          "00",
          "04",
          "+4",
          " 4",
          "4 ",
          "",
          "x",
          "1x",
          "-",
          "1024",
          "1048576",
          "1048577",
          "65536",
          "536870912",
          "536870913",
          "2147483647",
          "2147483648",
          "4294967297",
          "-2147483649",
          "9223372036854775807",
          "9223372036854775808",
          "99999999999999999999999999",
          "-9223372036854775808",
          "1e3",
          "0x4",
          "\0",
          "4\0");

  private static final List<String> INLINE =
      List.of(
          "PING\r\n",
          "PING\n",
          "\r\n",
          "\n",
          "   \r\n",
          "SET k \"a b\"\r\n",
          "SET k \"\\x41\\n\\q\"\r\n",
          "SET k 'it\\'s'\r\n",
          "GET \"k\r\n",
          "GET 'k\r\n",
          "GET \"k\"x\r\n",
          "ECHO \"\"\r\n",
          "  PING  \r\n",
          "PING\r\r\n",
          "GET\tk\r\n",
          "PING \0\r\n",
          "QUIT\r\n",
          "ECHO \"\\x4\"\r\n",
          "POST / HTTP/1.1\r\n",
          "Host: localhost\r\n",
          "ECHO '\\x41'\r\n");

  private final Random random;

  Noise(long seed) {
    random = new Random(seed);
  }

  /** One case; a third of them is nothing but noise. */
  String next() {
    StringBuilder all = new StringBuilder();
    int kind = random.nextInt(9);
    if (kind == 0) return bytes(random.nextInt(60), 256);
    if (kind < 3) return bytes(random.nextInt(80), 0);
    for (int i = 0, count = 1 + random.nextInt(4); i < count; i++) {
      all.append(random.nextInt(4) == 0 ? oneOf(INLINE) : frame(oneOf(REQUESTS)));
    }
    for (int i = random.nextInt(4); i > 0; i--) damage(all);
    // Whoever is still listening here answers; whoever closed does not.
    return all.append("\r\nPING last\r\n").toString();
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Any bytes below {@code bound}, or those that mean something to the protocol. */
  private String bytes(int length, int bound) {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < length; i++) {
      bytes.append(
          bound > 0
              ? (char) random.nextInt(bound)
              : ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return bytes.toString();
  }

  private String frame(List<String> words) {
    StringBuilder frame = new StringBuilder();
    frame.append('*').append(length(words.size())).append("\r\n");
    for (String word : words) {
      frame.append('$').append(length(word.length())).append("\r\n").append(word).append("\r\n");
    }
    return frame.toString();
  }

  private String length(int right) {
    return random.nextInt(30) == 0 ? oneOf(LENGTHS) : "" + right;
  }

  private void damage(StringBuilder all) {
    if (all.isEmpty()) return;
    int at = random.nextInt(all.length());
    int end = Math.min(all.length(), at + 1 + random.nextInt(4));
    switch (random.nextInt(6)) {
      case 0 -> all.delete(at, end);
      case 1 -> all.insert(at, bytes(1 + random.nextInt(3), 0));
      case 2 -> all.setCharAt(at, (char) random.nextInt(256));
      case 3 -> all.insert(at, all.substring(at, end));
      case 4 -> all.replace(at, end, bytes(end - at, 0));
      default -> all.setLength(at);
    }
  }
}
