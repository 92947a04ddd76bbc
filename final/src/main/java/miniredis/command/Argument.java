package miniredis.command;

import module java.base;

/**
 * One argument of a command as COMMAND DOCS describes it.
 *
 * @param type {@code key string integer double pattern unix-time}; {@code pure-token} for a word
 *     that stands for itself; {@code oneof} and {@code block} have parts
 * @param token the word before it in a request, or null
 * @param multiple whether it may be repeated
 * @param multipleToken whether its token is repeated with it
 * @param parts the alternatives of a {@code oneof}, what follows one another in a {@code block}
 */
public record Argument(
    String name,
    String type,
    String token,
    boolean optional,
    boolean multiple,
    boolean multipleToken,
    List<Argument> parts) {

  private static final Set<String> KEYS =
      Set.of("key", "key1", "key2", "newkey", "source", "destination", "destkey");
  private static final Set<String> INTEGERS =
      Set.of(
          "seconds",
          "milliseconds",
          "count",
          "offset",
          "cursor",
          "numkeys",
          "increment",
          "decrement",
          "timeout",
          "start",
          "end",
          "stop",
          "index",
          "len",
          "length",
          "numreplicas");

  static Argument named(String name, String type) {
    return new Argument(name, type, null, false, false, false, List.of());
  }

  /** An argument whose name says what it is. */
  static Argument named(String name) {
    if (KEYS.contains(name)) return named(name, "key");
    if (INTEGERS.contains(name)) return named(name, "integer");
    if (name.startsWith("unix-time")) return named(name, "unix-time");
    return named(name, name.equals("pattern") ? "pattern" : "string");
  }

  static Argument word(String token) {
    return named(token.toLowerCase(Locale.ROOT), "pure-token").withToken(token);
  }

  static Argument oneOf(List<Argument> alternatives) {
    return alternatives.size() == 1 ? alternatives.getFirst() : of("oneof", alternatives);
  }

  static Argument block(List<Argument> parts) {
    return parts.size() == 1 ? parts.getFirst() : of("block", parts);
  }

  private static Argument of(String type, List<Argument> parts) {
    String name = parts.stream().map(Argument::name).collect(Collectors.joining("_"));
    return new Argument(name, type, null, false, false, false, List.copyOf(parts));
  }

  Argument withToken(String word) {
    return new Argument(name, type, word, optional, multiple, multipleToken, parts);
  }

  Argument makeOptional() {
    return new Argument(name, type, token, true, multiple, multipleToken, parts);
  }

  Argument makeMultiple(boolean withToken) {
    return new Argument(name, type, token, optional, true, withToken, parts);
  }
}
