package miniredis.config;

import module java.base;

import miniredis.bytes.Bytes;

/** One {@code user}: a name, and the rules for the user of this name. */
public record UserLine(Bytes name, List<Bytes> rules, String where) {

  static UserLine of(Assignment given) {
    List<Bytes> words = List.of(given.words());
    if (words.isEmpty()) throw given.refused("takes a name and rules");
    return new UserLine(words.getFirst(), words.subList(1, words.size()), given.where());
  }

  /** One line for a person, naming the option and its place. */
  public ConfigException refused(String reason) {
    return new ConfigException("option 'user %s' (%s): %s".formatted(name.text(), where, reason));
  }
}
