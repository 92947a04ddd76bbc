package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;

/** Replies that redis-cli prints in a way of their own. */
final class Pages {

  /** By name alone, whatever the arguments; then by two words; then by two words and no more. */
  private static final Set<String> NAMES = Set.of("info", "lolwut");

  private static final Set<String> SUBCOMMANDS =
      Set.of(
          "debug htstats",
          "debug htstats-key",
          "debug client-eviction",
          "memory malloc-stats",
          "memory doctor",
          "client list",
          "client info",
          "proxy info");

  private static final Map<String, Integer> WITH_LENGTH =
      Map.of("cluster nodes", 2, "cluster info", 2, "latency graph", 3, "latency doctor", 2);

  private Pages() {}

  /** Whether the reply is a page of text. */
  static boolean isPage(Bytes[] words) {
    String name = words[0].toLowerCase().text();
    if (NAMES.contains(name)) return true;
    if (words.length < 2) return false;
    String two = name + " " + words[1].toLowerCase().text();
    return SUBCOMMANDS.contains(two) || WITH_LENGTH.getOrDefault(two, 0) == words.length;
  }

  /** The keys that a push says are no longer what they were; null if it is another message. */
  static String invalidated(Reply.Push push) {
    if (push.items().size() != 2
        || !(push.items().get(0) instanceof Reply.Bulk(Bytes kind))
        || !kind.text().startsWith("invalidate")
        || !(push.items().get(1) instanceof Reply.Array(var keys))) {
      return null;
    }
    return keys.stream()
        .map(key -> key instanceof Reply.Bulk(Bytes name) ? "'" + name.text() + "'" : "''")
        .collect(Collectors.joining(", "));
  }
}
