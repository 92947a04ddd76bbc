package miniredis.differential;

import module java.base;

import miniredis.bytes.Bytes;

/** Where all chance comes from: one seed, one run. */
final class Draw {

  /** Keys are few, so that commands meet each other's values. */
  private static final int KEYS_OF_A_TYPE = 6;

  private static final List<String> TYPES =
      List.of("string", "list", "hash", "set", "zset", "stream");

  private final Random random;
  private String type = "string";

  Draw(long seed) {
    random = new Random(seed);
  }

  /** The type whose keys the next command prefers, or {@code any}. */
  void prefer(String type) {
    this.type = type.equals("any") ? oneOf(TYPES) : type;
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  Random random() {
    return random;
  }

  /**
   * Mostly a key that holds the preferred type, sometimes one of another type, rarely an odd one.
   */
  Bytes key() {
    int which = below(100);
    if (which < 82) return key(type);
    return which < 95 ? key(oneOf(TYPES)) : oneOf(Odd.KEYS);
  }

  Bytes key(String type) {
    return Bytes.of(type + ":" + below(KEYS_OF_A_TYPE));
  }

  /** Keywords come in any mixture of cases. */
  Bytes word(String word) {
    int which = below(10);
    if (which < 6) return Bytes.of(word);
    if (which < 8) return Bytes.of(word.toLowerCase(Locale.ROOT));
    StringBuilder mixed = new StringBuilder();
    for (char c : word.toCharArray()) {
      mixed.append(random.nextBoolean() ? Character.toLowerCase(c) : Character.toUpperCase(c));
    }
    return Bytes.of(mixed.toString());
  }
}
