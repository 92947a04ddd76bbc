package miniredis.config;

import miniredis.bytes.Bytes;

/**
 * The kinds of keyspace events, one bit each, as the letters of notify-keyspace-events say them.
 */
public final class KeyspaceEvents {

  /** Published on {@code __keyspace@<db>__:<key>}. */
  public static final int KEYSPACE = 1;

  /** Published on {@code __keyevent@<db>__:<event>}. */
  public static final int KEYEVENT = 1 << 1;

  public static final int GENERIC = 1 << 2;
  public static final int STRING = 1 << 3;
  public static final int LIST = 1 << 4;
  public static final int SET = 1 << 5;
  public static final int HASH = 1 << 6;
  public static final int ZSET = 1 << 7;
  public static final int EXPIRED = 1 << 8;
  public static final int EVICTED = 1 << 9;
  public static final int STREAM = 1 << 10;
  public static final int KEY_MISS = 1 << 11;
  public static final int MODULE = 1 << 12;
  public static final int NEW = 1 << 13;

  /** What {@code A} stands for: all but misses and new keys, which cost the most. */
  public static final int ALL =
      GENERIC | STRING | LIST | SET | HASH | ZSET | EXPIRED | EVICTED | STREAM | MODULE;

  /** In the order in which Redis shows them. */
  private static final String LETTERS = "g$lshzxetdnKEm";

  private static final int[] BITS = {
    GENERIC, STRING, LIST, SET, HASH, ZSET, EXPIRED, EVICTED, STREAM, MODULE, NEW, KEYSPACE,
    KEYEVENT, KEY_MISS
  };

  private KeyspaceEvents() {}

  /** The bit of one letter, such as {@code g} for {@link #GENERIC}. */
  public static int bit(char letter) {
    return BITS[LETTERS.indexOf(letter)];
  }

  static int parse(Bytes letters) {
    int flags = 0;
    for (int i = 0; i < letters.length(); i++) {
      int at = LETTERS.indexOf(letters.at(i));
      if (at >= 0) flags |= BITS[at];
      else if (letters.at(i) == 'A') flags |= ALL;
      else throw new ConfigException("Invalid event class character. Use 'Ag$lshzxeKEtmdn'.");
    }
    return flags;
  }

  /** As Redis 7.0 shows them: after an {@code A} the {@code n} is in force but not shown. */
  static String letters(int flags) {
    boolean all = (flags & ALL) == ALL;
    StringBuilder letters = new StringBuilder(all ? "A" : "");
    for (int i = 0; i < BITS.length; i++) {
      boolean covered = all && (BITS[i] & (ALL | NEW)) != 0;
      if ((flags & BITS[i]) != 0 && !covered) letters.append(LETTERS.charAt(i));
    }
    return letters.toString();
  }
}
