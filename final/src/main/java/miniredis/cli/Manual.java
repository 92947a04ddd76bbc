package miniredis.cli;

import module java.base;

import miniredis.client.CommandDocs;
import miniredis.resp.Reply;

/**
 * What is known of the server's commands: what COMMAND DOCS says, and for a server without it a
 * table of Redis 7.0's, with the names added that COMMAND lists and the table does not know.
 *
 * <p>Immutable. Asked for once a server, over whatever connection is at hand.
 */
final class Manual {

  /**
   * One command.
   *
   * @param name in capitals, a subcommand behind its container: {@code CONFIG GET}
   * @param container whether it is nothing without a subcommand
   */
  record Entry(
      String name,
      String summary,
      String since,
      String group,
      String complexity,
      List<Parameter> arguments,
      boolean container) {

    String notation() {
      return Parameter.notation(arguments);
    }

    int words() {
      return name.contains(" ") ? 2 : 1;
    }
  }

  static final Manual EMPTY = new Manual(new TreeMap<>());

  private final NavigableMap<String, Entry> entries;

  private Manual(NavigableMap<String, Entry> entries) {
    this.entries = entries;
  }

  /** A request to the server, whoever sends it. */
  interface Asking {
    Reply ask(String... words) throws IOException;
  }

  static Manual ask(Asking server) throws IOException {
    Reply docs = server.ask("COMMAND", "DOCS");
    Manual manual = docs instanceof Reply.Error ? EMPTY : of(docs);
    return manual.all().isEmpty() ? bundled().with(server.ask("COMMAND")) : manual;
  }

  static Manual of(Reply docs) {
    NavigableMap<String, Entry> entries = new TreeMap<>();
    add(docs, entries);
    return new Manual(entries);
  }

  /** What Redis 7.0 says of its commands. */
  static Manual bundled() {
    return of(CommandDocs.read());
  }

  private static void add(Reply docs, Map<String, Entry> entries) {
    Replies.fields(docs)
        .forEach(
            (key, value) -> {
              Map<String, Reply> doc = Replies.fields(value);
              String name = key.replace('|', ' ').toUpperCase(Locale.ROOT);
              entries.put(
                  name,
                  new Entry(
                      name,
                      Replies.text(doc.get("summary")),
                      Replies.text(doc.get("since")),
                      Replies.text(doc.get("group")),
                      Replies.text(doc.get("complexity")),
                      Parameter.listOf(doc.get("arguments")),
                      doc.containsKey("subcommands")));
              add(doc.get("subcommands"), entries);
            });
  }

  /** Adds what COMMAND lists beyond this: a name, and how many arguments it wants. */
  private Manual with(Reply commands) {
    NavigableMap<String, Entry> all = new TreeMap<>(entries);
    for (Reply command : Replies.items(commands)) {
      List<? extends Reply> facts = Replies.items(command);
      if (facts.size() < 4) continue;
      String name = Replies.text(facts.get(0)).toUpperCase(Locale.ROOT);
      long arity = Replies.number(facts.get(1));
      boolean key = Replies.number(facts.get(3)) == 1;
      all.putIfAbsent(
          name,
          new Entry(
              name, "Help not available", "Not known", "generic", "", unnamed(arity, key), false));
    }
    return new Manual(all);
  }

  private static List<Parameter> unnamed(long arity, boolean key) {
    List<Parameter> arguments = new ArrayList<>();
    for (long i = 1; i < Math.abs(arity); i++) {
      boolean isKey = key && i == 1;
      arguments.add(plain(isKey ? "key" : "arg", isKey ? "key" : "string", false));
    }
    if (arity < 0) arguments.add(plain("option", "string", true));
    return arguments;
  }

  private static Parameter plain(String name, String type, boolean any) {
    return new Parameter(name, type, null, any, any, false, List.of());
  }

  Collection<Entry> all() {
    return entries.values();
  }

  /** The names that a container's subcommands have behind it. */
  List<Entry> within(String container) {
    String prefix = container.toUpperCase(Locale.ROOT) + " ";
    return all().stream().filter(entry -> entry.name().startsWith(prefix)).toList();
  }

  /** The commands whose names begin so. */
  List<Entry> beginning(String name) {
    String wanted = name.toUpperCase(Locale.ROOT);
    return all().stream().filter(entry -> entry.name().startsWith(wanted)).toList();
  }

  /** The command that the words begin with, the longest name first; null if there is none. */
  Entry find(List<String> words) {
    for (int count = Math.min(2, words.size()); count > 0; count--) {
      Entry entry = entries.get(String.join(" ", words.subList(0, count)).toUpperCase(Locale.ROOT));
      if (entry != null) return entry;
    }
    return null;
  }

  /** The names nearest to one that there is not: at most three, within two mistakes. */
  List<String> near(String name) {
    String wanted = name.toUpperCase(Locale.ROOT);
    return all().stream()
        .map(Entry::name)
        .filter(known -> !known.contains(" "))
        .filter(known -> Typos.between(wanted, known) <= (wanted.length() < 4 ? 1 : 2))
        .sorted(Comparator.comparingInt(known -> Typos.between(wanted, known)))
        .limit(3)
        .toList();
  }
}
