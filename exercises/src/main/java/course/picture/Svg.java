package course.picture;

import module java.base;

/**
 * A sheet of paper, as wide as a README's text. It knows lines, boxes and words, and draws each of
 * them in the one way that all pictures share.
 */
final class Svg {

  static final int WIDTH = 800;
  static final int MARGIN = 24;
  static final int ROOM = WIDTH - 2 * MARGIN;

  private final StringBuilder drawn = new StringBuilder();

  void box(double x, double y, double width, double height, Colour colour) {
    if (colour == Colour.NONE) return;
    add(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"6\"/>",
        colour.cssClass(), n(x), n(y), n(width), n(height));
  }

  /** A box with its words in the middle. */
  void box(double x, double y, double width, double height, Label label) {
    box(x, y, width, height, label.colour());
    words(label.mustFit(width - 8), x + width / 2, y + (height - label.height()) / 2, "middle");
  }

  /** Words from the top down; {@code anchor} is {@code start}, {@code middle} or {@code end}. */
  void words(Label label, double x, double top, String anchor) {
    for (int i = 0; i < label.lines().size(); i++) {
      double baseline = top + i * Label.LINE + Label.FONT;
      add(
          "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>",
          n(x), n(baseline), anchor, withCode(label.lines().get(i)));
    }
  }

  private static String withCode(String line) {
    return escaped(line).replaceAll("`([^`]*)`", "<tspan class=\"code\">$1</tspan>");
  }

  void line(double x1, double y1, double x2, double y2, String kind) {
    add(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>",
        kind, n(x1), n(y1), n(x2), n(y2));
  }

  void arrow(double x1, double y1, double x2, double y2, boolean dashed) {
    double length = Math.hypot(x2 - x1, y2 - y1);
    double dx = (x2 - x1) / length;
    double dy = (y2 - y1) / length;
    line(x1, y1, x2 - 9 * dx, y2 - 9 * dy, dashed ? "line dashed" : "line");
    add(
        "<path class=\"head\" d=\"M%s %sL%s %sL%s %sZ\"/>",
        n(x2),
        n(y2),
        n(x2 - 12 * dx + 5 * dy),
        n(y2 - 12 * dy - 5 * dx),
        n(x2 - 12 * dx - 5 * dy),
        n(y2 - 12 * dy + 5 * dx));
  }

  void dot(double x, double y, Colour colour) {
    add("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"7\"/>", colour.cssClass(), n(x), n(y));
  }

  private void add(String format, Object... values) {
    drawn.append(format.formatted(values)).append('\n');
  }

  String finish(String title, String alt, double bottom) {
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$s" width="%1$d" height="%2$s" role="img" aria-labelledby="title alt">
        <title id="title">%3$s</title>
        <desc id="alt">%4$s</desc>
        <style>
        %5$s</style>
        <rect class="paper" x="1" y="1" width="%6$d" height="%7$s" rx="10"/>
        %8$s</svg>
        """
        .formatted(
            WIDTH,
            n(bottom + MARGIN),
            escaped(title),
            escaped(alt),
            style(),
            WIDTH - 2,
            n(bottom + MARGIN - 2),
            drawn);
  }

  /**
   * The paper has its own colour, so that a page in another theme than the reader's does no harm.
   */
  private static String style() {
    return """
        text { font: %dpx system-ui, -apple-system, "Segoe UI", "DejaVu Sans", Helvetica, Arial, sans-serif; }
        .code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
        rect, circle, .line { stroke-width: 1.5; }
        .dashed { stroke-dasharray: 5 5; }
        .around { paint-order: stroke; stroke-width: 6; }
        """
            .formatted(Label.FONT)
        + theme("#ffffff", "#d1d9e0", "#1f2328", "#59636e", c -> c.lightFill, c -> c.lightLine)
        + "@media (prefers-color-scheme: dark) {\n"
        + theme("#0d1117", "#3d444d", "#f0f6fc", "#9198a1", c -> c.darkFill, c -> c.darkLine)
        + "}\n";
  }

  private static String theme(
      String paper,
      String edge,
      String ink,
      String line,
      Function<Colour, String> fill,
      Function<Colour, String> stroke) {
    StringBuilder css = new StringBuilder();
    css.append(".paper { fill: %s; stroke: %s; }\n".formatted(paper, edge));
    css.append("text { fill: %s; }\n".formatted(ink));
    css.append(".line { stroke: %s; } .head { fill: %s; }\n".formatted(line, line));
    css.append(".around { stroke: %s; }\n".formatted(paper));
    for (Colour colour : Colour.values()) {
      css.append(
          ".%s { fill: %s; stroke: %s; }\n"
              .formatted(colour.cssClass(), fill.apply(colour), stroke.apply(colour)));
    }
    return css.toString();
  }

  /** Words that may cross a line: the paper shows around each letter. */
  void wordsOnPaper(Label label, double x, double top, String anchor) {
    int before = drawn.length();
    words(label, x, top, anchor);
    String text = drawn.substring(before).replace("<text ", "<text class=\"around\" ");
    drawn.replace(before, drawn.length(), text);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** At most one digit behind the point, and the same on every machine. */
  private static String n(double number) {
    String text = String.format(Locale.ROOT, "%.1f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
