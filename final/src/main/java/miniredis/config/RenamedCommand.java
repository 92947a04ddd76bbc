package miniredis.config;

import miniredis.bytes.Bytes;

/**
 * One {@code rename-command}: a command can be called by another name only, or, if that is empty,
 * not at all.
 */
public record RenamedCommand(Bytes from, Bytes to, String where) {

  static RenamedCommand of(Assignment given) {
    Bytes[] words = given.words();
    if (words.length != 2) throw given.refused("takes a command and its new name, \"\" for none");
    return new RenamedCommand(words[0], words[1], given.where());
  }

  /** One line for a person, naming the option and its place. */
  public ConfigException refused(String reason) {
    return new ConfigException(
        "option 'rename-command %s' (%s): %s".formatted(from.text(), where, reason));
  }
}
