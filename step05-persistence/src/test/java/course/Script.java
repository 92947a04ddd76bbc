package course;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code console} block as a list of things to do, in order.
 *
 * <ul>
 *   <li>{@code $ command}: a terminal runs a command. {@code A$} and {@code B$} are terminals of
 *       their own. A bare {@code $} says that the prompt is back: what ran there has ended.
 *   <li>{@code > text}, {@code A> text}, {@code 127.0.0.1:6379> text}: typed into what runs there.
 *       {@code ^C} breaks it off, {@code ^D} ends its input.
 *   <li>{@code wait 100 ms}: moves the server's clock.
 *   <li>{@code B: text}: a line that appears at terminal B, when A spoke last.
 *   <li>Everything else is what appears at the terminal that spoke last.
 * </ul>
 */
final class Script {

  /** One thing to do, and the lines that must then appear at the same terminal. */
  record Step(Kind kind, String terminal, String text, int line, List<String> output) {

    /** A prompt with no command, or with one. */
    boolean isPrompt() {
      return kind == Kind.RUN || kind == Kind.PROMPT_BACK;
    }
  }

  enum Kind {
    RUN,
    PROMPT_BACK,
    TYPE,
    BREAK,
    END_OF_INPUT,
    WAIT,
    /** Does nothing; its output appears at another terminal than the one that spoke last. */
    LOOK
  }

  private static final Pattern PROMPT = Pattern.compile("([A-Z]?)\\$(?: (.*))?");
  private static final Pattern TYPED =
      Pattern.compile("(?:([A-Z]?)|127\\.0\\.0\\.1:\\d+)>(?: (.*))?");
  private static final Pattern LOOK = Pattern.compile("([A-Z]): (.*)");
  private static final Pattern WAIT = Pattern.compile("wait (\\d+) (ms|s)\\b.*");

  private final List<Step> steps = new ArrayList<>();

  /** Several terminals, so that {@code B: } at the start of a line names one. */
  private final boolean named;

  private String terminal = "";

  /** {@code firstLine} is where the block stands in its file, for messages. */
  Script(List<String> lines, int firstLine) {
    named = lines.stream().anyMatch(line -> line.matches("[A-Z]\\$( .*)?"));
    for (int i = 0; i < lines.size(); i++) read(lines.get(i), firstLine + i);
    if (steps.isEmpty()) throw new AssertionError("line " + firstLine + ": the block does nothing");
  }

  List<Step> steps() {
    return steps;
  }

  private void read(String line, int at) {
    Matcher prompt = PROMPT.matcher(line);
    Matcher typed = TYPED.matcher(line);
    Matcher look = LOOK.matcher(line);
    if (line.equals("^C") || line.equals("^D")) {
      add(key(line), terminal, "", at);
    } else if (prompt.matches()) {
      boolean back = prompt.group(2) == null;
      add(back ? Kind.PROMPT_BACK : Kind.RUN, prompt.group(1), prompt.group(2), at);
    } else if (typed.matches()) {
      String text = typed.group(2) == null ? "" : typed.group(2);
      add(key(text), typed.group(1) == null ? terminal : typed.group(1), text, at);
    } else if (WAIT.matcher(line).matches()) {
      add(Kind.WAIT, terminal, line, at);
    } else if (named && look.matches()) {
      appearsAt(look.group(1), look.group(2), at);
    } else if (steps.isEmpty()) {
      throw new AssertionError("line " + at + ": output before anything ran: " + line);
    } else {
      steps.getLast().output.add(line);
    }
  }

  private static Kind key(String typed) {
    return switch (typed) {
      case "^C" -> Kind.BREAK;
      case "^D" -> Kind.END_OF_INPUT;
      default -> Kind.TYPE;
    };
  }

  private void appearsAt(String where, String text, int at) {
    if (steps.isEmpty() || steps.getLast().kind != Kind.LOOK || !terminal.equals(where)) {
      add(Kind.LOOK, where, "", at);
    }
    steps.getLast().output.add(text);
  }

  private void add(Kind kind, String where, String text, int at) {
    terminal = where;
    steps.add(new Step(kind, where, text, at, new ArrayList<>()));
  }

  /** How far {@code wait 100 ms} moves the clock. */
  static Duration duration(String wait) {
    Matcher matcher = WAIT.matcher(wait);
    if (!matcher.matches()) throw new IllegalArgumentException(wait);
    long amount = Long.parseLong(matcher.group(1));
    return matcher.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
  }
}
