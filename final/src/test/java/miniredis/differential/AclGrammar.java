package miniredis.differential;

import module java.base;

import miniredis.bytes.Bytes;

/** Rules for users, sensible ones and others. */
final class AclGrammar {

  private static final List<String> CATEGORIES =
      List.of(
          "all",
          "keyspace read write set sortedset list hash string bitmap hyperloglog geo stream pubsub",
          "admin fast slow blocking dangerous connection transaction scripting foo");

  private static final List<String> PATTERNS =
      List.of("*", "s*", "string:*", "*:[0-2]", "list:?", "h*", "zset:1", "[sz]*", "**", "", "a b");

  private static final List<String> WHOLE =
      List.of(
          "allkeys",
          "resetkeys",
          "AllChannels",
          "resetchannels",
          "allcommands",
          "nocommands",
          "-get|x",
          "@all",
          "foo");

  private static final List<String> OF_USERS =
      List.of(
          "on",
          "off",
          "nopass",
          "resetpass",
          "reset",
          "clearselectors",
          "sanitize-payload",
          "SKIP-sanitize-payload",
          ">one",
          ">two",
          "<one",
          "<three",
          "!x",
          "#y",
          "");

  private final List<String> commands;
  private final Draw draw;

  /** {@code commands} are those that both servers know, subcommands among them. */
  AclGrammar(List<String> commands, Draw draw) {
    this.commands = commands;
    this.draw = draw;
  }

  /** Some rules, of which one may be wrong; in one word or, in parentheses, in several. */
  List<String> rules() {
    List<String> rules = new ArrayList<>();
    for (int i = 0, count = 1 + draw.below(6); i < count; i++) {
      int which = draw.below(100);
      if (which < 12) Collections.addAll(rules, selector().split(draw.chance(50) ? " " : "\0"));
      else rules.add(which < 18 ? draw.oneOf(OF_USERS) : rule());
    }
    return rules;
  }

  private String selector() {
    int count = draw.below(5);
    return IntStream.range(0, count)
        .mapToObj(_ -> rule())
        .collect(Collectors.joining(" ", "(", ")"));
  }

  private String rule() {
    int which = draw.below(100);
    if (which < 25) return sign() + "@" + draw.oneOf(List.of(draw.oneOf(CATEGORIES).split(" ")));
    if (which < 55) return sign() + spelled(draw.oneOf(commands));
    if (which < 60)
      return "+" + draw.oneOf(commands) + "|" + draw.oneOf(List.of("0", "get", "A", ""));
    if (which < 82)
      return draw.oneOf(List.of("~", "~", "%R~", "%w~", "%RW~", "%RR~", "%")) + pattern();
    if (which < 92) return "&" + pattern();
    return draw.oneOf(WHOLE);
  }

  private String sign() {
    return draw.chance(65) ? "+" : "-";
  }

  private String spelled(String name) {
    return draw.word(name.toUpperCase(Locale.ROOT)).text();
  }

  private String pattern() {
    return draw.oneOf(PATTERNS);
  }

  /** A command that names channels. */
  Request publishing() {
    String channel = draw.oneOf(List.of("string:1", "list:2", "x", "s*", "*", "hash:0"));
    return switch (draw.below(5)) {
      case 0 -> Request.of("PUBLISH", channel, "text");
      case 1 -> Request.of("SPUBLISH", channel, "text");
      case 2 -> Request.of("SUBSCRIBE", "string:1", channel);
      case 3 -> Request.of("PSUBSCRIBE", channel, "s*");
      default -> Request.of("SSUBSCRIBE", channel);
    };
  }

  /** A command out of the whole table, with arguments that may be keys, numbers or words. */
  Request any() {
    List<Bytes> words = new ArrayList<>();
    for (String part : draw.oneOf(commands).split("\\|")) words.add(draw.word(part));
    for (int i = 0, count = draw.below(5); i < count; i++) {
      words.add(
          draw.chance(60)
              ? draw.key()
              : Bytes.of(draw.oneOf(List.of("0", "1", "2", "STREAMS", "STORE", "GET", "$", "s*"))));
    }
    return new Request(words);
  }
}
