package miniredis.differential;

import module java.base;

import miniredis.bytes.Bytes;

/** The values at which programs break: the edges of numbers, and bytes that are not text. */
final class Odd {

  static final List<Bytes> INTEGERS =
      all(
          "0",
          "-0",
          "1",
          "-1",
          "+1",
          "01",
          "00",
          " 1",
          "1 ",
          "1.0",
          "1e3",
          "0x10",
          "",
          "-",
          "abc",
          "127",
          "128",
          "-128",
          "-129",
          "255",
          "256",
          "32767",
          "32768",
          "2147483647",
          "2147483648",
          "-2147483648",
          "-2147483649",
          "4294967295",
          "4294967296",
          "9223372036854775806",
          "9223372036854775807",
          "-9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "-9223372036854775809",
          "18446744073709551615",
          "18446744073709551616",
          "99999999999999999999999",
          "1\u00002",
          "\u0661");

  static final List<Bytes> FLOATS =
      all(
          "0",
          "-0",
          "0.0",
          "-0.0",
          "1.5",
          "-1.5",
          "3.0e3",
          "5.",
          ".5",
          "1e-10",
          "0.1",
          "0.3",
          "1e17",
          "1e21",
          "123456789.123456789",
          "3.0000000000000000001",
          "1e308",
          "-1e308",
          "1e309",
          "1e-320",
          "1e400",
          "inf",
          "-inf",
          "+inf",
          "Infinity",
          "INF",
          "nan",
          "-nan",
          "NaN",
          " 1.5",
          "1.5 ",
          "1.5x",
          "0x1p3",
          "1e",
          "e5",
          "--1",
          "+1.5",
          "1,5",
          "",
          "abc",
          "9007199254740993",
          "9223372036854775807",
          "99999999999999999999",
          "0.1\u0000");

  static final List<Bytes> STRINGS =
      Stream.concat(
              all(
                  "",
                  " ",
                  "\r\n",
                  "a\r\nb",
                  "\u0000",
                  "\u00e9",
                  "\"quoted\"",
                  "'",
                  "\\",
                  "*",
                  "?",
                  "[a-",
                  "{tag}x",
                  "$3\r\nfoo\r\n",
                  "-ERR no",
                  "%s%n%d",
                  "NX",
                  "GET",
                  "LIMIT",
                  "(",
                  "[",
                  "-",
                  "+",
                  "(1",
                  "[a",
                  "#",
                  "0-0",
                  "$",
                  ">")
                  .stream(),
              Stream.of(everyByte(), filled(44), filled(45), filled(300), filled(1000)))
          .toList();

  static final List<Bytes> KEYS =
      List.of(
          Bytes.EMPTY,
          Bytes.of("a key"),
          Bytes.latin("\u0000\u00ff\r\n\u0001"),
          Bytes.of("{tag}1"),
          Bytes.of("{tag}2"),
          Bytes.of("no such key"),
          filled(300));

  private Odd() {}

  /** Anything from the lists above. */
  static Bytes any(Draw draw) {
    return draw.oneOf(draw.oneOf(List.of(INTEGERS, FLOATS, STRINGS, KEYS)));
  }

  private static List<Bytes> all(String... texts) {
    return Stream.of(texts).map(Bytes::of).toList();
  }

  private static Bytes everyByte() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) i;
    return Bytes.wrap(bytes);
  }

  private static Bytes filled(int length) {
    return Bytes.of("abcdefghij".repeat(length / 10 + 1).substring(0, length));
  }
}
