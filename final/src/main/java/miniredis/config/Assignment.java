package miniredis.config;

import miniredis.bytes.Bytes;

/**
 * A setting as some source gives it: the name as it was written, the words, and where it stands.
 */
record Assignment(String name, Bytes[] words, String where) {

  /** One line for a person, naming the option and its place. */
  ConfigException refused(String reason) {
    return new ConfigException("option '" + name + "' (" + where + "): " + reason);
  }

  ConfigException unknown() {
    return new ConfigException("unknown option '" + name + "' (" + where + ")");
  }
}
