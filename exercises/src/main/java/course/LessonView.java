package course;

import static course.Lines.Colour.ADDED;
import static course.Lines.Colour.QUIET;
import static course.Lines.Colour.REMOVED;
import static course.Lines.Colour.TITLE;

import module java.base;

import course.Transition.Change;

/**
 * A transition for a class to read: first the plan, then the changed files, then the new ones, a
 * page for each. What has only moved is shown as what was there before.
 */
final class LessonView {

  /** What one looks at without turning: the plan, or a file. */
  record Page(String title, String text) {}

  private static final int CONTEXT = 3;
  private static final int WIDTH = 100;

  private final Transition lesson;
  private final boolean coloured;
  private final Moved moved;
  private final List<Change> changes;

  LessonView(Transition lesson, boolean coloured) {
    this.lesson = lesson;
    this.coloured = coloured;
    moved = lesson.betweenSteps() ? Moved.in(lesson.changes()) : Moved.nothing();
    changes = lesson.changes().stream().filter(change -> count(change, null) > 0).toList();
  }

  /** {@code only} names the files to show; empty means all of them, with the plan before them. */
  List<Page> pages(List<String> only) {
    for (String file : only) {
      boolean changed = changes.stream().anyMatch(change -> change.file().equals(file));
      if (!changed) throw new IllegalArgumentException("nothing changes in " + file);
    }
    List<Page> pages = new ArrayList<>();
    if (only.isEmpty()) pages.add(page("what changes", this::plan));
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      int number = i + 1;
      if (only.isEmpty() || only.contains(change.file()))
        pages.add(page(change.file(), lines -> file(lines, number, change)));
    }
    return pages;
  }

  private Page page(String title, Consumer<Lines> content) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    content.accept(new Lines(new PrintStream(text, true, StandardCharsets.UTF_8), coloured));
    return new Page(title, text.toString(StandardCharsets.UTF_8));
  }

  private void plan(Lines lines) {
    lines.say(TITLE, "From " + shown(lesson.from()) + " to " + Course.name(lesson.to()));
    if (changes.isEmpty()) {
      lines.say("There is no difference: this is " + Course.name(lesson.to()) + ".");
      return;
    }
    int added = changes.stream().mapToInt(change -> count(change, Diff.Kind.ADDED)).sum();
    int removed = changes.stream().mapToInt(change -> count(change, Diff.Kind.REMOVED)).sum();
    lines.say("%d lines more, %d lines less".formatted(added, removed));
    lines.say("");
    lines.say("Read in this order:");
    for (int i = 0; i < changes.size(); i++) lines.say(planLine(i + 1, changes.get(i)));
  }

  private String planLine(int number, Change change) {
    String counts = "+" + count(change, Diff.Kind.ADDED);
    if (!change.isNew()) counts += " -" + count(change, Diff.Kind.REMOVED);
    String line = "%3d  %-24s %-8s %-10s ".formatted(number, change.file(), kind(change), counts);
    return fitting(line + change.purpose());
  }

  /** How many lines are news of this kind; null stands for both. */
  private int count(Change change, Diff.Kind kind) {
    return (int)
        change.diff().stream().filter(l -> isNews(l) && (kind == null || l.kind() == kind)).count();
  }

  private boolean isNews(Diff.Line line) {
    return Transition.isNews(line) && !moved.has(line);
  }

  private static String fitting(String line) {
    if (line.length() <= WIDTH) return line.stripTrailing();
    int cut = line.lastIndexOf(' ', WIDTH - 4);
    return line.substring(0, cut) + " ...";
  }

  private static String kind(Change change) {
    return change.isNew() ? "new" : change.isGone() ? "gone" : "changed";
  }

  private void file(Lines lines, int number, Change change) {
    String title = "== %d. %s (%s) ".formatted(number, change.file(), kind(change));
    lines.say("");
    lines.say(TITLE, title + "=".repeat(Math.max(2, WIDTH - title.length())));
    if (change.isNew()) {
      lines.say("");
      change.after().forEach(line -> lines.code(ADDED, "", line));
    } else if (!change.isGone()) {
      hunks(lines, change);
    }
  }

  /** Each place with news, and a few lines around it. */
  private void hunks(Lines lines, Change change) {
    List<Diff.Line> diff = change.diff();
    int shownTo = 0;
    for (int i = 0; i < diff.size(); i++) {
      if (!isNews(diff.get(i))) continue;
      int start = Math.max(shownTo, i - CONTEXT);
      if (start > shownTo || shownTo == 0) place(lines, change, diff.get(start).after());
      int end = Math.min(diff.size(), i + CONTEXT + 1);
      for (int j = Math.max(start, shownTo); j < end; j++) line(lines, diff.get(j));
      shownTo = end;
    }
  }

  /** A line of its own that says where we are: the line's number and the method around it. */
  private static void place(Lines lines, Change change, int after) {
    String method = "";
    for (int i = Math.min(after, change.after().size()) - 1; i >= 0 && method.isEmpty(); i--) {
      String line = change.after().get(i);
      if (line.matches("  [A-Za-z@].*[({]\\s*") || line.matches("  [A-Za-z].*\\) .*\\{"))
        method = line.strip();
    }
    lines.say("");
    lines.say(QUIET, "-- line " + (after + 1) + (method.isEmpty() ? "" : ", in: " + method));
  }

  private void line(Lines lines, Diff.Line line) {
    boolean news = isNews(line);
    switch (line.kind()) {
      case KEPT -> lines.code(QUIET, "  ", line.text());
      case ADDED -> lines.code(news ? ADDED : QUIET, news ? "+ " : "  ", line.text());
      case REMOVED -> {
        if (news) lines.code(REMOVED, "- ", line.text());
      }
    }
  }

  private static String shown(Path sources) {
    for (Path part : sources) if (part.toString().matches("step\\d\\d-.*")) return part.toString();
    return sources.toString();
  }
}
