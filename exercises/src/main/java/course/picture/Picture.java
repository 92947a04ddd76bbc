package course.picture;

import module java.base;

/**
 * A picture, read from its description: what it is called, what it shows in words for those who
 * cannot see it, which texts of the source it quotes, and its parts from the top down.
 */
record Picture(String title, String alt, List<Quote> quotes, List<Block> blocks) {

  private static final int BETWEEN = 22;

  /** A name or number in the picture that must stand in this file of the module. */
  record Quote(String file, String text) {}

  static Picture parse(List<String> description) {
    String title = "";
    StringJoiner alt = new StringJoiner(" ");
    List<Quote> quotes = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < description.size(); i++) {
      String line = description.get(i);
      if (line.isBlank() || line.startsWith("#")) continue;
      if (line.startsWith("title:")) {
        title = after(line);
      } else if (line.startsWith("alt:")) {
        alt.add(after(line));
      } else if (line.startsWith("source:")) {
        String[] parts = after(line).split(":\\s*", 2);
        quotes.add(new Quote(parts[0], parts[1]));
      } else {
        List<String> inside = indented(description, i + 1);
        blocks.add(
            block(line, inside.stream().map(String::strip).filter(l -> !l.isEmpty()).toList()));
        i += inside.size();
      }
    }
    if (title.isEmpty() || alt.length() == 0) {
      throw new IllegalArgumentException("a picture needs a line title: and a line alt:");
    }
    return new Picture(title, alt.toString(), quotes, blocks);
  }

  private static String after(String line) {
    return line.substring(line.indexOf(':') + 1).strip();
  }

  private static List<String> indented(List<String> lines, int from) {
    int to = from;
    while (to < lines.size() && (lines.get(to).isBlank() || lines.get(to).startsWith(" "))) to++;
    return lines.subList(from, to);
  }

  private static Block block(String line, List<String> inside) {
    String[] words = line.strip().split("\\s+", 2);
    String rest = words.length > 1 ? words[1] : "";
    return switch (words[0]) {
      case "bytes" -> ByteRows.parse(inside);
      case "boxes" -> BoxGrid.parse(inside);
      case "lanes" -> Lanes.parse(rest, inside);
      case "timeline" -> Timeline.parse(rest, inside);
      case "table" -> Table.parse(inside);
      case "text" -> Caption.parse(rest);
      default -> throw new IllegalArgumentException("there is no such part: " + line);
    };
  }

  String svg() {
    Svg svg = new Svg();
    double y = Svg.MARGIN - BETWEEN;
    for (Block block : blocks) y = block.draw(svg, y + BETWEEN);
    return svg.finish(title, alt, y);
  }
}
