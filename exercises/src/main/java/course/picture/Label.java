package course.picture;

import module java.base;

/**
 * Words in a picture: {@code {red} two lines / with `code` in them}. How wide they will be is a
 * guess on the safe side, because each reader's machine has fonts of its own.
 */
record Label(Colour colour, List<String> lines) {

  static final int FONT = 16;
  static final int LINE = 22;

  private static final double CODE_CHAR = 0.61 * FONT;
  private static final Pattern COLOURED = Pattern.compile("\\{(\\w+)}\\s*(.*)");

  static Label parse(String text, Colour otherwise) {
    Matcher coloured = COLOURED.matcher(text.strip());
    Colour colour = coloured.matches() ? Colour.named(coloured.group(1)) : otherwise;
    String words = coloured.matches() ? coloured.group(2) : text.strip();
    return new Label(colour, words.isEmpty() ? List.of() : List.of(words.split("\\s+/\\s+")));
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  double width() {
    return lines.stream().mapToDouble(Label::width).max().orElse(0);
  }

  double height() {
    return lines.size() * LINE;
  }

  /** Every second piece between back ticks is code. */
  private static double width(String line) {
    double width = 0;
    String[] pieces = line.split("`", -1);
    for (int i = 0; i < pieces.length; i++) {
      boolean code = i % 2 == 1;
      width +=
          code
              ? pieces[i].length() * CODE_CHAR
              : pieces[i].chars().mapToDouble(Label::em).sum() * FONT;
    }
    return width;
  }

  private static double em(int c) {
    if ("iljtfrI.,:;'|!()[] ".indexOf(c) >= 0) return 0.36;
    if ("mwMW".indexOf(c) >= 0) return 0.9;
    return Character.isUpperCase(c) ? 0.7 : 0.57;
  }

  /** Fails where the words would stick out: a picture that cannot be read is not made. */
  Label mustFit(double room) {
    if (width() > room) {
      throw new IllegalArgumentException(
          "\"%s\" is too wide: about %.0f for %.0f; break it with a /"
              .formatted(String.join(" / ", lines), width(), room));
    }
    return this;
  }
}
