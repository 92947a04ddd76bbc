package miniredis.keyspace;

/** The classes of keyspace events, with their letters in {@code notify-keyspace-events}. */
public enum EventClass {
  GENERIC('g'),
  STRING('$'),
  LIST('l'),
  SET('s'),
  HASH('h'),
  SORTED_SET('z'),
  STREAM('t'),
  EXPIRED('x'),
  EVICTED('e'),
  KEY_MISS('m'),
  NEW('n');

  private final char letter;

  EventClass(char letter) {
    this.letter = letter;
  }

  public char letter() {
    return letter;
  }
}
