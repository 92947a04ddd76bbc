package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Words;

/**
 * What a user has chosen with {@code :set}, at the prompt or in {@code ~/.redisclirc}: hints, as in
 * redis-cli, and what only this shell has.
 */
final class Preferences {

  private final Streams streams;

  /** Each with whether it is on; at a change the new value is told to whoever listens. */
  private final Map<String, Boolean> switches = new LinkedHashMap<>();

  Preferences(Streams streams) {
    this.streams = streams;
    switches.put("hints", true);
  }

  /** Adds a switch of the shell's own. */
  void add(String name, boolean on) {
    switches.put(name, on);
  }

  boolean isOn(String name) {
    return switches.getOrDefault(name, false);
  }

  void turn(String name, boolean on) {
    switches.put(name, on);
  }

  Set<String> names() {
    return switches.keySet();
  }

  /** Reads the file of {@code :set} lines, if there is one. */
  void load(Map<String, String> environment) throws IOException {
    Path file = DotFiles.find("REDISCLI_RCFILE", ".redisclirc", environment);
    if (file == null || !Files.isReadable(file)) return;
    for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")) {
      Bytes[] words = Words.split(Bytes.latin(line).array(), 0, line.length()).orElse(new Bytes[0]);
      if (words.length > 0) set(words, ".redisclirc: ");
    }
  }

  /**
   * @param where what a complaint begins with
   */
  void set(Bytes[] words, String where) throws IOException {
    if (!words[0].is(":set") || words.length < 2) {
      streams.print(where + "unknown redis-cli internal command '" + words[0].text() + "'\n");
      return;
    }
    String name = words[1].toLowerCase().text();
    boolean off = name.startsWith("no") && switches.containsKey(name.substring(2));
    if (off) switches.put(name.substring(2), false);
    else if (switches.containsKey(name)) switches.put(name, true);
    else streams.print(where + "unknown redis-cli preference '" + words[1].text() + "'\n");
  }
}
