package course.learn;

import module java.base;

/**
 * A fenced block of a chapter.
 *
 * @param kind what stands behind the three marks: {@code java}, {@code java interim}, {@code
 *     console}
 */
record Block(String kind, List<String> lines) {

  /** Left out in a block of code: lines that come later, or came before. */
  static final String GAP = "// ...";

  boolean isTyped() {
    return kind.equals("java");
  }

  boolean isInterim() {
    return kind.equals("java interim");
  }

  /** {@code Main.java}, where the block is a whole file that begins with its package. */
  Optional<String> wholeFile() {
    if (!lines.getFirst().startsWith("package ") || !lines.getLast().equals("}"))
      return Optional.empty();
    Matcher type =
        Pattern.compile("(?m)^(?:final |sealed |public )*(?:class|record|interface|enum) (\\w+)")
            .matcher(String.join("\n", lines));
    return type.find() ? Optional.of(type.group(1) + ".java") : Optional.empty();
  }

  /** The runs of lines between the gaps, without their indentation. */
  List<List<String>> runs() {
    List<List<String>> runs = new ArrayList<>(List.of(new ArrayList<>()));
    for (String line : lines) {
      if (line.strip().equals(GAP)) runs.add(new ArrayList<>());
      else runs.getLast().add(line.strip());
    }
    runs.forEach(Block::trim);
    runs.removeIf(List::isEmpty);
    return runs;
  }

  private static void trim(List<String> run) {
    while (!run.isEmpty() && run.getFirst().isEmpty()) run.removeFirst();
    while (!run.isEmpty() && run.getLast().isEmpty()) run.removeLast();
  }
}
