package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.ProtocolException;
import miniredis.resp.Reply;

/**
 * What the server says about its commands: asked for with COMMAND DOCS, once it lets us. A server
 * without that command has an empty manual, and the shell does without completion and hints.
 */
final class Manual {

  /**
   * One command.
   *
   * @param name in capitals, a subcommand behind its container: {@code CONFIG GET}
   * @param syntax the arguments, as {@link Syntax} writes them; empty where the server does not say
   * @param tokens the fixed words among the arguments
   */
  record Entry(
      String name,
      String summary,
      String since,
      String group,
      String syntax,
      List<String> tokens) {}

  private final Link link;
  private NavigableMap<String, Entry> entries = new TreeMap<>();

  /** The log-in that was last asked in: one that may not ask is not asked twice. */
  private int askedIn;

  Manual(Link link) {
    this.link = link;
  }

  /** Asks the server, unless it has answered already, was asked in vain, or cannot be asked now. */
  void refresh() {
    if (!entries.isEmpty() || !link.connected() || link.inTransaction()) return;
    if (askedIn == link.logins()) return;
    askedIn = link.logins();
    try {
      entries = read(link.call(new Bytes[] {Bytes.of("COMMAND"), Bytes.of("DOCS")}));
    } catch (IOException | ProtocolException e) {
      // The next command meets the same trouble and says so.
      link.close();
    }
  }

  Collection<Entry> all() {
    return entries.values();
  }

  /** The command that the words begin with, the longest name first; null if there is none. */
  Entry find(List<String> words) {
    for (int count = Math.min(2, words.size()); count > 0; count--) {
      String name = String.join(" ", words.subList(0, count)).toUpperCase(Locale.ROOT);
      Entry entry = entries.get(name);
      if (entry != null) return entry;
    }
    return null;
  }

  static NavigableMap<String, Entry> read(Reply docs) {
    NavigableMap<String, Entry> entries = new TreeMap<>();
    add(docs, entries);
    return entries;
  }

  private static void add(Reply docs, Map<String, Entry> entries) {
    fields(docs)
        .forEach(
            (key, value) -> {
              Map<String, Reply> doc = fields(value);
              String name = key.replace('|', ' ').toUpperCase(Locale.ROOT);
              entries.put(
                  name,
                  new Entry(
                      name,
                      text(doc.get("summary")),
                      text(doc.get("since")),
                      text(doc.get("group")),
                      Syntax.of(doc.get("arguments")),
                      Syntax.tokens(doc.get("arguments"))));
              add(doc.get("subcommands"), entries);
            });
  }

  /** A map, or the flat array that it is in RESP2; anything else has no fields. */
  static Map<String, Reply> fields(Reply reply) {
    Map<String, Reply> fields = new LinkedHashMap<>();
    List<? extends Reply> items = reply instanceof Reply.Map(var pairs) ? pairs : items(reply);
    for (int i = 0; i + 1 < items.size(); i += 2) fields.put(text(items.get(i)), items.get(i + 1));
    return fields;
  }

  static List<? extends Reply> items(Reply reply) {
    return switch (reply) {
      case Reply.Array(var items) -> items;
      case Reply.Set(var items) -> items;
      case null, default -> List.of();
    };
  }

  static String text(Reply reply) {
    return switch (reply) {
      case Reply.Bulk(Bytes bytes) -> bytes.text();
      case Reply.Text(Bytes bytes) -> bytes.text();
      case null, default -> "";
    };
  }
}
