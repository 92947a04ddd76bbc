package course;

import module java.base;

/**
 * What lies between two sets of sources: the changed files first, then the new ones, as one reads
 * them.
 */
record Transition(Path from, Path to, List<Change> changes) {

  /** One file; {@code before} or {@code after} is empty where it is new or gone. */
  record Change(String file, List<String> before, List<String> after, List<Diff.Line> diff) {

    boolean isNew() {
      return before.isEmpty();
    }

    boolean isGone() {
      return after.isEmpty();
    }

    /** The first sentence of what the class says about itself. */
    String purpose() {
      String text = String.join("\n", isGone() ? before : after);
      Matcher comment =
          Pattern.compile("(?s)/\\*\\*(.*?)\\*/\\s*(?:@\\w+\\s*)*[a-z]").matcher(text);
      if (!comment.find()) return "";
      String words =
          comment.group(1).replaceAll("(?m)^\\s*\\*", "").replaceAll("\\s+", " ").strip();
      String plain = words.replaceAll("\\{@\\w+ ([^}]*)}", "$1").replaceAll("<[^>]+>", "");
      return plain.split("(?<=[.]) ")[0];
    }
  }

  /** {@code to} is a step; {@code from} is a folder of sources, a step's or the learner's. */
  static Transition between(Path from, Path to) {
    SortedMap<String, List<String>> before = Course.files(from);
    SortedMap<String, List<String>> after = Course.files(to.resolve(Course.SOURCES));
    SortedSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<Change> changes = new ArrayList<>();
    for (String name : names) {
      List<String> old = before.getOrDefault(name, List.of());
      List<String> now = after.getOrDefault(name, List.of());
      List<Diff.Line> diff = diff(old, now);
      if (diff.stream().anyMatch(Transition::isNews)) changes.add(new Change(name, old, now, diff));
    }
    List<String> order = Course.readingOrder(to);
    changes.sort(
        Comparator.comparing(Change::isNew)
            .thenComparing(change -> place(order, change.file()))
            .thenComparing(change -> needs(change, changes))
            .thenComparing(Change::file));
    return new Transition(from, to, changes);
  }

  /** How far a line is indented makes no difference, and neither does a blank line. */
  private static List<Diff.Line> diff(List<String> before, List<String> after) {
    return Diff.of(stripped(before), stripped(after)).stream()
        .map(
            line ->
                new Diff.Line(
                    line.kind(),
                    line.before(),
                    line.after(),
                    line.kind() == Diff.Kind.REMOVED
                        ? before.get(line.before())
                        : after.get(line.after())))
        .toList();
  }

  private static List<String> stripped(List<String> lines) {
    return lines.stream().map(String::strip).toList();
  }

  static boolean isNews(Diff.Line line) {
    return line.kind() != Diff.Kind.KEPT && !line.text().isBlank();
  }

  private static int place(List<String> order, String file) {
    int place = order.indexOf(file);
    return place < 0 ? Integer.MAX_VALUE : place;
  }

  /**
   * Where the chapter names no order: how many of the new classes this one needs, directly or not.
   */
  private static int needs(Change change, List<Change> changes) {
    Set<Change> needed = new HashSet<>();
    Deque<Change> toLook = new ArrayDeque<>(List.of(change));
    while (!toLook.isEmpty()) {
      String text = String.join("\n", toLook.pop().after());
      Set<String> words = new HashSet<>(List.of(text.split("\\W+")));
      for (Change other : changes) {
        boolean used = other.isNew() && words.contains(className(other.file()));
        if (used && !other.equals(change) && needed.add(other)) toLook.add(other);
      }
    }
    return needed.size();
  }

  private static String className(String file) {
    return file.substring(file.lastIndexOf('/') + 1).replace(".java", "");
  }

  /** Whether both are steps of this course. A learner's own sources are none. */
  boolean betweenSteps() {
    return from.endsWith(Course.SOURCES) && stepNumber(from) > 0;
  }

  private static int stepNumber(Path path) {
    for (Path part : path) {
      if (part.toString().matches("step\\d\\d-.*"))
        return Integer.parseInt(part.toString().substring(4, 6));
    }
    return -1;
  }
}
