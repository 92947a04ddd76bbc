package course.learn;

import module java.base;

/** A text that is read a page at a time. */
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
    return Math.max(1, Math.ceilDiv(lines.size(), height));
  }

  List<String> shown(int height) {
    turn(0, height);
    int from = page * height;
    return lines.subList(from, Math.min(lines.size(), from + height));
  }

  /** {@code 3/15}. */
  String place(int height) {
    return (page + 1) + "/" + count(height);
  }
}
