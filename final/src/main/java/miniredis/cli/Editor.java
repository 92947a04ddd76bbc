package miniredis.cli;

import module java.base;

import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;

/** Where a line is typed: its keys, colours, completion and history, all by JLine. */
final class Editor {

  private static final int KEPT_LINES = 2000;

  private final Screen screen;
  private final Library library;
  private final Lookup lookup;
  private final Preferences preferences;
  private final LineReader reader;

  Editor(
      Screen screen,
      Library library,
      Lookup lookup,
      Preferences preferences,
      Map<String, String> environment)
      throws IOException {
    this.screen = screen;
    this.library = library;
    this.lookup = lookup;
    this.preferences = preferences;
    reader = reader();
    Path file = historyFile(environment);
    if (file != null) reader.setVariable(LineReader.HISTORY_FILE, file);
    reader.getHistory().load();
    // JLine keeps every line. What is kept is for us to say: none that holds a password.
    reader.setVariable(LineReader.DISABLE_HISTORY, true);
  }

  private LineReader reader() {
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(screen.terminal())
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
    reader.setAutosuggestion(LineReader.SuggestionType.TAIL_TIP);
    return reader;
  }

  /** Ours alone to read, whatever the user's habits for new files are. */
  private Path historyFile(Map<String, String> environment) {
    Path file = DotFiles.find("MINIREDIS_HISTORY", ".miniredis_history", environment);
    if (file == null) return null;
    try {
      if (!Files.exists(file)) Files.createFile(file);
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
      return file;
    } catch (IOException e) {
      screen.warn("The history is not kept: " + Reasons.ofFile(e));
      return null;
    }
  }

  /**
   * What the user types until Enter; what was pasted may be several lines.
   *
   * @throws org.jline.reader.UserInterruptException after Ctrl-C
   * @throws org.jline.reader.EndOfFileException after Ctrl-D
   */
  String line(String prompt) {
    String keys = preferences.isOn("vi") ? LineReader.VIINS : LineReader.EMACS;
    reader.getKeyMaps().put(LineReader.MAIN, reader.getKeyMaps().get(keys));
    return reader.readLine(prompt);
  }

  boolean isReading() {
    return reader.isReading();
  }

  /** Keeps a line in the history, unless it holds a password. */
  void remember(String line) throws IOException {
    if (Secrets.hasSecret(line)) return;
    reader.setVariable(LineReader.DISABLE_HISTORY, false);
    try {
      reader.getHistory().add(line.strip());
      reader.getHistory().save();
    } finally {
      reader.setVariable(LineReader.DISABLE_HISTORY, true);
    }
  }

  /** The manual has come, while a line was typed: it may have a hint for it. */
  void redraw() {
    try {
      if (reader.isReading()) reader.callWidget(LineReader.REDISPLAY);
    } catch (IllegalStateException justEntered) {
      // There is no line any more.
    }
  }

  /** Prints a line above the one that is being typed, if one is. */
  void above(String text) {
    try {
      if (reader.isReading()) reader.printAbove(screen.plain(text));
      else screen.say(text + "\n");
    } catch (IllegalStateException closed) {
      // The terminal has gone, and with it who would read this.
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
}
