package course;

import module java.base;

/**
 * What lies between two sets of sources: the changed files first, then the new ones, as one reads
 * them.
 */
record Transition(Path from, Path to, List<Change> changes) {

  /** How many lines each step may add and remove, so that it fits into a lesson. */
  record Budget(int added, int removed) {}

  private static final Map<String, Budget> BUDGETS =
      Map.of(
          "step01", new Budget(200, 0),
          "step02", new Budget(400, 60),
          "step03", new Budget(200, 30),
          "step04", new Budget(310, 20),
          "step05", new Budget(700, 30),
          "step06", new Budget(450, 30));

  /** One file; {@code before} or {@code after} is empty where it is new or gone. */
  record Change(String file, List<String> before, List<String> after, List<Diff.Line> diff) {

    boolean isNew() {
      return before.isEmpty();
    }

    boolean isGone() {
      return after.isEmpty();
    }

    int added() {
      return Diff.count(diff, Diff.Kind.ADDED);
    }

    int removed() {
      return Diff.count(diff, Diff.Kind.REMOVED);
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
      if (!old.equals(now)) changes.add(new Change(name, old, now, Diff.of(old, now)));
    }
    List<String> order = Course.readingOrder(to);
    changes.sort(
        Comparator.comparing(Change::isNew)
            .thenComparing(change -> place(order, change.file()))
            .thenComparing(change -> needs(change, changes))
            .thenComparing(Change::file));
    return new Transition(from, to, changes);
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

  int added() {
    return changes.stream().mapToInt(Change::added).sum();
  }

  int removed() {
    return changes.stream().mapToInt(Change::removed).sum();
  }

  /** Only between neighbours; what a learner still lacks has none. */
  Optional<Budget> budget() {
    String name = Course.name(to).substring(0, 6);
    boolean neighbours = from.endsWith(Course.SOURCES) && stepNumber(from) + 1 == stepNumber(to);
    return neighbours ? Optional.ofNullable(BUDGETS.get(name)) : Optional.empty();
  }

  private static int stepNumber(Path path) {
    for (Path part : path) {
      if (part.toString().matches("step\\d\\d-.*"))
        return Integer.parseInt(part.toString().substring(4, 6));
    }
    return -1;
  }
}
