package miniredis.cli;

import module java.base;

/** Where a user's own files are: in their home, or where a variable says. */
final class DotFiles {

  private DotFiles() {}

  /** Null where there is to be none: no home, or {@code /dev/null}. */
  static Path find(String variable, String name, Map<String, String> environment) {
    String chosen = environment.getOrDefault(variable, "");
    if (chosen.equals("/dev/null")) return null;
    if (!chosen.isEmpty()) return Path.of(chosen);
    String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
    return home.isEmpty() ? null : Path.of(home, name);
  }
}
