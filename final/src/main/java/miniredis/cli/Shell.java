package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Words;
import miniredis.resp.ProtocolException;
import miniredis.resp.Reply;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/**
 * The interactive shell: reads lines with JLine, and has them answered as a person likes it.
 *
 * <p>Three threads touch it. The main one reads lines and runs commands. {@link Watch} looks at the
 * connection while a line is typed; the {@link #turn} lock keeps it away from a command. JLine's
 * own runs Ctrl-C, which ends a wait by closing the connection.
 */
final class Shell implements AutoCloseable {

  private static final long SLOW_NANOS = 10_000_000;
  private static final int MOST_WIRE_LINES = 60;

  /** What {@link Lines} does without the server. */
  private static final Set<String> OWN =
      Set.of("help", "?", "quit", "exit", "clear", "connect", "restart");

  private static final String HELP =
      """
      Tab          completes commands, options, keys, fields; the arrow keys go through what was typed
      Ctrl-R       searches in it; Ctrl-C drops the line; Ctrl-D leaves
      5 INCR k     runs a command five times
      GET k | jq . gives a reply to a command of this machine
      peek KEY     tells type, encoding, length, memory, deadline and beginning of a value
      connect H P  goes to another server
      :explain     what the last command did, byte by byte
      :wire on     shows all requests and replies as they go over the wire; :wire off
      :set NAME    turns something on, :set noNAME off: %s
      help         about the server's commands
      """;

  private final CliOptions options;
  private final Screen screen;
  private final Link link;
  private final Library library;
  private final Lookup lookup;
  private final Preferences preferences;

  /** Of the whole last command, and of what {@code :wire} has not shown of it yet. */
  private final Recording recording = new Recording();

  private final Recording unshown = new Recording();
  private final Waiting waiting;
  private final Dialogue dialogue;
  private final Lines lines;
  private final Editor editor;
  private final Watch watch;
  private final ReplyView replies;
  private final ReentrantLock turn = new ReentrantLock();

  /** Whether Ctrl-C was pressed since the last line was entered. */
  private volatile boolean stopped;

  private Bytes[] last;
  private long lastNanos;

  /** What a command of this machine is to be given, while a reply is fetched for it. */
  private BytesBuilder forMachine;

  Shell(CliOptions options, Map<String, String> environment) throws IOException {
    this(options, environment, UserTerminal.open(environment), true);
  }

  /** On a given terminal, which is not closed. */
  Shell(
      CliOptions options, Map<String, String> environment, Terminal terminal, boolean ownsTerminal)
      throws IOException {
    this.options = options;
    screen = new Screen(terminal, ownsTerminal, environment);
    Streams streams = screen.streams();
    preferences = new Preferences(streams);
    link = new Link(options, screen::warn);
    link.tap(recording.with(unshown));
    link.onPush(this::push);
    library = new Library(link, this::redraw);
    lookup = new Lookup(link, screen::keyPressed);
    waiting = new Waiting(screen::say);
    dialogue = new Dialogue(options, link, streams, true);
    dialogue.live(this::show, waiting);
    lines = new Lines(link, dialogue, streams, new Help(library::complete), preferences).untimed();
    replies = new ReplyView(preferences, library);
    preferences(environment);
    editor = new Editor(screen, library, lookup, preferences, environment);
    watch = new Watch(link, editor, this::push, turn);
  }

  private void preferences(Map<String, String> environment) throws IOException {
    preferences.add("wire", options.wire);
    preferences.add("beginner", options.beginner);
    preferences.add("confirm", options.confirm);
    preferences.add("pager", true);
    preferences.add("tables", true);
    preferences.add("vi", options.viKeys);
    preferences.load(environment);
  }

  private void redraw() {
    editor.redraw();
  }

  /** Runs until the user leaves; returns the exit code. */
  int run() throws IOException {
    link.connect(true);
    watch.start();
    Prompt prompt = new Prompt(link, options.prompt);
    try {
      while (true) {
        library.refresh();
        String text;
        try {
          text = editor.line(prompt.now());
        } catch (UserInterruptException e) {
          continue;
        } catch (EndOfFileException e) {
          break;
        }
        if (!answerAll(text)) break;
      }
      screen.say("Goodbye!\n");
      return 0;
    } finally {
      close();
    }
  }

  @Override
  public void close() throws IOException {
    watch.stop();
    // Whoever looks for messages may have met half of one, and wait for the rest.
    link.interrupt();
    turn.lock();
    try {
      closeAll();
    } finally {
      turn.unlock();
    }
  }

  private void closeAll() throws IOException {
    waiting.close();
    lookup.close();
    link.close();
    screen.close();
  }

  // A line.

