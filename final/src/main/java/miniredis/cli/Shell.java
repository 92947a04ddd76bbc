package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Words;
import miniredis.resp.ProtocolException;
import miniredis.resp.Reply;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;

/**
 * The interactive shell: reads lines with JLine, and has them answered as a person likes it.
 *
 * <p>Three threads touch it. The main one reads lines and runs commands. A second looks, while a
 * line is typed, for messages that come unasked and for a server that has gone; the {@link #turn}
 * lock keeps it away from a command. JLine's own runs Ctrl-C, which ends a wait by closing the
 * connection.
 */
final class Shell implements AutoCloseable {

  private static final long SLOW_NANOS = 10_000_000;
  private static final long LOOK_NANOS = 100_000_000;
  private static final int MOST_WIRE_LINES = 60;
  private static final int KEPT_LINES = 2000;

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
  private final Map<String, String> environment;
  private final Terminal terminal;
  private final boolean ownsTerminal;
  private final boolean colours;
  private final Link link;
  private final Library library;
  private final Lookup lookup;
  private final Preferences preferences;

  /** Of the whole last command, and of what {@code :wire} has not shown of it yet. */
  private final Recording recording = new Recording();

  private final Recording unshown = new Recording();
  private final Waiting waiting;
  private final Dialogue dialogue;
  private final Prompt prompt;
  private final Lines lines;
  private final LineReader reader;
  private final ReentrantLock turn = new ReentrantLock();
  private volatile boolean over;

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
    this.environment = environment;
    this.terminal = terminal;
    this.ownsTerminal = ownsTerminal;
    colours = !terminal.getType().startsWith("dumb") && !environment.containsKey("NO_COLOR");
    Streams streams =
        new Streams(
            InputStream.nullInputStream(), terminal.output(), terminal.output(), true, true);
    preferences = new Preferences(streams);
    link = new Link(options, line -> say(Palette.WARNING.paint(line) + "\n"));
    link.tap(recording.with(unshown));
    library = new Library(link, this::redraw);
    prompt = new Prompt(link, options.prompt);
    lookup = new Lookup(link, this::keyPressed);
    waiting = new Waiting(this::say);
    dialogue = new Dialogue(options, link, streams, true);
    dialogue.live(this::show, waiting);
    link.onPush(this::push);
    lines = new Lines(link, dialogue, streams, new Help(library::complete), preferences).untimed();
    preferences();
    reader = reader();
  }

  private void preferences() throws IOException {
    preferences.add("wire", options.wire);
    preferences.add("beginner", options.beginner);
    preferences.add("confirm", options.confirm);
    preferences.add("pager", true);
    preferences.add("tables", true);
    preferences.add("vi", options.viKeys);
    preferences.load(environment);
  }

  private LineReader reader() throws IOException {
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("mini Redis")
            .parser(new LineParser())
            .completer(this::complete)
            .highlighter(new Highlight(library::now, preferences))
            .variable(LineReader.HISTORY_FILE_SIZE, KEPT_LINES)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "")
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
            .option(LineReader.Option.HISTORY_INCREMENTAL, false)
            .build();
    Path file = historyFile();
    if (file != null) reader.setVariable(LineReader.HISTORY_FILE, file);
    reader.getHistory().load();
    // JLine keeps every line. What is kept is for us to say: none that holds a password.
    reader.setVariable(LineReader.DISABLE_HISTORY, true);
    reader.setAutosuggestion(LineReader.SuggestionType.TAIL_TIP);
    return reader;
  }

  /** Ours alone to read, whatever the user's habits for new files are. */
  private Path historyFile() {
    Path file = DotFiles.find("MINIREDIS_HISTORY", ".miniredis_history", environment);
    if (file == null) return null;
    try {
      if (!Files.exists(file)) Files.createFile(file);
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
      return file;
    } catch (IOException e) {
      say(Palette.WARNING.paint("The history is not kept: " + Reasons.ofFile(e)) + "\n");
      return null;
    }
  }

  /** Runs until the user leaves; returns the exit code. */
  int run() throws IOException {
    link.connect(true);
    Thread.ofVirtual().name("watch").start(this::watch);
    try {
      while (true) {
        library.refresh();
        keys();
        String text;
        try {
          text = reader.readLine(prompt.now());
        } catch (UserInterruptException e) {
          continue;
        } catch (EndOfFileException e) {
          break;
        }
        if (!answerAll(text)) break;
      }
      say("Goodbye!\n");
      return 0;
    } finally {
      close();
    }
  }

  @Override
  public void close() throws IOException {
    over = true;
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
    if (ownsTerminal) terminal.close();
  }

  /** Has vi's keys or Emacs's, as the user wants them now. */
  private void keys() {
    String wanted = preferences.isOn("vi") ? LineReader.VIINS : LineReader.EMACS;
    reader.getKeyMaps().put(LineReader.MAIN, reader.getKeyMaps().get(wanted));
  }

  // The prompt.

  /** The manual has come, while a line was typed: it may have a hint for it. */
  private void redraw() {
    try {
      if (reader.isReading()) reader.callWidget(LineReader.REDISPLAY);
    } catch (IllegalStateException justEntered) {
      // There is no line any more.
    }
  }

  private void complete(LineReader reader, ParsedLine parsed, List<Candidate> candidates) {
    TypedLine line = TypedLine.of(parsed.line().substring(0, parsed.cursor()));
    for (var suggestion : new Suggestions(library::complete, lookup).at(line)) {
      String about =
          preferences.isOn("beginner") && !suggestion.about().isEmpty() ? suggestion.about() : null;
      candidates.add(
          new Candidate(
              suggestion.word(), suggestion.word(), suggestion.kind(), about, null, null, true));
    }
  }

  /** Whether the user has typed on; the key stays where it is. */
  private boolean keyPressed() {
    try {
      return terminal.reader().peek(1) >= 0;
    } catch (IOException e) {
      return true;
    }
  }

  // A line.

  /** What was pasted may be several lines, each a command. */
  private boolean answerAll(String text) throws IOException {
    for (String line : text.split("\n")) {
      if (line.isBlank()) continue;
      if (!Secrets.hasSecret(line)) remember(line.strip());
      stopped = false;
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

  private void remember(String line) throws IOException {
    reader.setVariable(LineReader.DISABLE_HISTORY, false);
    try {
      reader.getHistory().add(line);
      reader.getHistory().save();
    } finally {
      reader.setVariable(LineReader.DISABLE_HISTORY, true);
    }
  }

  private Lines.Outcome answer(String text) throws IOException {
    TypedLine line = TypedLine.of(text);
    Bytes[] words = Words.split(line.command()).orElse(null);
    if (words == null) {
      say(Palette.ERROR.paint("Invalid argument(s): a quote is open") + "\n");
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
    else if (words[0].is(":help")) say(HELP.formatted(String.join(", ", preferences.names())));
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
      say(Palette.HINT.paint(String.format(Locale.ROOT, "(%.1f ms)", lastNanos / 1e6)) + "\n");
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
    if (was)
      say(Palette.WARNING.paint("The server closed the connection; connected again.") + "\n");
    if (transaction) say(Palette.WARNING.paint("The transaction is lost.") + "\n");
  }

  private boolean agreed(Bytes[] words) {
    if (!preferences.isOn("confirm") || !link.connected() || link.inTransaction()) return true;
    try {
      String question = Guard.question(words, link.client());
      if (question == null) return true;
      say(Palette.WARNING.paint(question + " Go on? [y/N] "));
      boolean yes = yes();
      say(yes ? "y\n" : "n\n");
      return yes;
    } catch (IOException | ProtocolException e) {
      // Whatever it is, the command meets it, too, and says so.
      link.close();
      return true;
    }
  }

  /** One key, which need not be followed by Enter. */
  private boolean yes() throws IOException {
    Attributes before = terminal.enterRawMode();
    try {
      int key = terminal.reader().read();
      return key == 'y' || key == 'Y';
    } finally {
      terminal.setAttributes(before);
    }
  }

  private Lines.Outcome peek(Bytes key) throws IOException {
    if (!link.connected()) return Lines.Outcome.DONE;
    try {
      page(Peek.at(link.client(), key), "peek " + key);
    } catch (IOException | ProtocolException e) {
      link.close();
      say(Palette.ERROR.paint("Error: " + Reasons.of(e)) + "\n");
    }
    return Lines.Outcome.DONE;
  }

  private void explain() throws IOException {
    if (last == null) {
      say("There was no command yet.\n");
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
      terminal.flush();
      MachineShell.run(shell, forMachine, ownsTerminal ? null : terminal.output());
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
      page(text(words, reply), words[0].text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return true;
  }

  private void wire() {
    if (!preferences.isOn("wire")) return;
    boolean explained = preferences.isOn("beginner");
    say(WireView.of(unshown.request(), Palette.FRAME.paint("→ "), explained, MOST_WIRE_LINES));
    say(WireView.of(unshown.reply(), Palette.FRAME.paint("← "), explained, MOST_WIRE_LINES));
    unshown.start();
  }

  private String text(Bytes[] words, Reply reply) {
    if (Pages.isPage(words) && Replies.bytes(reply) != null) return withEnd(Replies.text(reply));
    String table =
        preferences.isOn("tables") ? Tables.of(words, reply, terminal.getColumns()) : null;
    if (table != null) return table;
    String text = ColourFormat.of(reply);
    return reply instanceof Reply.Error(Bytes error) ? text + advice(words, error.text()) : text;
  }

  private static String withEnd(String page) {
    String text = page.replace("\r\n", "\n");
    return text.endsWith("\n") ? text : text + "\n";
  }

  /** What to do about an error, where that is known. */
  private String advice(Bytes[] words, String error) {
    String code = error.split(" ")[0];
    String advice =
        switch (code) {
          case "NOAUTH" -> "Log in with AUTH password, or AUTH user password.";
          case "LOADING" -> "The server reads its data from disk; try again in a moment.";
          case "BUSY" -> "A script is running; SCRIPT KILL ends one that has not written yet.";
          case "MOVED", "ASK" -> "This is a cluster: start with -c to follow it.";
          case "MISCONF" -> "The server cannot save: its log says why.";
          case "READONLY" -> "This is a replica: write to its master.";
          default -> error.startsWith("ERR unknown command") ? didYouMean(words[0].text()) : "";
        };
    return advice.isEmpty() ? "" : Palette.HINT.paint(advice) + "\n";
  }

  private String didYouMean(String name) {
    List<String> near = library.complete().near(name);
    return near.isEmpty() ? "" : "Did you mean " + String.join(" or ", near) + "?";
  }

  private void page(String text, String title) throws IOException {
    boolean pages = preferences.isOn("pager") && colours && Pager.isTooLong(text, terminal);
    if (pages) Pager.show(text, title, terminal);
    else say(text);
  }

  /** Prints as it is; on a terminal without colours, without them. */
  private void say(String text) {
    try {
      terminal.writer().print(plain(text).replace("\r\n", "\n"));
      terminal.flush();
    } catch (IllegalStateException closed) {
      // The terminal has gone, and with it who would read this.
    }
  }

  private String plain(String text) {
    return colours ? text : text.replaceAll("\033\\[[0-9;]*[A-Za-z]", "");
  }

  // What comes unasked.

  private void push(Reply.Push push) {
    dialogue.note(push);
    String keys = Pages.invalidated(push);
    String text =
        keys != null
            ? "-> invalidate: " + keys
            : Replies.items(push).stream().map(ColourFormat::cell).collect(Collectors.joining(" "));
    above(Palette.OPTION.paint("» ") + text);
  }

  private void above(String text) {
    try {
      if (reader.isReading()) reader.printAbove(plain(text));
      else say(text + "\n");
    } catch (IllegalStateException closed) {
      // The terminal has gone, and with it who would read this.
    }
  }

  /** Looks at the connection ten times a second, for as long as a line is being typed. */
  private void watch() {
    while (!over) {
      LockSupport.parkNanos(LOOK_NANOS);
      if (!reader.isReading() || !turn.tryLock()) continue;
      try {
        if (!over) look();
      } catch (IOException | ProtocolException e) {
        link.close();
        if (!over) above(Palette.WARNING.paint("Error: " + Reasons.of(e)));
      } finally {
        turn.unlock();
      }
    }
  }

  private void look() throws IOException {
    if (!link.connected()) return;
    while (link.client().ready()) {
      if (link.client().receive() instanceof Reply.Push push) push(push);
    }
    if (link.client().alive() || over) return;
    link.close();
    above(Palette.WARNING.paint("The server closed the connection."));
  }
}
