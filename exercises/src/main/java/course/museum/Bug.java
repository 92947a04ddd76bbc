package course.museum;

import module java.base;

/**
 * A bug, as the file {@code bug.diff} of an exhibit tells it: what is other than in the step, and
 * no more. A line {@code --- Server.java} names the file of the lines below it, which begin with
 * {@code -} where the step has them, with {@code +} where the bug has them, and with a blank where
 * both do.
 */
record Bug(List<Change> changes) {

  /** Lines of a file that stand in it once, and those that stand there instead. */
  record Change(String file, List<String> right, List<String> wrong) {

    private void make(Path sources) throws IOException {
      Path path = sources.resolve(file);
      String text = Files.readString(path);
      String old = block(right);
      int at = text.indexOf(old);
      if (at < 0 || text.indexOf(old, at + 1) >= 0) {
        String often = at < 0 ? "not at all" : "more than once";
        throw new IllegalStateException("stands in " + file + " " + often + ":\n" + old);
      }
      Files.writeString(
          path, text.substring(0, at) + block(wrong) + text.substring(at + old.length()));
    }

    private static String block(List<String> lines) {
      return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
  }

  static Bug read(Path diff) throws IOException {
    List<Change> changes = new ArrayList<>();
    for (String line : Files.readAllLines(diff)) {
      if (line.startsWith("--- ")) changes.add(change(line.substring(4)));
      else add(line, changes.getLast());
    }
    return new Bug(changes);
  }

  private static Change change(String file) {
    return new Change(file, new ArrayList<>(), new ArrayList<>());
  }

  private static void add(String line, Change change) {
    String text = line.isEmpty() ? "" : line.substring(1);
    if (!line.startsWith("+")) change.right.add(text);
    if (!line.startsWith("-")) change.wrong.add(text);
  }

  Set<String> files() {
    return changes.stream().map(Change::file).collect(Collectors.toSet());
  }

  /** Puts the bug into sources of its step: a folder with {@code Main.java} in it. */
  void makeIn(Path sources) throws IOException {
    for (Change change : changes) change.make(sources);
  }
}
