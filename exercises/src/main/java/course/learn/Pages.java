package course.learn;

import module java.base;

/** A text that is read a page at a time. A page does not end with a heading: it opens the next. */
final class Pages {

  private final String title;
  private final List<String> lines;
  private int page;

  Pages(String title, List<String> lines, int page) {
    this.title = title;
    this.lines = lines;
    this.page = page;
  }

  String title() {
    return title;
  }

  /** From 0. */
  int page() {
    return page;
  }

  /** Turns so many pages; stays at the first and at the last. */
  void turn(int by, int height) {
    page = Math.clamp(page + by, 0, count(height) - 1);
  }

  int count(int height) {
    return starts(height).size();
  }

  List<String> shown(int height) {
    turn(0, height);
    List<Integer> starts = starts(height);
    int end = page + 1 < starts.size() ? starts.get(page + 1) : lines.size();
    return lines.subList(starts.get(page), end);
  }

  /** The first line of each page. */
  private List<Integer> starts(int height) {
    List<Integer> starts = new ArrayList<>(List.of(0));
    for (int next = height; next < lines.size(); next = starts.getLast() + height) {
      int start = next;
      while (start > starts.getLast() + 1 && keepsNext(start - 1)) start--;
      starts.add(start > starts.getLast() + 1 ? start : next);
    }
    return starts;
  }

  /** Whether this line is of a heading, or a blank one behind it. */
  private boolean keepsNext(int line) {
    boolean blank = lines.get(line).isEmpty();
    return isRule(line) || isRule(line + 1) || blank && line > 0 && isRule(line - 1);
  }

  private boolean isRule(int line) {
    return line < lines.size() && lines.get(line).matches("=+|-+");
  }

  /** {@code 3/15}. */
  String place(int height) {
    return (page + 1) + "/" + count(height);
  }
}
