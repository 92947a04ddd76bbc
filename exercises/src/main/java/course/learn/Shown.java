package course.learn;

import module java.base;

/**
 * What is to be seen between the head and the keys: a text, or pages that are open in front of it,
 * and a line at the foot. Any thread may change it.
 */
final class Shown {

  private List<String> body = List.of();

  /** The body says what a run came to, and not what to do. */
  private boolean isResult;

  /** The body is of a run before the one that is under way. */
  private boolean isOld;

  private Pages pages;
  private String state = "";

  /** A sentence that stands in the state's place until the next key. */
  private String note = "";

  /** What a run came to while pages hid it. */
  private String news = "";

  private boolean changed = true;

  synchronized void show(List<String> lines) {
    body = lines;
    isResult = false;
    isOld = false;
    changed = true;
  }

  /** Shows what a run came to; {@code brief} says it at the foot of pages that hide it. */
  synchronized void result(List<String> lines, String brief) {
    show(lines);
    note = "";
    isResult = true;
    String first = brief.substring(0, 1).toUpperCase(Locale.ROOT);
    if (pages != null) news = first + brief.substring(1) + ": q shows it";
  }

  /** A run begins: the result of the one before is old. */
  synchronized void begins() {
    isOld = isResult;
    news = "";
    changed = true;
  }

  /** Null: nothing is open. */
  synchronized void open(Pages opened) {
    if (opened == null || pages == null) news = "";
    pages = opened;
    changed = true;
  }

  synchronized Pages pages() {
    return pages;
  }

  synchronized void state(String words) {
    state = words;
    changed = true;
  }

  /** Says it at the foot, until something else is said. */
  synchronized void say(String sentence) {
    if (!sentence.equals(note)) changed = true;
    note = sentence;
  }

  synchronized void touch() {
    changed = true;
  }

  /** Whether there was a change since this was asked last. */
  synchronized boolean takeChange() {
    boolean was = changed;
    changed = false;
    return was;
  }

  synchronized List<String> middle(int room) {
    if (pages != null) return pages.shown(room);
    if (!isOld) return body;
    List<String> lines = new ArrayList<>(List.of("(Before this run:)"));
    lines.addAll(body);
    return lines;
  }

  /** Whether the middle is no longer true. */
  synchronized boolean isOld() {
    return isOld && pages == null;
  }

  synchronized String foot() {
    if (!note.isEmpty()) return note;
    return news.isEmpty() ? state : news;
  }
}
