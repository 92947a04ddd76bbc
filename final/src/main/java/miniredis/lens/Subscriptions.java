package miniredis.lens;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * How many channels a client listens to, by what the server confirms: UNSUBSCRIBE without a name is
 * answered once for each. For one thread at a time.
 */
final class Subscriptions {

  private static final List<String> MESSAGES = List.of("message", "pmessage", "smessage");
  private static final int PLAIN = 0;
  private static final int PATTERN = 1;
  private static final int SHARDED = 2;

  private final long[] open = new long[3];

  boolean any() {
    return open[PLAIN] + open[PATTERN] + open[SHARDED] > 0;
  }

  void clear() {
    Arrays.fill(open, 0);
  }

  /** Whether these are the words of a message that somebody has published. */
  static boolean isMessage(List<Bytes> words) {
    return !words.isEmpty() && MESSAGES.contains(words.getFirst().latinText());
  }

  /** Whether these words confirm a SUBSCRIBE or UNSUBSCRIBE of any kind. */
  static boolean isConfirmation(List<Bytes> words) {
    return !words.isEmpty() && kind(words.getFirst().latinText()) >= 0;
  }

  /** How many confirmations come in all, when this is the first for a command without names. */
  long all(List<Bytes> words) {
    return Math.max(1, open[kind(words.getFirst().latinText())]);
  }

  /**
   * Notes a confirmation. Its last word is what is left; channels and patterns are counted
   * together, shard channels by themselves.
   */
  void confirmed(List<Bytes> words) {
    String name = words.getFirst().latinText();
    int kind = kind(name);
    long left = words.size() < 3 ? -1 : Frame.number(words.get(2).latinText());
    if (left < 0) open[kind] = Math.max(0, open[kind] + (name.contains("un") ? -1 : 1));
    else if (kind == SHARDED) open[kind] = left;
    else open[kind] = Math.max(0, left - open[1 - kind]);
  }

  private static int kind(String name) {
    return switch (name) {
      case "subscribe", "unsubscribe" -> PLAIN;
      case "psubscribe", "punsubscribe" -> PATTERN;
      case "ssubscribe", "sunsubscribe" -> SHARDED;
      default -> -1;
    };
  }
}
