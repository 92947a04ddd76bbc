package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.resp.ProtocolException;
import miniredis.resp.Reply;

/** All keys of a database, some at a time, by SCAN: for the modes that look at every key. */
final class KeyScan {

  private static final int LOOPS_BETWEEN_PAUSES = 100;

  private final Link link;
  private final Streams streams;
  private final Bytes pattern;
  private Bytes cursor = Bytes.of("0");
  private long loops;

  /** Set by Ctrl-C, from another thread: then what has been found so far is shown. */
  private volatile boolean stopped;

  KeyScan(CliOptions options, Link link, Streams streams) {
    this.link = link;
    this.streams = streams;
    pattern = options.pattern;
  }

  /** Ends after the keys that are being looked at. */
  void stop() {
    stopped = true;
  }

  boolean stopped() {
    return stopped;
  }

  long databaseSize() throws IOException {
    return switch (call("DBSIZE")) {
      case Reply.Int(long size) -> size;
      case Reply.Error(Bytes text) -> throw failed("Couldn't determine DBSIZE: " + text.text());
      default -> throw failed("Non INTEGER response from DBSIZE!");
    };
  }

  /** The next keys. */
  List<Bytes> next() throws IOException {
    loops++;
    Reply reply =
        pattern == null ? call("SCAN", cursor) : call("SCAN", cursor, Bytes.of("MATCH"), pattern);
    if (reply instanceof Reply.Error(Bytes text)) throw failed("SCAN error: " + text.text());
    if (!(reply instanceof Reply.Array(var items))) throw failed("Non ARRAY response from SCAN!");
    if (items.size() != 2) throw failed("Invalid element count from SCAN!");
    cursor = Bytes.of(Replies.text(items.get(0)));
    return Replies.items(items.get(1)).stream().map(Replies::bytes).toList();
  }

  boolean more() {
    return !stopped && !cursor.is("0");
  }

  /** Lets the server breathe, every hundred times. */
  void pauseNowAndThen(long micros) throws IOException {
    if (loops % LOOPS_BETWEEN_PAUSES == 0) pause(micros);
  }

  void pause(long micros) throws IOException {
    if (micros <= 0) return;
    streams.out().flush();
    LockSupport.parkNanos(micros * 1000);
  }

  private Reply call(String name, Bytes... arguments) throws IOException {
    Bytes[] words = new Bytes[arguments.length + 1];
    words[0] = Bytes.of(name);
    System.arraycopy(arguments, 0, words, 1, arguments.length);
    try {
      return link.client().call(words);
    } catch (IOException | ProtocolException e) {
      throw failed("\nI/O error");
    }
  }

  /** Sends all requests at once, then hands out the replies in order. */
  List<Reply> pipeline(List<Bytes[]> requests) throws IOException {
    Client client = link.client();
    for (Bytes[] request : requests) client.send(request);
    List<Reply> replies = new ArrayList<>(requests.size());
    try {
      for (int i = 0; i < requests.size(); i++) replies.add(client.receive());
    } catch (IOException | ProtocolException e) {
      throw failed("\nI/O error");
    }
    return replies;
  }

  Exit failed(String line) throws IOException {
    streams.complain(line);
    return new Exit(1);
  }
}
