package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.client.Client;
import miniredis.resp.Reply;

/**
 * What a person should be asked before a command is sent: it destroys, it stops everybody, or its
 * reply is too large to be read. Asks the server for sizes, never for the data.
 */
final class Guard {

  static final long MANY = 10_000;
  private static final long BUSY = 1000;

  private Guard() {}

  /** The question, or null for a command that may just go. */
  static String question(Bytes[] words, Client server) throws IOException {
    String name = words[0].toLowerCase().text();
    String second = words.length < 2 ? "" : words[1].toLowerCase().text();
    return switch (name) {
      case "flushall" -> "This deletes all " + keys(server) + "keys of all databases.";
      case "flushdb" -> "This deletes all " + keys(server) + "keys of this database.";
      case "shutdown" -> "This stops the server for all its clients.";
      case "debug" ->
          second.matches("object|help|jmap|listpack|quicklist")
              ? null
              : "DEBUG is for those who work on the server itself.";
      case "config" -> second.equals("resetstat") ? "This sets all statistics to zero." : null;
      case "monitor" -> busy(server);
      default -> tooLong(words, name, server);
    };
  }

  private static String keys(Client server) throws IOException {
    long size = number(server.call("DBSIZE"));
    return size < 0 ? "" : about(size) + " ";
  }

  private static String busy(Client server) throws IOException {
    String info = Replies.text(server.call("INFO", "stats"));
    Matcher matcher = Pattern.compile("instantaneous_ops_per_sec:(\\d+)").matcher(info);
    long rate = matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    return rate < BUSY
        ? null
        : "This prints " + about(rate) + " lines a second, and slows the server down.";
  }

  private static String tooLong(Bytes[] words, String name, Client server) throws IOException {
    long items = items(words, name, server);
    if (items <= MANY) return null;
    return name.equals("keys")
        ? "This looks at " + about(items) + " keys, and nobody else is served meanwhile."
        : "The reply has about " + about(items) + " items.";
  }

  /** How many items the reply will have at most; zero where it is not known to be many. */
  private static long items(Bytes[] words, String name, Client server) throws IOException {
    if (name.equals("keys")) return number(server.call("DBSIZE"));
    if (words.length < 2) return 0;
    return switch (name) {
      case "lrange" -> inRange(words, size("LLEN", words, server));
      case "smembers" -> size("SCARD", words, server);
      case "hgetall" -> 2 * size("HLEN", words, server);
      case "hkeys", "hvals" -> size("HLEN", words, server);
      case "zrange", "zrevrange" -> inRange(words, size("ZCARD", words, server));
      case "zrangebyscore", "zrevrangebyscore", "zrangebylex" -> size("ZCARD", words, server);
      case "xrange", "xrevrange" ->
          Stream.of(words).anyMatch(word -> word.is("COUNT")) ? 0 : size("XLEN", words, server);
      case "sort", "sort_ro" -> size("LLEN", words, server);
      default -> 0;
    };
  }

  private static long size(String command, Bytes[] words, Client server) throws IOException {
    return number(server.call(Bytes.of(command), words[1]));
  }

  private static long number(Reply reply) {
    return reply instanceof Reply.Int(long value) ? value : -1;
  }

  /** How many of so many items lie between two indexes; negative ones count from the end. */
  private static long inRange(Bytes[] words, long size) {
    if (words.length < 4 || !Numbers.isInteger(words[2]) || !Numbers.isInteger(words[3]))
      return size;
    long first = index(Numbers.integer(words[2]), size);
    long last = Math.min(size - 1, index(Numbers.integer(words[3]), size));
    return Math.max(0, last - Math.max(0, first) + 1);
  }

  private static long index(long index, long size) {
    return index < 0 ? index + size : index;
  }

  /** {@code 1.2 M}, {@code 34 k}: as exact as a person reads it. */
  static String about(long count) {
    if (count < 1000) return Long.toString(count);
    if (count < 1_000_000) {
      return String.format(Locale.ROOT, count < 10_000 ? "%.1f k" : "%.0f k", count / 1e3);
    }
    return String.format(Locale.ROOT, "%.1f M", count / 1e6);
  }
}
