package course.learn;

import module java.base;

/**
 * Markdown as lines for a terminal: paragraphs wrapped at words, blocks of code as they are, what
 * is folded away in {@code <details>} left folded, with its title.
 */
final class Markdown {

  /** Code stands so far from the edge. */
  private static final String CODE = "    ";

  private static final Pattern ITEM = Pattern.compile("( *)([-*]|\\d+\\.) +(.*)");
  private static final Pattern SUMMARY = Pattern.compile(".*<summary>(.*?)</summary>.*");

  private final int width;
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder paragraph = new StringBuilder();

  /** What stands before the paragraph's first line, and before its others. */
  private String first = "";

  private String others = "";
  private boolean inCode;
  private int folded;

  private Markdown(int width) {
    this.width = width;
  }

  static List<String> rendered(List<String> markdown, int width) {
    Markdown rendered = new Markdown(width);
    markdown.forEach(rendered::line);
    rendered.endParagraph();
    return rendered.lines;
  }

  private void line(String line) {
    String text = line.strip();
    if (text.startsWith("```")) fence();
    else if (inCode) code(line);
    else if (text.startsWith("<details>")) fold(text);
    else if (text.startsWith("</details>")) folded = Math.max(0, folded - 1);
    else if (folded == 0) prose(line);
  }

  private void fence() {
    endParagraph();
    inCode = !inCode;
    blank();
  }

  private void code(String line) {
    if (folded == 0) lines.add(CODE + line);
  }

  private void fold(String text) {
    endParagraph();
    Matcher summary = SUMMARY.matcher(text);
    String title = summary.matches() ? words(summary.group(1)) : "more";
    if (folded == 0) lines.add("[+] " + title + " (folded away: it is in the chapter's README.md)");
    if (!text.contains("</details>")) folded++;
  }

  private void prose(String line) {
    String text = line.strip();
    Matcher item = ITEM.matcher(line);
    if (text.isEmpty()) {
      endParagraph();
      blank();
    } else if (text.startsWith("#")) {
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
    String title = words(text.replaceFirst("^#+ ", ""));
    lines.add(title);
    lines.add((text.startsWith("# ") ? "=" : "-").repeat(Math.min(width, title.length())));
  }

  /** A row of a table is an item whose cells are parted by bars. */
  private void row(String text) {
    endParagraph();
    if (text.matches("[|\\s:-]+")) return;
    first = "| ";
    others = "    ";
    paragraph.append(text.replaceAll("^\\|\\s*|\\s*\\|$", ""));
    endParagraph();
  }

  private void endParagraph() {
    if (!paragraph.isEmpty()) {
      List<String> wrapped = Words.wrapped(words(paragraph.toString()), width - others.length());
      for (int i = 0; i < wrapped.size(); i++)
        lines.add((i == 0 ? first : others) + wrapped.get(i));
    }
    paragraph.setLength(0);
    first = "";
    others = "";
  }

  private void blank() {
    if (!lines.isEmpty() && !lines.getLast().isEmpty()) lines.add("");
  }

  /** The text without its marks. A picture is told in words. */
  private static String words(String text) {
    return text.replaceAll("!\\[([^]]*)]\\([^)]*\\)", "(A picture: $1)")
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .replaceAll("\\*\\*([^*]+)\\*\\*", "$1")
        .replaceAll("(?<![\\w*])\\*([^* ][^*]*)\\*(?![\\w*])", "$1")
        .replaceAll("<[/a-z][^>]*>", "")
        .replace("`", "");
  }
}
