package miniredis;

/** Several strings at once. */
final class ManyKeysCommands {
  static void addTo(CommandTable table) {
    // TODO: MSET and MGET. How many words does each take at least?
  }
}
