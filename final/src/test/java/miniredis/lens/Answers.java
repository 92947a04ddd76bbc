package miniredis.lens;

import module java.base;

import miniredis.client.Client;
import miniredis.resp.Reply;

/**
 * A server's own answers, asked for over a socket by a client like any other. It connects when it
 * is first asked. Nothing that it asks of keys counts as a use of them, but {@link #values}.
 */
final class Answers implements AutoCloseable {

  private final int port;
  private final Set<String> words;
  private Client client;

  /**
   * @param words that may be keys: a step has no command that tells all of them
   */
  Answers(int port, Set<String> words) {
    this.port = port;
    this.words = words;
  }

  /** What is said of a key; null is what this server has no command for. */
  record OfKey(boolean exists, String type, String encoding, Long millis) {

    /** A GET is a use; long values are for scenes that look at that. */
    boolean isShortString(String shownType) {
      return exists && shownType.equals("string") && !"raw".equals(encoding);
    }
  }

  Reply ask(String... words) throws IOException {
    return client().call(words);
  }

  private Client client() throws IOException {
    if (client == null) {
      client = Client.connect("127.0.0.1", port).timeout(Duration.ofSeconds(20));
    }
    return client;
  }

  private static boolean isUnknown(Reply reply) {
    return reply instanceof Reply.Error(var error)
        && error.text().toLowerCase(Locale.ROOT).contains("unknown command");
  }

  /** All at once, so that the page has few pieces to show. */
  Map<String, OfKey> of(Collection<String> keys) throws IOException {
    for (String key : keys) {
      client().send("EXISTS", key);
      client().send("TYPE", key);
      client().send("OBJECT", "ENCODING", key);
      client().send("PTTL", key);
    }
    client().flush();
    Map<String, OfKey> answers = new TreeMap<>();
    for (String key : keys) {
      boolean exists = number(client.receive()) == 1;
      Reply type = client.receive();
      Reply encoding = client.receive();
      Reply millis = client.receive();
      answers.put(
          key,
          new OfKey(
              exists,
              isUnknown(type) ? null : text(type),
              isUnknown(encoding) ? null : text(encoding),
              isUnknown(millis) ? null : number(millis)));
    }
    return answers;
  }

  /** The values of strings. */
  Map<String, String> values(Collection<String> keys) throws IOException {
    for (String key : keys) client().send("GET", key);
    client().flush();
    Map<String, String> values = new TreeMap<>();
    for (String key : keys) values.put(key, text(client.receive()));
    return values;
  }

  /** Whether it has an INFO, and so all that {@code final} has. */
  boolean isComplete() throws IOException {
    return !isUnknown(ask("INFO", "server"));
  }

  /** A field of INFO. */
  String info(String field) throws IOException {
    Matcher line = Pattern.compile("(?m)^" + field + ":(.*?)\r?$").matcher(text(ask("INFO")));
    if (!line.find()) throw new AssertionError("INFO says nothing of " + field);
    return line.group(1);
  }

  long infoNumber(String field) throws IOException {
    return Long.parseLong(info(field));
  }

  /** How many keys of database 0 have a deadline. */
  long expires() throws IOException {
    String text = text(ask("INFO", "keyspace"));
    Matcher expires = Pattern.compile("db0:.*expires=(\\d+)").matcher(text);
    return expires.find() ? Long.parseLong(expires.group(1)) : 0;
  }

  long size() throws IOException {
    Reply size = ask("DBSIZE");
    return isUnknown(size) ? keys().size() : number(size);
  }

  /** All keys; of a server that has no KEYS those of the words that are keys. */
  Set<String> keys() throws IOException {
    Set<String> keys = new TreeSet<>();
    if (ask("KEYS", "*") instanceof Reply.Array(var items)) {
      items.forEach(each -> keys.add(text(each)));
    } else {
      of(words).forEach((word, said) -> keys.addAll(said.exists() ? Set.of(word) : Set.of()));
    }
    return keys;
  }

  static long number(Reply reply) {
    if (reply instanceof Reply.Int(long value)) return value;
    throw new AssertionError(reply + " is no number");
  }

  static String text(Reply reply) {
    return switch (reply) {
      case Reply.Text(var text) -> text.text();
      case Reply.Error(var text) -> text.text();
      case Reply.Bulk(var bytes) -> bytes.text();
      case Reply.Verbatim(var _, var text) -> text.text();
      case Reply.Int(long value) -> Long.toString(value);
      default -> reply.toString();
    };
  }

  /** Hangs up, so that a server of one client can turn to the next; it connects anew when asked. */
  @Override
  public void close() throws IOException {
    if (client != null) client.close();
    client = null;
  }
}
