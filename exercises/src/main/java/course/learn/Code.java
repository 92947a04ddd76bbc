package course.learn;

import module java.base;

/**
 * Lines of code that are longer than the screen is wide. They are broken between words, and one
 * sees that they go on: a command of a shell by a backslash, so that it can be typed as it stands,
 * and all else by a mark before its rest.
 */
final class Code {

  private static final String MARK = "» ";
  private static final String GOES_ON = " \\";
  private static final String DEEPER = "    ";

  /** A console's prompt. What stands in a console without one was printed. */
  private static final Pattern PROMPT = Pattern.compile("\\w*\\$ .*");

  /** A command, and what is said about it. */
  private static final Pattern REMARK = Pattern.compile("(\\S.*?)\\s+(# .*)");

  /** A line of a difference: its sign, and the code. */
  private static final Pattern DIFFERENCE = Pattern.compile("([-+] )(.*)");

  private Code() {}

  /** {@code kind} stands behind the fence: {@code sh}, {@code console}, {@code java}. */
  static List<String> wrapped(String kind, String line, int width) {
    if (line.length() <= width) return List.of(line);
    boolean command = kind.equals("sh") || kind.equals("console") && line.matches(PROMPT.pattern());
    if (!command) return wrapped(line, width);
    Matcher remark = REMARK.matcher(line);
    if (!remark.matches()) return command(line, width);
    List<String> lines = new ArrayList<>();
    Words.wrapped(remark.group(2), width - 2).forEach(lines::add);
    for (int i = 1; i < lines.size(); i++) lines.set(i, "# " + lines.get(i));
    lines.addAll(command(remark.group(1), width));
    return lines;
  }

  /** Between the words of the shell. A word that is too long goes on without a blank. */
  private static List<String> command(String line, int width) {
    List<String> lines = new ArrayList<>();
    String left = line;
    int from = indent(line).length();
    while (left.length() > width) {
      int at = blank(left, from, width - GOES_ON.length(), "\"'");
      boolean between = at > from;
      if (!between) at = width - 1;
      lines.add(left.substring(0, at) + (between ? GOES_ON : GOES_ON.strip()));
      left = (between ? indent(line) + DEEPER : "") + left.substring(at).strip();
      from = between ? indent(left).length() : 0;
    }
    lines.add(left);
    return lines;
  }

  /** Code of any kind. */
  static List<String> wrapped(String line, int width) {
    if (line.length() <= width) return List.of(line);
    String deeper = indent(line) + DEEPER + MARK;
    String before = deeper.length() > width / 2 ? MARK : deeper;
    List<String> lines = new ArrayList<>();
    String left = line;
    int from = indent(line).length();
    while (left.length() > width) {
      int at = blank(left, from, width, "\"");
      if (at < width / 2) at = left.lastIndexOf(' ', width);
      if (at <= from) at = width;
      lines.add(left.substring(0, at).stripTrailing());
      left = before + left.substring(at).stripLeading();
      from = before.length();
    }
    lines.add(left);
    return lines;
  }

  /** The lines of a difference, and what is said about it. */
  static List<String> difference(List<String> lines, int width) {
    return lines.stream().flatMap(line -> difference(line, width).stream()).toList();
  }

  /** The rest of a line that is too long has its sign, too. */
  private static List<String> difference(String line, int width) {
    Matcher difference = DIFFERENCE.matcher(line);
    if (line.startsWith("  ")) return wrapped(line, width);
    if (!difference.matches()) return Words.wrapped(line, width);
    String sign = difference.group(1);
    return wrapped(difference.group(2), width - sign.length()).stream()
        .map(part -> sign + part)
        .toList();
  }

  private static String indent(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  /** The last blank from there to there that does not stand between quotation marks; -1: none. */
  private static int blank(String line, int from, int to, String marks) {
    int last = -1;
    int open = 0;
    for (int i = 0; i <= to; i++) {
      char c = line.charAt(i);
      if (open == 0 && marks.indexOf(c) >= 0) open = c;
      else if (c == open) open = 0;
      else if (c == ' ' && open == 0 && i > from) last = i;
    }
    return last;
  }
}
