package miniredis.differential;

import module java.base;

import miniredis.bytes.Bytes;

/** The vocabulary in which grammars are written. */
final class Arguments {

  private static final List<Bytes> PATTERNS =
      Stream.of(
              "*", "string:*", "?????:1", "*[13]", "[^s]*", "h?sh:*", "\\*", "nothing*", "s*:[0-2]")
          .map(Bytes::of)
          .toList();

  private Arguments() {}

  // --- how pieces are put together ---

  /** Any of these, each at most once, in any order. */
  static Argument options(Object... choices) {
    return (draw, into) -> {
      List<Object> shuffled = new ArrayList<>(List.of(choices));
      Collections.shuffle(shuffled, draw.random());
      int count = draw.chance(40) ? 0 : draw.chance(70) ? 1 : 1 + draw.below(choices.length);
      shuffled.stream().limit(count).forEach(choice -> Argument.of(choice).draw(draw, into));
    };
  }

  /** A keyword and what belongs to it; one piece for {@link #options} and {@link #oneOf}. */
  static Argument option(Object... parts) {
    return Argument.sequence(parts);
  }

  /** There or not. */
  static Argument maybe(Object... parts) {
    Argument whole = Argument.sequence(parts);
    return (draw, into) -> {
      if (draw.chance(50)) whole.draw(draw, into);
    };
  }

  /** There once in a while. */
  static Argument seldom(Object... parts) {
    Argument whole = Argument.sequence(parts);
    return (draw, into) -> {
      if (draw.chance(10)) whole.draw(draw, into);
    };
  }

  static Argument oneOf(Object... choices) {
    List<Argument> arguments = Stream.of(choices).map(Argument::of).toList();
    return (draw, into) -> draw.oneOf(arguments).draw(draw, into);
  }

  /** One to four times. */
  static Argument some(Object... parts) {
    Argument whole = Argument.sequence(parts);
    return (draw, into) -> {
      for (int i = 0, count = 1 + draw.below(4); i < count; i++) whole.draw(draw, into);
    };
  }

  /** {@code numkeys key [key ...]}, and now and then the count is not the number of keys. */
  static Argument countedKeys(Object... key) {
    Argument one = Argument.sequence(key);
    return (draw, into) -> {
      int count = 1 + draw.below(3);
      into.add(draw.chance(90) ? Bytes.of(count) : draw.oneOf(Odd.INTEGERS));
      for (int i = 0; i < count; i++) one.draw(draw, into);
    };
  }

  // --- what stands for data ---

  /** One argument drawn by hand. */
  static Argument drawn(Function<Draw, Bytes> one) {
    return (draw, into) -> into.add(one.apply(draw));
  }

  static Argument exactly(String text) {
    return drawn(_ -> Bytes.of(text));
  }

  static Argument key() {
    return drawn(Draw::key);
  }

  /** A key that, if nothing else happened to it, holds this type. */
  static Argument key(String type) {
    return drawn(draw -> draw.chance(90) ? draw.key(type) : draw.key());
  }

  /** Short texts, integers, floating point, bytes that are not text. */
  static Argument value() {
    return drawn(
        draw -> {
          int which = draw.below(10);
          if (which < 3) return Bytes.of("v" + draw.below(8));
          if (which < 6) return Bytes.of(draw.below(200) - 50);
          if (which < 7) return draw.oneOf(Odd.INTEGERS);
          if (which < 8) return draw.oneOf(Odd.FLOATS);
          return draw.oneOf(Odd.STRINGS);
        });
  }

  /** Members and fields are few, so that they meet again. */
  static Argument member() {
    return drawn(
        draw -> {
          if (draw.chance(70)) return Bytes.of(String.valueOf((char) ('a' + draw.below(8))));
          return draw.chance(60) ? Bytes.of(draw.below(20)) : draw.oneOf(Odd.STRINGS);
        });
  }

  /** A small integer, or one at an edge, or something that is none. */
  static Argument integer() {
    return integer(-20, 20);
  }

  static Argument integer(long least, long most) {
    return drawn(
        draw -> draw.chance(85) ? Bytes.of(draw.between(least, most)) : draw.oneOf(Odd.INTEGERS));
  }

  static Argument floating() {
    return drawn(
        draw -> {
          int which = draw.below(10);
          if (which < 3) return Bytes.of(draw.below(100) - 50);
          if (which < 7)
            return Bytes.of(new BigDecimal(draw.between(-9999, 9999)).movePointLeft(2).toString());
          return draw.oneOf(which < 9 ? Odd.FLOATS : Odd.INTEGERS);
        });
  }

  /** One of these answers of Redis's DUMP, in hexadecimal; now and then with a bit turned over. */
  static Argument dump(String... answers) {
    return drawn(
        draw -> {
          byte[] dump = HexFormat.of().parseHex(draw.oneOf(List.of(answers)));
          if (draw.chance(15)) dump[draw.below(dump.length)] ^= (byte) (1 << draw.below(8));
          return Bytes.wrap(dump);
        });
  }

  static Argument pattern() {
    return drawn(draw -> draw.chance(95) ? draw.oneOf(PATTERNS) : draw.oneOf(Odd.STRINGS));
  }

  static Argument database() {
    return integer(0, 3);
  }

  // --- deadlines: gone already, far away or impossible; never so near that the run could meet them
  // ---

  static Argument seconds() {
    return deadline(10_000, 100_000_000);
  }

  static Argument milliseconds() {
    return deadline(10_000_000, 100_000_000_000L);
  }

  static Argument unixSeconds() {
    return deadline(4_000_000_000L, 5_000_000_000L);
  }

  static Argument unixMilliseconds() {
    return deadline(4_000_000_000_000L, 5_000_000_000_000L);
  }

  private static Argument deadline(long least, long most) {
    return drawn(
        draw -> {
          if (draw.chance(80)) return Bytes.of(draw.between(least, most));
          return draw.chance(50) ? Bytes.of(draw.between(-1000, 0)) : draw.oneOf(Odd.INTEGERS);
        });
  }
}
