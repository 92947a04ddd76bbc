package course;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines that should come next. {@code <int>} stands for any whole number, {@code <ms:100..200>}
 * or {@code <int:1..5>} for one in that range. In a transcript a time such as {@code 12:04:31.120}
 * stands for any time, and a line {@code ...} for any lines.
 */
final class Expected {

  private static final Pattern NUMBER = Pattern.compile("<(?:int|ms)(?::(\\d+)\\.\\.(\\d+))?>");
  private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}");

  /** What bytes that have come so far are worth. */
  enum Verdict {
    RIGHT,
    /** Right so far: more bytes could still make it right. */
    INCOMPLETE,
    WRONG
  }

  record Answer(Verdict verdict, int length) {}

  private record Range(long least, long most) {}

  private final List<Range> ranges = new ArrayList<>();
  private final List<String> lines;
  private final Pattern pattern;
  private final int longest;

  private Expected(List<String> lines, String lineEnd, boolean dots) {
    this.lines = List.copyOf(lines);
    longest = dots ? Integer.MAX_VALUE : lines.stream().mapToInt(Expected::longest).sum();
    StringBuilder regex = new StringBuilder();
    for (String line : lines) {
      if (dots && line.equals("...")) regex.append("(?:[^\\n]*\\n)*?");
      else regex.append(withNumbers(line)).append(lineEnd);
    }
    pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /** Protocol lines: each ends in CR LF, to the byte. */
  static Expected protocol(String... lines) {
    return new Expected(List.of(lines), "\\r\\n", false);
  }

  /**
   * Lines as a terminal shows them: a blank or a CR at the end cannot be seen, and {@code ...} is
   * any lines.
   */
  static Expected shown(List<String> lines) {
    return new Expected(lines.stream().map(String::stripTrailing).toList(), " *\\r?\\n", true);
  }

  /** These bytes and no others. */
  static Expected bytes(byte[] bytes) {
    return new Expected(List.of(new String(bytes, UTF_8)), bytes);
  }

  private Expected(List<String> lines, byte[] exactly) {
    this.lines = lines;
    longest = exactly.length;
    pattern = Pattern.compile(Pattern.quote(new String(exactly, ISO_8859_1)), Pattern.DOTALL);
  }

  /** Says what {@code <int:1..9>} and its like stand for, on a line each; nothing without them. */
  static String legend(byte[] expected) {
    StringBuilder legend = new StringBuilder();
    NUMBER
        .matcher(new String(expected, UTF_8))
        .results()
        .map(Expected::explained)
        .distinct()
        .forEach(each -> legend.append("\n  (").append(each).append(")"));
    return legend.toString();
  }

  private static String explained(MatchResult number) {
    String least = number.group(1);
    if (least == null) return number.group() + " is any number";
    return "%s is a number from %s to %s".formatted(number.group(), least, number.group(2));
  }

  private String withNumbers(String line) {
    StringBuilder regex = new StringBuilder();
    Matcher number = NUMBER.matcher(line);
    int from = 0;
    while (number.find()) {
      regex.append(quoted(line.substring(from, number.start()))).append("(-?\\d+)");
      boolean any = number.group(1) == null;
      ranges.add(
          any
              ? new Range(Long.MIN_VALUE, Long.MAX_VALUE)
              : new Range(Long.parseLong(number.group(1)), Long.parseLong(number.group(2))));
      from = number.end();
    }
    return regex.append(quoted(line.substring(from))).toString();
  }

  /** One char a byte, so that bytes which are no text compare as well as any. */
  private static String quoted(String text) {
    return String.join(
        TIME.pattern(), Arrays.stream(TIME.split(text, -1)).map(Expected::exactly).toList());
  }

  private static String exactly(String text) {
    return Pattern.quote(new String(text.getBytes(UTF_8), ISO_8859_1));
  }

  /** So many bytes it can be with its end; a number has no more than twenty. */
  private static int longest(String line) {
    int numbers = (int) NUMBER.matcher(line).results().count();
    return line.getBytes(UTF_8).length + 20 * numbers + 2;
  }

  /** More bytes than this need not be looked at. */
  int longest() {
    return longest;
  }

  /** Looks at the beginning of {@code bytes}; what comes after the expected lines is left alone. */
  Answer look(byte[] bytes) {
    Matcher matcher = pattern.matcher(new String(bytes, ISO_8859_1));
    if (!matcher.lookingAt()) {
      return new Answer(matcher.hitEnd() ? Verdict.INCOMPLETE : Verdict.WRONG, 0);
    }
    for (int i = 0; i < ranges.size(); i++) {
      long value = Long.parseLong(matcher.group(i + 1));
      Range range = ranges.get(i);
      if (value < range.least || value > range.most) return new Answer(Verdict.WRONG, 0);
    }
    return new Answer(Verdict.RIGHT, matcher.end());
  }

  /** Whether it ends in {@code ...}, so that what is left over is no surprise. */
  boolean isOpen() {
    return !lines.isEmpty() && lines.getLast().equals("...");
  }
}
