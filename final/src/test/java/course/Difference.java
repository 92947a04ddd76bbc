package course;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where what came begins to differ from what was expected. */
record Difference(List<byte[]> expected, List<byte[]> came, int line, int column) {

  /** So many lines that are right are shown before the wrong one. */
  private static final int BEFORE = 3;

  /** So many bytes of a long line are shown before the wrong one, and behind it. */
  private static final int AROUND = 30;

  static Difference between(byte[] expectedBytes, byte[] cameBytes) {
    List<byte[]> expected = Visible.split(expectedBytes);
    List<byte[]> came = Visible.split(cameBytes);
    int line = 0;
    while (line < expected.size() && line < came.size() && fits(expected, came, line)) line++;
    return new Difference(expected, came, line, column(expected, came, line));
  }

  /** A line of the expected reply may stand for any number. */
  private static boolean fits(List<byte[]> expected, List<byte[]> came, int line) {
    if (Arrays.equals(expected.get(line), came.get(line))) return true;
    String wanted = new String(expected.get(line), ISO_8859_1);
    if (!wanted.endsWith("\r\n") || !wanted.contains("<")) return false;
    Expected pattern = Expected.protocol(wanted.substring(0, wanted.length() - 2));
    return pattern.look(came.get(line)).verdict() == Expected.Verdict.RIGHT;
  }

  private static int column(List<byte[]> expected, List<byte[]> came, int line) {
    byte[] wanted = line < expected.size() ? expected.get(line) : new byte[0];
    byte[] got = line < came.size() ? came.get(line) : new byte[0];
    int column = Arrays.mismatch(wanted, got);
    return Math.max(column, 0);
  }

  /** What came, with a caret under the first byte that is wrong. */
  String shown() {
    if (came.isEmpty()) return "  (nothing)";
    if (line >= came.size()) return Visible.lines(joined(came)) + "\n  ^ it ends here";
    List<String> out = new ArrayList<>();
    int from = Math.max(0, line - BEFORE);
    if (from > 0) out.add("  ... %s lines that are right ...".formatted(Visible.number(from)));
    for (int i = from; i < line; i++) out.add("  " + Visible.line(came.get(i)));
    out.addAll(wrongLine(came.get(line)));
    int rest = came.size() - line - 1;
    int to = Math.min(came.size(), line + 1 + BEFORE);
    for (int i = line + 1; i < to; i++) out.add("  " + Visible.line(came.get(i)));
    if (rest > BEFORE) out.add("  ... and %s more lines".formatted(Visible.number(rest - BEFORE)));
    return String.join("\n", out);
  }

  private List<String> wrongLine(byte[] bytes) {
    int from = bytes.length > 4 * AROUND ? Math.max(0, column - AROUND) : 0;
    int to = bytes.length > 4 * AROUND ? Math.min(bytes.length, column + AROUND) : bytes.length;
    String head = from > 0 ? "... from byte %s: ".formatted(Visible.number(from)) : "";
    String before = head + Visible.escaped(Arrays.copyOfRange(bytes, from, Math.min(column, to)));
    String after = Visible.escaped(Arrays.copyOfRange(bytes, Math.min(column, to), to));
    String dots = to < bytes.length ? " ..." : "";
    return List.of("  " + before + after + dots, "  " + " ".repeat(before.length()) + "^");
  }

  private static byte[] joined(List<byte[]> lines) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    lines.forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** The line of each side where they part, without its end; empty where there is none. */
  String wantedLine() {
    return line < expected.size() ? text(expected.get(line)) : "";
  }

  String cameLine() {
    return line < came.size() ? text(came.get(line)) : "";
  }

  /** The line of the reply before the first wrong one. */
  String lineBefore() {
    return line > 0 && line <= came.size() ? text(came.get(line - 1)) : "";
  }

  String lineAfter() {
    return line + 1 < came.size() ? text(came.get(line + 1)) : "";
  }

  private static String text(byte[] line) {
    return new String(line, ISO_8859_1).replaceAll("\\r?\\n$", "");
  }

  /** Whether the line that came has lost its CR. */
  boolean lacksCarriageReturn() {
    if (line >= came.size()) return false;
    String text = new String(came.get(line), ISO_8859_1);
    return text.endsWith("\n") && !text.endsWith("\r\n");
  }
}
