package miniredis.command;

import module java.base;

/**
 * One argument of a command as COMMAND DOCS describes it.
 *
 * @param type {@code key string integer double pattern unix-time}; {@code pure-token} for a word
 *     that stands for itself; {@code oneof} and {@code block} have parts
 * @param keySpec the number of the {@link KeySpec} that finds it, from 0; {@link #NEXT} for a key
 *     that belongs to the one after the last
 * @param token the word before it in a request, or null
 * @param since the version of Redis that had it first, or null: as old as the command
 * @param parts the alternatives of a {@code oneof}, what follows one another in a {@code block}
 */
public record Argument(
    String name,
    String type,
    int keySpec,
    String token,
    String since,
    Set<Trait> traits,
    List<Argument> parts) {

  /** How often it may come; the names are those of COMMAND DOCS. */
  public enum Trait {
    OPTIONAL,
    MULTIPLE,
    /** Its token is repeated with it. */
    MULTIPLE_TOKEN;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static final int NEXT = -1;

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
    return new Argument(name, type, NEXT, null, null, Set.of(), List.of());
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
    return new Argument(name, type, NEXT, null, null, Set.of(), List.copyOf(parts));
  }

  Argument withName(String name) {
    return new Argument(name, type, keySpec, token, since, traits, parts);
  }

  Argument withKeySpec(int number) {
    return new Argument(name, type, number, token, since, traits, parts);
  }

  Argument withToken(String word) {
    return new Argument(name, type, keySpec, word, since, traits, parts);
  }

  Argument since(String version) {
    return new Argument(name, type, keySpec, token, version, traits, parts);
  }

  Argument with(Trait trait) {
    Set<Trait> more = EnumSet.of(trait);
    more.addAll(traits);
    return new Argument(
        name, type, keySpec, token, since, Collections.unmodifiableSet(more), parts);
  }
}
