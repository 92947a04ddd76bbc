package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.Reply;

/**
 * {@code peek key}: type, encoding, length, memory, deadline and the beginning of the value, in two
 * round trips.
 */
final class Peek {

  private static final int ITEMS = 10;
  private static final int BYTES = 200;

  private final Client server;
  private final Bytes key;

  private Peek(Client server, Bytes key) {
    this.server = server;
    this.key = key;
  }

  static String at(Client server, Bytes key) throws IOException {
    return new Peek(server, key).text();
  }

  private String text() throws IOException {
    List<Reply> facts =
        ask(words("TYPE"), words("OBJECT", "ENCODING"), words("PTTL"), words("MEMORY", "USAGE"));
    String type = Replies.text(facts.get(0));
    if (facts.getFirst() instanceof Reply.Error) return ColourFormat.of(facts.getFirst());
    if (type.equals("none")) return Palette.NOTHING.paint("there is no key " + key) + "\n";
    StringBuilder out = new StringBuilder();
    out.append(Palette.KEY.paint(key.toString())).append("  ").append(Palette.TITLE.paint(type));
    out.append("  ").append(Replies.text(facts.get(1)));
    value(type, facts, out);
    return out.toString();
  }

  private void value(String type, List<Reply> facts, StringBuilder out) throws IOException {
    Bytes[] size = size(type);
    if (size == null) {
      out.append('\n');
      return;
    }
    List<Reply> more = ask(size, beginning(type));
    long length = Replies.number(more.get(0));
    fact(out, String.format(Locale.ROOT, "%,d %s", length, unit(type, length)));
    if (facts.get(3) instanceof Reply.Int(long bytes)) {
      fact(out, String.format(Locale.ROOT, "%,d bytes of memory", bytes));
    }
    fact(out, deadline(Replies.number(facts.get(2))));
    out.append('\n');
    Reply shown = more.get(1);
    // A scan has its cursor in front.
    if (type.equals("hash") || type.equals("set")) shown = Replies.items(shown).getLast();
    boolean hash = type.equals("hash");
    String table = hash ? Tables.of(new Bytes[] {Bytes.of("hgetall")}, shown, 80) : null;
    out.append(table == null ? ColourFormat.of(shown) : table);
    if (length > shownItems(type)) out.append(Palette.HINT.paint("...")).append('\n');
  }

  private static int shownItems(String type) {
    return type.equals("string") ? BYTES : ITEMS;
  }

  private static void fact(StringBuilder out, String fact) {
    out.append(Palette.HINT.paint("  ·  ")).append(fact);
  }

  private static String deadline(long millis) {
    return millis < 0
        ? "no deadline"
        : String.format(Locale.ROOT, "dies in %,.1f s", millis / 1000.0);
  }

  private static String unit(String type, long count) {
    boolean one = count == 1;
    return switch (type) {
      case "string" -> one ? "byte" : "bytes";
      case "list" -> one ? "item" : "items";
      case "hash" -> one ? "field" : "fields";
      case "stream" -> one ? "entry" : "entries";
      default -> one ? "member" : "members";
    };
  }

  /** Null for a type that we do not know, such as a module's. */
  private Bytes[] size(String type) {
    return switch (type) {
      case "string" -> words("STRLEN");
      case "list" -> words("LLEN");
      case "hash" -> words("HLEN");
      case "set" -> words("SCARD");
      case "zset" -> words("ZCARD");
      case "stream" -> words("XLEN");
      default -> null;
    };
  }

  private Bytes[] beginning(String type) {
    String last = Integer.toString(ITEMS - 1);
    return switch (type) {
      case "string" -> with(words("GETRANGE"), "0", Integer.toString(BYTES - 1));
      case "list" -> with(words("LRANGE"), "0", last);
      case "hash" -> with(words("HSCAN"), "0", "COUNT", Integer.toString(ITEMS));
      case "set" -> with(words("SSCAN"), "0", "COUNT", Integer.toString(ITEMS));
      case "zset" -> with(words("ZRANGE"), "0", last, "WITHSCORES");
      default -> with(words("XRANGE"), "-", "+", "COUNT", Integer.toString(ITEMS));
    };
  }

  /** The key at the end. */
  private Bytes[] words(String... command) {
    return Stream.concat(Stream.of(command).map(Bytes::of), Stream.of(key)).toArray(Bytes[]::new);
  }

  private static Bytes[] with(Bytes[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more).map(Bytes::of)).toArray(Bytes[]::new);
  }

  private List<Reply> ask(Bytes[]... requests) throws IOException {
    for (Bytes[] request : requests) server.send(request);
    List<Reply> replies = new ArrayList<>();
    while (replies.size() < requests.length) {
      if (server.receive() instanceof Reply reply && !(reply instanceof Reply.Push))
        replies.add(reply);
    }
    return replies;
  }
}
