package miniredis.config;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.Words;

/**
 * Settings named MINIREDIS_NAME, as {@code MINIREDIS_MAXMEMORY_POLICY} for maxmemory-policy: from
 * the environment, and from a {@code .env} file of lines such as {@code MINIREDIS_PORT = "7000"}.
 *
 * <p>Names without the prefix are someone else's and pass by; with it they must be settings.
 */
final class EnvironmentSettings {

  private static final String PREFIX = "MINIREDIS_";

  private EnvironmentSettings() {}

  static List<Assignment> of(Map<String, String> environment) {
    List<Assignment> found = new ArrayList<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            found.add(assignment(name, Bytes.of(value), "environment variable " + name));
          }
        });
    return found;
  }

  /** What a .env file says; nothing if there is none. */
  static List<Assignment> read(Path file) {
    if (!Files.exists(file)) return List.of();
    List<Assignment> found = new ArrayList<>();
    int number = 0;
    for (String line : ConfigFile.lines(file)) {
      String where = file + " line " + ++number;
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#")) continue;
      if (text.startsWith("export ")) text = text.substring(7).strip();
      int equals = text.indexOf('=');
      if (equals < 0) throw new ConfigException("KEY=VALUE expected (" + where + "): " + text);
      String name = text.substring(0, equals).strip();
      if (!name.startsWith(PREFIX)) continue;
      found.add(assignment(name, value(text.substring(equals + 1).strip(), where), where));
    }
    return found;
  }

  /** A quoted value ends with its quote; any other where the line or a comment does. */
  private static Bytes value(String text, String where) {
    boolean quoted = text.startsWith("\"") || text.startsWith("'");
    int comment = text.startsWith("#") ? 0 : text.indexOf(" #");
    if (!quoted) {
      return bytes(comment < 0 ? text : text.substring(0, comment).strip());
    }
    byte[] line = bytes(text).array();
    Bytes[] words = Words.split(line, 0, line.length).orElse(new Bytes[0]);
    if (words.length == 1 || words.length > 1 && words[1].length() > 0 && words[1].at(0) == '#') {
      return words[0];
    }
    throw new ConfigException("bad quotes (" + where + "): " + text);
  }

  private static Bytes bytes(String line) {
    return Bytes.wrap(line.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A few of Redis's names have underscores of their own. */
  private static Assignment assignment(String name, Bytes value, String where) {
    String plain = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
    String setting = plain.endsWith("_cpulist") ? plain : plain.replace('_', '-');
    return new Assignment(setting, new Bytes[] {value}, where);
  }
}
