package miniredis.cli;

import module java.base;

import miniredis.bytes.Words;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * The interactive shell: reads lines with JLine (history, completion, hints) and has {@link
 * Dialogue} answer them.
 *
 * <p>While a command runs, Ctrl-C closes the connection under it, from JLine's signal thread, and
 * the prompt comes back.
 */
final class Shell {

  private final Terminal terminal;
  private final Link link;
  private final Manual manual;
  private final Help help;
  private final Dialogue dialogue;
  private final Screen screen;

  Shell(CliOptions options) throws IOException {
    terminal = TerminalBuilder.builder().name("mini Redis").system(true).build();
    screen = new Screen(terminal.output(), this::notice, true);
    link = new Link(options, this::notice);
    manual = new Manual(link);
    help = new Help(manual, true);
    dialogue =
        new Dialogue(
            link, options.format() == null ? Format.PLAIN : options.format(), screen, help);
  }

  /** Runs until the user leaves. */
  void run() throws IOException {
    LineReader reader = reader();
    greet();
    while (true) {
      manual.refresh();
      String line;
      try {
        line = reader.readLine(prompt());
      } catch (UserInterruptException e) {
        // Ctrl-C drops a line; on an empty one it means to go.
        if (e.getPartialLine().isEmpty()) break;
        continue;
      } catch (EndOfFileException e) {
        break;
      }
      if (answer(line) == Dialogue.Outcome.LEAVE) break;
    }
    screen.show("Goodbye!\n");
    link.close();
    terminal.close();
  }

  private void greet() throws IOException {
    try {
      link.open();
    } catch (IOException e) {
      screen.complain(e.getMessage());
    }
  }

  private Dialogue.Outcome answer(String line) throws IOException {
    Terminal.SignalHandler before =
        terminal.handle(Terminal.Signal.INT, signal -> link.interrupt());
    try {
      Dialogue.Outcome outcome = dialogue.line(line.getBytes(StandardCharsets.UTF_8));
      if (link.interrupted()) greet();
      return outcome;
    } finally {
      terminal.handle(Terminal.Signal.INT, before);
    }
  }

  private String prompt() {
    if (!link.connected()) return "not connected> ";
    String database = link.database() == 0 ? "" : "[" + link.database() + "]";
    return "mini-redis" + database + (link.inTransaction() ? "(TX)" : "") + "> ";
  }

  private void notice(String text) {
    terminal.writer().println(text);
    terminal.writer().flush();
  }

  private LineReader reader() throws IOException {
    LineReaderImpl reader = new HintingReader(terminal, new LineHints(manual));
    reader.setCompleter(this::complete);
    reader.setParser(new DefaultParser().escapeChars(null).quoteChars(new char[0]));
    reader.setHistory(new QuietHistory());
    reader.setVariable(LineReader.HISTORY_FILE, historyFile());
    reader.setVariable(LineReader.HISTORY_FILE_SIZE, 2000);
    reader.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
    reader.option(LineReader.Option.CASE_INSENSITIVE, true);
    reader.option(LineReader.Option.HISTORY_TIMESTAMPED, false);
    reader.option(LineReader.Option.BRACKETED_PASTE, false);
    return reader;
  }

  private static Path historyFile() {
    String file = System.getenv("MINIREDIS_HISTORY");
    return file == null
        ? Path.of(System.getProperty("user.home"), ".miniredis_history")
        : Path.of(file);
  }

  private void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    new Completion(manual, help)
        .words(line.words().subList(0, line.wordIndex()), line.word())
        .forEach(word -> candidates.add(new Candidate(word)));
  }

  /** Draws the hint behind the line, for as long as the cursor stands at its end. */
  private static final class HintingReader extends LineReaderImpl {
    private final LineHints hints;

    HintingReader(Terminal terminal, LineHints hints) throws IOException {
      super(terminal, "mini Redis", null);
      this.hints = hints;
    }

    @Override
    public AttributedString getDisplayedBufferWithPrompts(List<AttributedString> secondaryPrompts) {
      boolean typing = doAutosuggestion && buf.length() > 0 && buf.cursor() == buf.length();
      AttributedString shown = super.getDisplayedBufferWithPrompts(secondaryPrompts);
      String hint = typing && post == null ? hints.hint(buf.toString()) : "";
      if (hint.isEmpty()) return shown;
      AttributedStyle grey = AttributedStyle.DEFAULT.foreground(AttributedStyle.BRIGHT);
      return new AttributedStringBuilder().append(shown).append(hint, grey).toAttributedString();
    }
  }

  /** The history, without the lines that hold a password. */
  private static final class QuietHistory extends org.jline.reader.impl.history.DefaultHistory {
    @Override
    public void add(Instant time, String line) {
      boolean secret =
          Words.split(line)
              .filter(words -> words.length > 0)
              .map(words -> words[0].is("AUTH") || words[0].is("HELLO") && words.length > 2)
              .orElse(false);
      if (!secret) super.add(time, line);
    }
  }
}
