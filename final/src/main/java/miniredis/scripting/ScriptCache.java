package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * The scripts that have been read, by their names and, so that EVAL need not make the name each
 * time, by what they say. They stay until SCRIPT FLUSH, as in Redis.
 */
final class ScriptCache {

  /** About what a script takes beside its text. */
  private static final int SCRIPT_BYTES = 48;

  private final Map<Bytes, Script> byName = new HashMap<>();
  private final Map<Bytes, Script> byBody = new HashMap<>();
  private long bytes;

  /** By the name in any mixture of cases; null if there is none. */
  Script named(Bytes name) {
    Script script = byName.get(name);
    return script != null ? script : byName.get(name.toLowerCase());
  }

  /** By all that it says; null if there is none. */
  Script saying(Bytes body) {
    return byBody.get(body);
  }

  void add(Script script) {
    byName.put(script.sha(), script);
    byBody.put(script.body(), script);
    bytes += SCRIPT_BYTES + script.sha().length() + script.body().length();
  }

  void clear() {
    byName.clear();
    byBody.clear();
    bytes = 0;
  }

  int size() {
    return byName.size();
  }

  /** About how many bytes all of them take. */
  long bytes() {
    return bytes;
  }
}
