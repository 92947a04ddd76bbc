package course;

import static course.Lines.Colour.ADDED;
import static course.Lines.Colour.QUIET;
import static course.Lines.Colour.REMOVED;
import static course.Lines.Colour.TITLE;

import module java.base;

import course.Transition.Change;

/**
 * Prints a transition for a class to read: first the plan, then the changed files, then the new
 * ones.
 */
final class LessonView {

  private static final int CONTEXT = 3;
  private static final int WIDTH = 100;

  private final Transition lesson;
  private final Lines lines;

  LessonView(Transition lesson, Lines lines) {
    this.lesson = lesson;
    this.lines = lines;
  }

  /** {@code only} names the files to show; empty means all of them, with the plan before them. */
  void show(List<String> only) {
    for (String file : only) {
      boolean changed = lesson.changes().stream().anyMatch(change -> change.file().equals(file));
      if (!changed) throw new IllegalArgumentException("nothing changes in " + file);
    }
    if (only.isEmpty()) plan();
    for (int i = 0; i < lesson.changes().size(); i++) {
      Change change = lesson.changes().get(i);
      if (only.isEmpty() || only.contains(change.file())) show(i + 1, change);
    }
  }

  private void plan() {
    lines.say(TITLE, "From " + shown(lesson.from()) + " to " + Course.name(lesson.to()));
    if (lesson.changes().isEmpty()) {
      lines.say("There is no difference: this is " + Course.name(lesson.to()) + ".");
      return;
    }
    lines.say(
        lesson
            .budget()
            .map(
                budget ->
                    "%d lines more (of %d at most), %d lines less (of %d at most)"
                        .formatted(
                            lesson.added(), budget.added(), lesson.removed(), budget.removed()))
            .orElse("%d lines more, %d lines less".formatted(lesson.added(), lesson.removed())));
    lines.say("");
    lines.say("Read in this order:");
    for (int i = 0; i < lesson.changes().size(); i++) planLine(i + 1, lesson.changes().get(i));
  }

  private void planLine(int number, Change change) {
    String counts =
        "+%d".formatted(change.added()) + (change.isNew() ? "" : " -" + change.removed());
    String line = "%3d  %-24s %-8s %-10s ".formatted(number, change.file(), kind(change), counts);
    lines.say(fitting(line + change.purpose()));
  }

  private static String fitting(String line) {
    if (line.length() <= WIDTH) return line.stripTrailing();
    int cut = line.lastIndexOf(' ', WIDTH - 4);
    return line.substring(0, cut) + " ...";
  }

  private static String kind(Change change) {
    return change.isNew() ? "new" : change.isGone() ? "gone" : "changed";
  }

  private void show(int number, Change change) {
    String title = "== %d. %s (%s) ".formatted(number, change.file(), kind(change));
    lines.say("");
    lines.say(TITLE, title + "=".repeat(Math.max(2, WIDTH - title.length())));
    if (change.isNew()) {
      lines.say("");
      change.after().forEach(line -> lines.say(ADDED, line));
    } else if (!change.isGone()) {
      hunks(change);
    }
  }

  /** Each changed place with a few lines around it. */
  private void hunks(Change change) {
    List<Diff.Line> diff = change.diff();
    int shownTo = 0;
    for (int i = 0; i < diff.size(); i++) {
      if (diff.get(i).kind() == Diff.Kind.KEPT) continue;
      int start = Math.max(shownTo, i - CONTEXT);
      if (start > shownTo || shownTo == 0) place(change, diff.get(start).after());
      int end = Math.min(diff.size(), i + CONTEXT + 1);
      for (int j = Math.max(start, shownTo); j < end; j++) line(diff.get(j));
      shownTo = end;
    }
  }

  /** A line of its own that says where we are: the line's number and the method around it. */
  private void place(Change change, int after) {
    String method = "";
    for (int i = Math.min(after, change.after().size()) - 1; i >= 0 && method.isEmpty(); i--) {
      String line = change.after().get(i);
      if (line.matches("  [A-Za-z@].*[({]\\s*") || line.matches("  [A-Za-z].*\\) .*\\{"))
        method = line.strip();
    }
    lines.say("");
    lines.say(QUIET, "-- line " + (after + 1) + (method.isEmpty() ? "" : ", in: " + method));
  }

  private void line(Diff.Line line) {
    switch (line.kind()) {
      case KEPT -> lines.say("  " + line.text());
      case ADDED -> lines.say(ADDED, "+ " + line.text());
      case REMOVED -> lines.say(REMOVED, "- " + line.text());
    }
  }

  private static String shown(Path sources) {
    for (Path part : sources) if (part.toString().matches("step\\d\\d-.*")) return part.toString();
    return sources.toString();
  }
}
