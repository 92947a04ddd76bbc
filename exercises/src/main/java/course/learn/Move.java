package course.learn;

import module java.base;

import course.Course;

/**
 * A named piece of a chapter that is typed in one go.
 *
 * @param id {@code 03.4}, and in the two halves of step 05 {@code 05a.4} and {@code 05b.4}
 * @param title as the chapter words it, without its number
 * @param text the Markdown below its heading, fenced blocks included
 */
record Move(String id, String title, List<String> text, List<Block> blocks) {

  private static final Pattern HEADING = Pattern.compile("### Move (\\d+): (.*)");
  private static final Pattern HALF = Pattern.compile("# \\d([AB]): .*");

  /** The moves of a step's chapter, in their order. */
  static List<Move> of(Path step) {
    List<Move> moves = new ArrayList<>();
    String number = Course.name(step).replaceAll("step(\\d\\d)-.*", "$1");
    String half = "";
    Move open = null;
    for (Iterator<String> lines = Course.chapter(step).iterator(); lines.hasNext(); ) {
      String line = lines.next();
      Matcher heading = HEADING.matcher(line);
      Matcher halfHeading = HALF.matcher(line);
      if (halfHeading.matches()) half = halfHeading.group(1).toLowerCase(Locale.ROOT);
      if (heading.matches()) {
        String id = number + half + "." + heading.group(1);
        open = new Move(id, heading.group(2), new ArrayList<>(), new ArrayList<>());
        moves.add(open);
      } else if (line.matches("#{1,3} .*")) {
        open = null;
      } else if (open != null) {
        open.text.add(line);
      }
    }
    moves.forEach(Move::collectBlocks);
    return moves;
  }

  private void collectBlocks() {
    List<String> inside = null;
    String kind = "";
    for (String line : text) {
      if (!line.strip().startsWith("```")) {
        if (inside != null) inside.add(line);
      } else if (inside == null) {
        kind = line.strip().substring(3).strip();
        inside = new ArrayList<>();
      } else {
        if (!inside.isEmpty()) blocks.add(new Block(kind, inside));
        inside = null;
      }
    }
  }
}
