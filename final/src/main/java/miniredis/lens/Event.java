package miniredis.lens;

import module java.base;

/**
 * Something that happened, as the page, a recording and the tests get it.
 *
 * @param n 1 for the first, and one more for each that follows
 * @param t milliseconds since the start, with a fraction
 * @param kind such as bytes, frame or note
 * @param json the whole event, one object without a line break
 */
record Event(long n, String t, String kind, String json) {

  private static final Pattern KIND = Pattern.compile("\"kind\":\"(\\w+)\"");

  /** Gives a number and a time to what was told: an object that begins with its kind. */
  static Event of(long n, long nanos, String told) {
    Matcher kind = KIND.matcher(told).region(1, Math.min(told.length(), 40));
    if (!kind.lookingAt()) throw new IllegalArgumentException("an event without a kind: " + told);
    String t = nanos / 1_000_000 + "." + (char) ('0' + nanos / 100_000 % 10);
    String json = "{\"n\":" + n + ",\"t\":" + t + "," + told.substring(1);
    return new Event(n, t, kind.group(1), json);
  }

  /** Whether a page that is too slow may do without it: there are many of it, and they are told. */
  boolean canBeLeftOut() {
    return kind.equals("bytes") || kind.equals("frame");
  }

  /** About the bytes that it takes in memory. */
  int size() {
    return json.length() + 64;
  }
}
