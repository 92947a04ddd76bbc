package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * The words that may stand where the cursor is: commands, subcommands, fixed words, and what is on
 * the server: keys of the type that the command takes, fields, members, channels, users, settings.
 */
final class Suggestions {

  /**
   * @param word as it must be typed
   * @param about what it is for; empty where that is plain
   */
  record Suggestion(String word, String about, String kind) {}

  private static final List<String> OWN =
      List.of("HELP", "CONNECT", "CLEAR", "QUIT", "EXIT", "PEEK");
  private static final List<String> COLON = List.of(":explain", ":help", ":set", ":wire");

  private final Supplier<Manual> manual;
  private final Lookup lookup;

  Suggestions(Supplier<Manual> manual, Lookup lookup) {
    this.manual = manual;
    this.lookup = lookup;
  }

  /** All that fits the line up to the cursor; the last word may be begun. */
  List<Suggestion> at(TypedLine line) {
    if (line.pipe() >= 0) return List.of();
    List<String> words = new ArrayList<>(line.texts());
    for (int i = line.counted(); i > 0; i--) words.removeFirst();
    String begun = line.atNextWord() || words.isEmpty() ? "" : words.removeLast();
    return words.isEmpty() ? firstWord(begun) : laterWord(words, begun);
  }

  private List<Suggestion> firstWord(String begun) {
    if (begun.startsWith(":")) return COLON.stream().map(Suggestions::plain).toList();
    Stream<Suggestion> servers =
        manual.get().all().stream()
            .filter(entry -> entry.words() == 1)
            .map(entry -> new Suggestion(entry.name(), entry.summary(), "commands"));
    return Stream.concat(servers, OWN.stream().map(Suggestions::plain))
        .filter(suggestion -> begins(suggestion.word(), begun))
        .map(suggestion -> inCaseOf(begun, suggestion))
        .toList();
  }

  private List<Suggestion> laterWord(List<String> before, String begun) {
    String first = before.getFirst().toLowerCase(Locale.ROOT);
    switch (first) {
      case "help", "?" -> {
        return helpTopics(before.subList(1, before.size()), begun);
      }
      case ":wire" -> {
        return Stream.of("on", "off").map(Suggestions::plain).toList();
      }
      case "peek" -> {
        return onServer(lookup.keys(begun, null), "keys");
      }
      default -> {}
    }
    Manual.Entry entry = manual.get().find(before);
    if (entry == null) return List.of();
    if (entry.container() && entry.words() == before.size()) return subcommands(entry, begun);
    return arguments(
        entry, before.subList(Math.min(entry.words(), before.size()), before.size()), begun);
  }

  private List<Suggestion> helpTopics(List<String> before, String begun) {
    if (before.size() == 1) return subcommandsOf(before.getFirst(), begun);
    if (!before.isEmpty()) return List.of();
    Stream<Suggestion> groups =
        manual.get().all().stream()
            .map(entry -> "@" + entry.group())
            .distinct()
            .map(Suggestions::plain);
    return Stream.concat(groups, firstWord(begun).stream()).toList();
  }

  private List<Suggestion> subcommands(Manual.Entry entry, String begun) {
    return subcommandsOf(entry.name(), begun);
  }

  private List<Suggestion> subcommandsOf(String container, String begun) {
    return manual.get().within(container).stream()
        .map(
            entry ->
                new Suggestion(
                    entry.name().substring(container.length() + 1), entry.summary(), "subcommands"))
        .map(suggestion -> inCaseOf(begun, suggestion))
        .toList();
  }

  private List<Suggestion> arguments(Manual.Entry entry, List<String> words, String begun) {
    Grammar.Match match = Grammar.match(entry.arguments(), words);
    if (match.tooMany()) return List.of();
    List<Suggestion> found = new ArrayList<>();
    for (Parameter next : match.next()) {
      next.fixedWords()
          .filter(word -> begins(word, begun))
          .map(word -> inCaseOf(begun, new Suggestion(word, "", "options")))
          .forEach(found::add);
    }
    for (Parameter next : match.next()) {
      List<Suggestion> values = values(entry, firstValue(next), match, words, begun);
      found.addAll(values);
      if (!values.isEmpty()) break;
    }
    return found;
  }

  /** The first part of a block that is no fixed word. */
  private static Parameter firstValue(Parameter parameter) {
    boolean inside = parameter.token() == null && parameter.type().equals("block");
    return inside && !parameter.inner().isEmpty()
        ? firstValue(parameter.inner().getFirst())
        : parameter;
  }

  private List<Suggestion> values(
      Manual.Entry entry, Parameter next, Grammar.Match match, List<String> words, String begun) {
    if (next.token() != null) return List.of();
    if (next.type().equals("key")) {
      return onServer(lookup.keys(begun, KeyTypes.of(entry)), "keys");
    }
    Bytes key = key(match, words);
    return switch (next.name()) {
      case "field" ->
          key == null ? List.of() : onServer(lookup.inside("HSCAN", key, begun), "fields");
      case "member", "member1", "member2" ->
          key == null
              ? List.of()
              : onServer(lookup.inside(memberScan(entry), key, begun), "members");
      case "channel", "shardchannel" ->
          onServer(lookup.list("PUBSUB", "CHANNELS", Lookup.pattern(begun)), "channels");
      case "username" -> onServer(lookup.list("ACL", "USERS"), "users");
      case "parameter" ->
          entry.name().startsWith("CONFIG")
              ? onServer(lookup.settings(begun), "settings")
              : List.of();
      default -> List.of();
    };
  }

  private static String memberScan(Manual.Entry entry) {
    return entry.group().equals("set") ? "SSCAN" : "ZSCAN";
  }

  /** The first key among the words. */
  private static Bytes key(Grammar.Match match, List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      Parameter slot = match.slots().get(i);
      if (slot != null && slot.type().equals("key")) return Bytes.of(words.get(i));
    }
    return null;
  }

  private static List<Suggestion> onServer(List<Bytes> found, String kind) {
    return found.stream().map(bytes -> new Suggestion(TypedLine.quoted(bytes), "", kind)).toList();
  }

  private static Suggestion plain(String word) {
    return new Suggestion(word, "", "commands");
  }

  private static boolean begins(String word, String begun) {
    return word.regionMatches(true, 0, begun, 0, begun.length());
  }

  /** Who types small letters gets small letters. */
  private static Suggestion inCaseOf(String begun, Suggestion suggestion) {
    boolean small = !begun.isEmpty() && begun.equals(begun.toLowerCase(Locale.ROOT));
    if (!small) return suggestion;
    String word = suggestion.word().toLowerCase(Locale.ROOT);
    return new Suggestion(word, suggestion.about(), suggestion.kind());
  }
}
