package miniredis.lens;

import module java.base;

import miniredis.bytes.JsonValue;

/**
 * What a scene waits for in a view of the insides.
 *
 * <pre>
 *   "has":"jobs"  "without":"soon"       a row of that key, or none
 *   "queue":2                            so many clients wait for one key
 *   "field":"A","says":"has read"        a text that contains another
 *   "forced":true                        all that is written is on the disk
 *   "running":false                      the snapshot is over
 * </pre>
 */
record ViewCondition(JsonValue wanted) {

  /** Whether an event of the kind inside shows the view as it is wanted. */
  boolean holds(Event event) {
    if (!event.kind().equals("inside")) return false;
    JsonValue view = JsonValue.read(event.json()).at("views").at(wanted.text("view"));
    return view instanceof JsonValue.Fields && holds(view);
  }

  private boolean holds(JsonValue view) {
    if (wanted.has("has")) return hasRow(view, wanted.text("has"));
    if (wanted.has("without")) return !hasRow(view, wanted.text("without"));
    if (wanted.has("queue")) return longestQueue(view) >= wanted.number("queue", 1);
    if (wanted.has("field")) return view.text(wanted.text("field")).contains(wanted.text("says"));
    if (wanted.has("forced")) return view.number("written", 0) == view.number("forced", 0);
    return view.truth("running") == wanted.truth("running");
  }

  private static boolean hasRow(JsonValue view, String key) {
    return view.items("rows").stream().anyMatch(row -> row.text("key").equals(key));
  }

  private static int longestQueue(JsonValue view) {
    return view.items("rows").stream().mapToInt(row -> row.items("clients").size()).max().orElse(0);
  }
}
