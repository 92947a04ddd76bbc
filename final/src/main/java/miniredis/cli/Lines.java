package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Words;
import miniredis.client.Address;

/**
 * Commands that are lines: what is not for the server, and how often the rest is sent. The same for
 * a pipe and for a person at the prompt, and as redis-cli has it.
 */
final class Lines {

  /** What a line was. */
  enum Outcome {
    DONE,
    LEAVE
  }

  private static final long SLOW_NANOS = 500_000_000;

  private final Link link;
  private final Dialogue dialogue;
  private final Streams streams;
  private final Help help;
  private final Preferences preferences;

  /** From how long on a command's time is told. */
  private long slowNanos = SLOW_NANOS;

  Lines(Link link, Dialogue dialogue, Streams streams, Help help, Preferences preferences) {
    this.link = link;
    this.dialogue = dialogue;
    this.streams = streams;
    this.help = help;
    this.preferences = preferences;
  }

  /** Tells no times: whoever asked does so better. */
  Lines untimed() {
    slowNanos = Long.MAX_VALUE;
    return this;
  }

  /** Takes all lines of standard input: bytes, so that a binary value passes through unharmed. */
  void takeAll() throws IOException {
    link.connect(true);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    InputStream in = streams.in();
    prompt();
    for (int b = in.read(); b >= 0 || line.size() > 0; b = in.read()) {
      if (b >= 0 && b != '\n') {
        line.write(b);
        continue;
      }
      if (take(line.toByteArray()) == Outcome.LEAVE) return;
      line.reset();
      prompt();
    }
  }

  /** Only to a person, whose replies go elsewhere: {@code ./run cli | tee log}. */
  private void prompt() throws IOException {
    if (!streams.inIsTerminal()) return;
    streams.print(new Prompt(link, null).plain());
    streams.out().flush();
  }

  private Outcome take(byte[] line) throws IOException {
    Bytes[] words = Words.split(line, 0, line.length).orElse(null);
    if (words == null) {
      streams.print(line.length == 0 || line[0] == 0 ? "" : "Invalid argument(s)\n");
      return Outcome.DONE;
    }
    return words.length == 0 ? Outcome.DONE : take(words);
  }

  /** One command, perhaps with a number of times before it. */
  Outcome take(Bytes[] words) throws IOException {
    String first = words[0].text();
    boolean counted = words.length > 1 && (first.isEmpty() || Digits.isWhole(first));
    long times = counted ? Digits.whole(first) : 1;
    if (counted && (times <= 0 || times == Long.MAX_VALUE)) {
      streams.print("Invalid redis-cli repeat command option value.\n");
      return Outcome.DONE;
    }
    if (words[0].is("quit") || words[0].is("exit")) return Outcome.LEAVE;
    if (first.startsWith(":")) preferences.set(words, "");
    else if (words[0].is("restart")) restart();
    else if (words.length == 3 && words[0].is("connect")) connect(words);
    else if (words.length == 1 && words[0].is("clear")) streams.print("\033[H\033[2J");
    else command(counted ? Arrays.copyOfRange(words, 1, words.length) : words, times);
    return Outcome.DONE;
  }

  private void restart() throws IOException {
    streams.print("Use 'restart' only in Lua debugging mode.\n");
  }

  private void connect(Bytes[] words) {
    link.redirect(Address.of(words[1].text(), Digits.small(words[2].text())));
    link.connect(true);
  }

  private void command(Bytes[] words, long times) throws IOException {
    long start = System.nanoTime();
    if (words[0].is("help") || words[0].is("?")) {
      streams.print(help.text(Stream.of(words).skip(1).map(Bytes::text).toList()));
    } else {
      dialogue.command(words, times);
    }
    long nanos = System.nanoTime() - start;
    if (nanos >= slowNanos && dialogue.printer().format() == Format.PLAIN) {
      streams.print(String.format(Locale.ROOT, "(%.2fs)\n", nanos / 1e9));
    }
    streams.out().flush();
  }
}