  /** What was pasted may be several lines, each a command. */
  private boolean answerAll(String text) throws IOException {
    for (String line : text.split("\n")) {
      if (line.isBlank()) continue;
      editor.remember(line);
      stopped = false;
      Terminal terminal = screen.terminal();
      Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> stop());
      turn.lock();
      try {
        if (stopped) return true;
        if (answer(line) == Lines.Outcome.LEAVE) return false;
      } catch (Exit said) {
        // What ends a program of one command is no end for a person: the prompt stays.
        link.close();
      } finally {
        turn.unlock();
        terminal.handle(Terminal.Signal.INT, before);
      }
    }
    return true;
  }

  /** Ctrl-C, on a thread of JLine's. */
  private void stop() {
    stopped = true;
    link.interrupt();
  }

  private Lines.Outcome answer(String text) throws IOException {
    TypedLine line = TypedLine.of(text);
    Bytes[] words = Words.split(line.command()).orElse(null);
    if (words == null) {
      screen.fail("Invalid argument(s): a quote is open");
      return Lines.Outcome.DONE;
    }
    if (words.length == 0) return Lines.Outcome.DONE;
    if (!line.shell().isEmpty()) {
      pipe(words, line.shell());
      return Lines.Outcome.DONE;
    }
    if (!words[0].text().startsWith(":")) return command(words);
    own(words);
    return Lines.Outcome.DONE;
  }

  /** What is about the shell itself; the last command stays the last. */
  private void own(Bytes[] words) throws IOException {
    if (words[0].is(":explain")) explain();
    else if (words[0].is(":help"))
      screen.say(HELP.formatted(String.join(", ", preferences.names())));
    else if (words[0].is(":wire")) preferences.turn("wire", words.length < 2 || words[1].is("on"));
    else preferences.set(words, "");
  }

  private Lines.Outcome command(Bytes[] words) throws IOException {
    Bytes[] counted = withoutCount(words);
    if (OWN.contains(words[0].toLowerCase().text())) return lines.take(words);
    reconnect();
    if (counted[0].is("peek") && counted.length == 2) return peek(counted[1]);
    if (!agreed(counted)) return Lines.Outcome.DONE;
    Lines.Outcome outcome = recorded(words, counted);
    if (recording.sentBytes() > 0 && lastNanos >= SLOW_NANOS) {
      screen.say(
          Palette.HINT.paint(String.format(Locale.ROOT, "(%.1f ms)", lastNanos / 1e6)) + "\n");
    }
    return outcome;
  }

  /** Sends it, and keeps in mind what went over the wire. */
  private Lines.Outcome recorded(Bytes[] words, Bytes[] counted) throws IOException {
    recording.start();
    unshown.start();
    Lines.Outcome outcome = lines.take(words);
    recording.stop();
    unshown.stop();
    if (recording.sentBytes() > 0) {
      last = counted;
      lastNanos = dialogue.nanos();
    }
    return outcome;
  }

  private static Bytes[] withoutCount(Bytes[] words) {
    boolean counted = words.length > 1 && Digits.isWhole(words[0].text());
    return counted ? Arrays.copyOfRange(words, 1, words.length) : words;
  }

  /** Before anything is sent: a server that was restarted meanwhile is no trouble to anyone. */
  private void reconnect() throws IOException {
    if (link.connected() && link.client().alive()) return;
    boolean was = link.connected();
    boolean transaction = link.inTransaction();
    link.close();
    if (!link.connect(true)) return;
    if (was) screen.warn("The server closed the connection; connected again.");
    if (transaction) screen.warn("The transaction is lost.");
  }

  private boolean agreed(Bytes[] words) {
    if (!preferences.isOn("confirm") || !link.connected() || link.inTransaction()) return true;
    try {
      String question = Guard.question(words, link.client());
      return question == null || screen.agrees(question);
    } catch (IOException | ProtocolException e) {
      // Whatever it is, the command meets it, too, and says so.
      link.close();
      return true;
    }
  }

  private Lines.Outcome peek(Bytes key) throws IOException {
    if (!link.connected()) return Lines.Outcome.DONE;
    try {
      page(Peek.at(link.client(), key), "peek " + key);
    } catch (IOException | ProtocolException e) {
      link.close();
      screen.fail("Error: " + Reasons.of(e));
    }
    return Lines.Outcome.DONE;
  }

  private void explain() throws IOException {
    if (last == null) {
      screen.say("There was no command yet.\n");
      return;
    }
    Explanation explanation = new Explanation(last, recording, library.complete(), lastNanos);
    page(explanation.text(link.connected() ? link.client() : null), "explain");
  }

  private void pipe(Bytes[] words, String shell) throws IOException {
    reconnect();
    Bytes[] counted = withoutCount(words);
    if (!agreed(counted)) return;
    forMachine = new BytesBuilder(1024);
    try {
      recorded(words, counted);
      screen.runOnMachine(shell, forMachine);
    } finally {
      forMachine = null;
    }
  }

  // Replies.

  /**
   * Shows a reply in the shell's own way; false leaves it to be printed in the format asked for.
   */
  private boolean show(Bytes[] words, Reply reply) {
    wire();
    if (forMachine != null) {
      new Printer(Format.RAW, options.itemEnd, options.replyEnd).print(reply, forMachine);
      return true;
    }
    if (dialogue.printer().format() != Format.PLAIN) return false;
    try {
      page(replies.of(words, reply, screen.columns()), words[0].text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return true;
  }

  private void wire() {
    if (!preferences.isOn("wire")) return;
    boolean explained = preferences.isOn("beginner");
    screen.say(
        WireView.of(unshown.request(), Palette.FRAME.paint("→ "), explained, MOST_WIRE_LINES));
    screen.say(WireView.of(unshown.reply(), Palette.FRAME.paint("← "), explained, MOST_WIRE_LINES));
    unshown.start();
  }

  private void page(String text, String title) throws IOException {
    screen.page(text, title, preferences.isOn("pager"));
  }

  private void push(Reply.Push push) {
    dialogue.note(push);
    editor.above(Palette.OPTION.paint("» ") + ReplyView.of(push));
  }
}
