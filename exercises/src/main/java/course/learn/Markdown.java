package course.learn;

import module java.base;

/**
 * Markdown as lines for a terminal, none wider than it: paragraphs wrapped at words, code as it is,
 * tables with their columns below each other, what is folded away in {@code <details>} left folded,
 * with its title.
 */
final class Markdown {

  /** Code stands so far from the edge. */
  private static final String CODE = "    ";

  private static final Pattern ITEM = Pattern.compile("( *)([-*]|\\d+\\.) +(.*)");
  private static final Pattern SUMMARY = Pattern.compile(".*<summary>(.*?)</summary>.*");
  private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");

  private final int width;
  private final UnaryOperator<String> where;
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();
  private final List<List<String>> table = new ArrayList<>();

  /** What stands before the paragraph's first line, and before its others. */
  private String first = "";

  private String others = "";

  /** What stands behind the fence of the block of code that is open, or null. */
  private String code;

  private int folded;

  private Markdown(int width, UnaryOperator<String> where) {
    this.width = width;
    this.where = where;
  }

  /** A text in which nothing is folded away. */
  static List<String> rendered(List<String> markdown, int width) {
    return rendered(markdown, width, title -> "");
  }

  /** {@code where} says of a title where to read what is folded away below it. */
  static List<String> rendered(List<String> markdown, int width, UnaryOperator<String> where) {
    Markdown rendered = new Markdown(width, where);
    markdown.forEach(rendered::line);
    rendered.endParagraph();
    if (!rendered.lines.isEmpty() && rendered.lines.getLast().isEmpty())
      rendered.lines.removeLast();
    return rendered.lines;
  }

  private void line(String line) {
    String text = line.strip();
    if (text.startsWith("```")) fence(text);
    else if (code != null) code(line);
    else if (text.startsWith("<details>")) fold(text);
    else if (text.startsWith("</details>")) folded = Math.max(0, folded - 1);
    else if (folded == 0) prose(line);
  }

  private void fence(String text) {
    endParagraph();
    code = code == null ? text.substring(3).strip() : null;
    if (folded == 0) blank();
  }

  private void code(String line) {
    if (folded > 0) return;
    String shown = code.startsWith("console") ? withNumbers(line) : line;
    Code.wrapped(code, shown, width - CODE.length()).forEach(part -> lines.add(CODE + part));
  }

  /** Where any of some numbers may come, a console is written as {@code <int:1..9>}. */
  private static String withNumbers(String line) {
    return line.replaceAll("<(?:int|ms):(\\d+)\\.\\.(\\d+)>", "($1 to $2)")
        .replaceAll("<(?:int|ms)>", "(a number)");
  }

  private void fold(String text) {
    endParagraph();
    Matcher summary = SUMMARY.matcher(text);
    String title = summary.matches() ? Inline.shown(summary.group(1)) : "more";
    if (folded == 0) {
      first = "[+] ";
      others = "    ";
      flush(title + " (folded away: " + where.apply(title) + ")");
    }
    if (!text.contains("</details>")) folded++;
  }

  private void prose(String line) {
    String text = line.strip();
    Matcher item = ITEM.matcher(line);
    if (text.isEmpty()) {
      endParagraph();
      blank();
    } else if (text.matches("#{1,6} .*")) {
      heading(text);
    } else if (text.startsWith("|")) {
      row(text);
    } else if (item.matches()) {
      endParagraph();
      first = item.group(1) + item.group(2) + " ";
      others = " ".repeat(first.length());
      paragraph.append(item.group(3));
    } else {
      if (text.startsWith("> ")) text = text.substring(2);
      paragraph.append(paragraph.isEmpty() ? "" : " ").append(text);
    }
  }

  private void heading(String text) {
    endParagraph();
    blank();
    List<String> title = Words.wrapped(Inline.shown(text.replaceFirst("^#+ ", "")), width);
    lines.addAll(title);
    lines.add((text.startsWith("# ") ? "=" : "-").repeat(title.getLast().length()));
  }

  private void row(String text) {
    if (!paragraph.isEmpty()) endParagraph();
    if (text.matches("[|\\s:-]*-[|\\s:-]*")) return;
    String inside = text.replaceAll("^\\||(?<!\\\\)\\|$", "");
    table.add(
        Stream.of(BAR.split(inside, -1))
            .map(cell -> Inline.shown(cell.strip().replace("\\|", "|")))
            .toList());
  }

  private void endParagraph() {
    if (!table.isEmpty()) lines.addAll(TextTable.of(table, width));
    table.clear();
    flush(Inline.shown(paragraph.toString()));
    paragraph.setLength(0);
  }

  private void flush(String text) {
    List<String> wrapped =
        text.isEmpty() ? List.of() : Words.wrapped(text, width - others.length());
    for (int i = 0; i < wrapped.size(); i++) lines.add((i == 0 ? first : others) + wrapped.get(i));
    first = "";
    others = "";
  }

  private void blank() {
    if (!lines.isEmpty() && !lines.getLast().isEmpty()) lines.add("");
  }
}
