package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Numbers;
import miniredis.bytes.Words;
import miniredis.client.Client;
import miniredis.resp.ProtocolException;
import miniredis.resp.Reply;

/**
 * What becomes of a command: asked, answered, printed. The same for the shell, a pipe and the
 * command line.
 *
 * <p>Most commands go to the server as they are. A few are the shell's own ({@code help}, {@code
 * connect}, {@code quit}), and a few of the server's need care: SUBSCRIBE and MONITOR go on until
 * they are interrupted, and INFO and its like are texts to be shown as texts.
 */
final class Dialogue {

  /** How a command went. */
  enum Outcome {
    DONE,
    ERROR_REPLY,
    NO_SERVER,
    LEAVE
  }

  private static final Set<String> STREAMS =
      Set.of("subscribe", "psubscribe", "ssubscribe", "monitor");

  /** Replies that are pages of text: redis-cli's own list. */
  private static final Set<String> TEXTS =
      Set.of(
          "info",
          "lolwut",
          "debug htstats",
          "debug htstats-key",
          "memory malloc-stats",
          "memory doctor",
          "cluster info",
          "cluster nodes",
          "client list",
          "client info",
          "latency graph",
          "latency doctor");

  private static final long SLOW_NANOS = 500_000_000;

  private final Link link;
  private final Format format;
  private final Screen screen;
  private final Help help;
  private final BytesBuilder text = new BytesBuilder(1024);

  Dialogue(Link link, Format format, Screen screen, Help help) {
    this.link = link;
    this.format = format;
    this.screen = screen;
    this.help = help;
    link.onPush(this::push);
  }

  /** A line that was typed or piped: one command, perhaps with a number of times before it. */
  Outcome line(byte[] line) throws IOException {
    Bytes[] words = Words.split(line, 0, line.length).orElse(null);
    if (words == null) {
      screen.show("Invalid argument(s)\n");
      return Outcome.DONE;
    }
    if (words.length == 0) return Outcome.DONE;
    long times = 1;
    if (words.length > 1 && Numbers.isInteger(words[0]) && Numbers.integer(words[0]) > 0) {
      times = Numbers.integer(words[0]);
      words = Arrays.copyOfRange(words, 1, words.length);
    }
    if (words[0].is("quit") || words[0].is("exit")) return Outcome.LEAVE;
    Outcome outcome = Outcome.DONE;
    for (long i = 0; i < times && outcome == Outcome.DONE; i++) outcome = ownOrServers(words);
    return outcome;
  }

  private Outcome ownOrServers(Bytes[] words) throws IOException {
    if (words[0].is("help") || words[0].is("?")) {
      screen.show(help.text(Stream.of(words).skip(1).map(Bytes::text).toList()));
      return Outcome.DONE;
    }
    if (words[0].is("clear") && words.length == 1) {
      screen.show("\033[H\033[2J");
      return Outcome.DONE;
    }
    if (words[0].is("connect") && words.length == 3 && Numbers.isInteger(words[2])) {
      link.redirect(words[1].text(), (int) Numbers.integer(words[2]));
      return guarded(() -> link.open() == null ? Outcome.NO_SERVER : Outcome.DONE);
    }
    return command(words);
  }

  /** Sends a command to the server and prints what comes back. */
  Outcome command(Bytes[] words) throws IOException {
    boolean stream = STREAMS.contains(words[0].toLowerCase().text()) && !link.inTransaction();
    return guarded(() -> stream ? stream(words) : ask(words));
  }

  /** A message that came unasked: an invalidated key as redis-cli shows it, others as they are. */
  private void push(Reply.Push push) {
    try {
      if (push.items().size() == 2
          && push.items().get(0) instanceof Reply.Bulk(Bytes kind)
          && kind.is("invalidate")
          && push.items().get(1) instanceof Reply.Array(var keys)) {
        String names =
            keys.stream()
                .map(key -> key instanceof Reply.Bulk(Bytes name) ? "'" + name.text() + "'" : "?")
                .collect(Collectors.joining(", "));
        screen.show("-> invalidate: " + names + "\n");
      } else {
        print(push, format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Outcome ask(Bytes[] words) throws IOException {
    long start = System.nanoTime();
    Reply reply = link.call(words);
    print(reply, isText(words) ? null : format);
    long nanos = System.nanoTime() - start;
    if (nanos >= SLOW_NANOS && format == Format.PLAIN && screen.forPeople()) {
      screen.show(String.format(Locale.ROOT, "(%.2fs)%n", nanos / 1e9));
    }
    return reply instanceof Reply.Error ? Outcome.ERROR_REPLY : Outcome.DONE;
  }

  /** Prints for as long as the server sends; an interrupt closes the link, which ends it. */
  private Outcome stream(Bytes[] words) throws IOException {
    Client client = link.open();
    client.send(words);
    if (format != Format.RAW && !words[0].is("monitor")) {
      screen.show("Reading messages... (press Ctrl-C to quit)\n");
    }
    while (true) {
      Reply reply = client.receive();
      print(reply, format);
      if (reply instanceof Reply.Error) return Outcome.ERROR_REPLY;
    }
  }

  private interface Exchange {
    Outcome run() throws IOException;
  }

  private Outcome guarded(Exchange exchange) throws IOException {
    try {
      return exchange.run();
    } catch (ConnectException e) {
      screen.complain(e.getMessage());
      return Outcome.NO_SERVER;
    } catch (IOException | ProtocolException e) {
      boolean wanted = link.interrupted();
      link.close();
      if (wanted) return Outcome.DONE;
      screen.complain("Error: " + (e.getMessage() == null ? e : e.getMessage()));
      return Outcome.NO_SERVER;
    }
  }

  /** Prints a reply; a null format means a page of text, shown with no line end of ours. */
  private void print(Reply reply, Format format) throws IOException {
    text.clear();
    if (reply instanceof Reply.None) return;
    (format == null ? Format.RAW : format).print(reply, text);
    if (format == null) text.truncate(text.length() - 1);
    screen.out().write(text.array(), 0, text.length());
    screen.out().flush();
  }

  private static boolean isText(Bytes[] words) {
    String name = words[0].toLowerCase().text();
    return TEXTS.contains(name)
        || words.length > 1 && TEXTS.contains(name + " " + words[1].toLowerCase().text());
  }
}
