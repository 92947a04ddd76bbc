package miniredis.cli;

import module java.base;

import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * Colours the line that is being typed, word by word, and puts behind it what is still to come, or
 * what is wrong. JLine asks for it at every key.
 */
final class Highlight implements Highlighter {

  private static final AttributedStyle COMMAND =
      AttributedStyle.BOLD.foreground(AttributedStyle.CYAN);
  private static final AttributedStyle KEY =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
  private static final AttributedStyle OPTION =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA);
  private static final AttributedStyle NUMBER =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
  private static final AttributedStyle STRING =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
  private static final AttributedStyle WRONG =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

  private static final Set<String> OWN =
      Set.of("help", "?", "connect", "clear", "quit", "exit", "peek", "restart");

  private final Supplier<Manual> manual;
  private final Preferences preferences;

  Highlight(Supplier<Manual> manual, Preferences preferences) {
    this.manual = manual;
    this.preferences = preferences;
  }

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    Painted painted = paint(TypedLine.of(buffer));
    reader.setTailTip(preferences.isOn("hints") ? painted.tip() : "");
    return painted.text();
  }

  /**
   * @param tip what stands grey behind the line
   */
  record Painted(AttributedString text, String tip) {}

  Painted paint(TypedLine line) {
    List<AttributedStyle> styles = new ArrayList<>(Collections.nCopies(line.words().size(), PLAIN));
    String tip = line.words().isEmpty() ? "" : look(line, styles);
    if (line.open() != 0) {
      styles.set(styles.size() - 1, WRONG);
      tip = "  ← the quote is open";
    }
    return new Painted(painted(line, styles), line.pipe() >= 0 ? "" : tip);
  }

  private static AttributedString painted(TypedLine line, List<AttributedStyle> styles) {
    AttributedStringBuilder out = new AttributedStringBuilder();
    int at = 0;
    for (int i = 0; i < styles.size(); i++) {
      TypedLine.Word word = line.words().get(i);
      out.append(line.text().substring(at, word.start()));
      out.append(line.text().substring(word.start(), word.end()), styles.get(i));
      at = word.end();
    }
    return out.append(line.text().substring(at)).toAttributedString();
  }

  private String look(TypedLine line, List<AttributedStyle> styles) {
    int first = line.counted();
    if (first > 0) styles.set(0, NUMBER);
    List<String> words = line.texts().subList(first, line.words().size());
    String name = words.getFirst().toLowerCase(Locale.ROOT);
    if (OWN.contains(name) || name.startsWith(":")) {
      styles.set(first, COMMAND);
      return "";
    }
    Manual known = manual.get();
    if (known.all().isEmpty()) return "";
    Manual.Entry entry = known.find(words);
    if (entry == null) return unknown(known, line, styles, first, name);
    for (int i = 0; i < entry.words(); i++) styles.set(first + i, COMMAND);
    List<String> arguments = words.subList(entry.words(), words.size());
    if (entry.container() && entry.words() == 1) return container(known, entry, line, arguments);
    return arguments(entry, line, styles, first + entry.words(), arguments);
  }

  private static String unknown(
      Manual known, TypedLine line, List<AttributedStyle> styles, int first, String name) {
    boolean begun = line.words().size() == first + 1 && !line.atNextWord();
    if (begun && !known.beginning(name).isEmpty()) return "";
    styles.set(first, WRONG);
    List<String> near = begun ? List.of() : known.near(name);
    if (begun) return "";
    return "  ← unknown command"
        + (near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?");
  }

  private static String container(
      Manual known, Manual.Entry entry, TypedLine line, List<String> arguments) {
    if (!arguments.isEmpty()) {
      return line.atNextWord() || arguments.size() > 1 ? "  ← unknown subcommand" : "";
    }
    String names =
        known.within(entry.name()).stream()
            .map(inner -> inner.name().substring(inner.name().indexOf(' ') + 1))
            .collect(Collectors.joining("|"));
    return tip(line, names);
  }

  private String arguments(
      Manual.Entry entry,
      TypedLine line,
      List<AttributedStyle> styles,
      int from,
      List<String> arguments) {
    Grammar.Match match = Grammar.match(entry.arguments(), arguments);
    String wrong = "";
    for (int i = 0; i < arguments.size(); i++) {
      Parameter slot = match.slots().get(i);
      boolean misfit = slot != null && slot.refuses(arguments.get(i));
      boolean last = from + i == line.words().size() - 1 && !line.atNextWord();
      styles.set(from + i, style(match, i, slot, misfit, line.words().get(from + i)));
      if (misfit && !(last && arguments.get(i).matches("[-+(]?"))) {
        wrong = "  ← " + slot.name() + " is a number";
      }
    }
    if (!wrong.isEmpty()) return wrong;
    if (match.tooMany())
      return entry.arguments().isEmpty()
          ? "  ← takes no arguments"
          : "  ← too many arguments, or none of the options";
    String rest = match.rest();
    boolean about =
        preferences.isOn("beginner") && arguments.isEmpty()
            || rest.isEmpty() && entry.arguments().isEmpty();
    return tip(line, about ? (rest + "   " + entry.summary()).strip() : rest);
  }

  private static AttributedStyle style(
      Grammar.Match match, int i, Parameter slot, boolean misfit, TypedLine.Word word) {
    if (misfit || i >= match.fitting()) return WRONG;
    if (match.fixed().get(i)) return OPTION;
    if (slot == null) return PLAIN;
    return switch (slot.type()) {
      case "key" -> KEY;
      case "integer", "double", "unix-time" -> NUMBER;
      default -> word.quoted() ? STRING : PLAIN;
    };
  }

  /** Set off by a blank where the line does not end with one. */
  private static String tip(TypedLine line, String text) {
    return text.isEmpty() || line.atNextWord() ? text : " " + text;
  }
}
