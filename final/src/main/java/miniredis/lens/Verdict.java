package miniredis.lens;

import module java.base;

import miniredis.bytes.Json;
import miniredis.bytes.JsonValue;

/**
 * What a crash has cost: the keys that the server held just before it, and what is there after the
 * restart. Immutable.
 *
 * <p>What it held is taken for what it has acknowledged: that is so if no client was in the middle
 * of a command. Of many keys it is two hundred, and of long values their beginning.
 *
 * @param now by the server's clock, in Unix milliseconds: a key that has died since is not lost
 */
record Verdict(Before before, List<Pair> after, long now) {

  private static final long NEVER = -1;

  /** A key, its value as it is shown, and its deadline in Unix milliseconds, or -1. */
  record Pair(String key, String value, long deadline) {}

  /**
   * @param how kill or power
   */
  record Before(String how, List<Pair> pairs) {

    List<String> keys() {
      return pairs.stream().map(Pair::key).toList();
    }
  }

  /** What the probe has answered. */
  static List<Pair> pairs(JsonValue answer) {
    List<Pair> pairs = new ArrayList<>();
    for (JsonValue each : answer.items("pairs")) {
      if (each instanceof JsonValue.Items(var items)
          && items.size() == 3
          && items.get(0) instanceof JsonValue.Text(var key)
          && items.get(1) instanceof JsonValue.Text(var value)
          && items.get(2) instanceof JsonValue.Number(double deadline)) {
        pairs.add(new Pair(key, value, (long) deadline));
      }
    }
    return pairs;
  }

  private List<Pair> acknowledged() {
    return before.pairs().stream()
        .filter(pair -> pair.deadline() == NEVER || pair.deadline() > now)
        .toList();
  }

  /** As they are now, of those that were there. */
  private List<Pair> survived() {
    Set<String> keys = new HashSet<>();
    for (Pair each : acknowledged()) keys.add(each.key());
    return after.stream().filter(pair -> keys.contains(pair.key())).toList();
  }

  /** As they were, of those that are gone or have an older value again. */
  private List<Pair> lost() {
    Map<String, String> now = new HashMap<>();
    for (Pair each : after) now.put(each.key(), each.value());
    return acknowledged().stream()
        .filter(pair -> !pair.value().equals(now.get(pair.key())))
        .toList();
  }

  private String text() {
    String what = before.how().equals("kill") ? "kill -9" : "the power cut";
    int all = acknowledged().size();
    int lost = lost().size();
    if (all == 0) return "There was no key before " + what + ", so none could be lost.";
    if (lost == 0)
      return "Nothing is lost: %s before %s, and all survived.".formatted(keys(all), what);
    return "%s before %s: %d as before, %d lost.".formatted(keys(all), what, all - lost, lost);
  }

  private static String keys(int count) {
    return count == 1 ? "1 key" : count + " keys";
  }

  /** The event. */
  String json() {
    Json json =
        new Json().beginObject().name("kind").text("verdict").name("how").text(before.how());
    pairs(json.name("acknowledged"), acknowledged());
    pairs(json.name("survived"), survived());
    pairs(json.name("lost"), lost());
    return json.name("text").text(text()).endObject().toString();
  }

  private static void pairs(Json json, List<Pair> pairs) {
    json.beginArray();
    for (Pair each : pairs) json.beginArray().text(each.key()).text(each.value()).endArray();
    json.endArray();
  }
}
