package course;

import module java.base;

import course.Transition.Change;

/**
 * Lines that are gone in one place and new in another, word for word: a lesson shows them as what
 * was there before. A line that is gone twice and new once has moved once.
 */
final class Moved {

  /** By identity: the same words may stand in several places. */
  private final Set<Diff.Line> lines = Collections.newSetFromMap(new IdentityHashMap<>());

  static Moved in(List<Change> changes) {
    Moved moved = new Moved();
    Map<String, Deque<Diff.Line>> gone = new HashMap<>();
    for (Diff.Line line : news(changes, Diff.Kind.REMOVED)) {
      gone.computeIfAbsent(line.text().strip(), text -> new ArrayDeque<>()).add(line);
    }
    for (Diff.Line line : news(changes, Diff.Kind.ADDED)) {
      Deque<Diff.Line> before = gone.getOrDefault(line.text().strip(), new ArrayDeque<>());
      if (before.isEmpty()) continue;
      moved.lines.add(before.poll());
      moved.lines.add(line);
    }
    return moved;
  }

  /** In a learner's own sources a line in the wrong place is a mistake, and must be seen. */
  static Moved nothing() {
    return new Moved();
  }

  private static List<Diff.Line> news(List<Change> changes, Diff.Kind kind) {
    return changes.stream()
        .flatMap(change -> change.diff().stream())
        .filter(line -> line.kind() == kind && Transition.isNews(line))
        .toList();
  }

  boolean has(Diff.Line line) {
    return lines.contains(line);
  }
}
