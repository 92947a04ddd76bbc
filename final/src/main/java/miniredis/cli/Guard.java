package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;

/**
 * What a person should be asked before a command is sent: it destroys, it stops everybody, or its
 * reply is too large to be read. Asks the server for sizes, never for the data.
 */
final class Guard {

  static final long MANY = 10_000;
  private static final long MANY_BYTES = 1_000_000;
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
    ReplySize size = new ReplySize(words, server);
    long bytes = size.bytes();
    if (bytes > MANY_BYTES) return "The reply has about " + about(bytes) + " bytes.";
    long items = size.items();
    if (items <= MANY) return null;
    return name.equals("keys")
        ? "This looks at " + about(items) + " keys, and nobody else is served meanwhile."
        : "The reply has about " + about(items) + " items.";
  }

  private static long number(Reply reply) {
    return reply instanceof Reply.Int(long value) ? value : -1;
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
