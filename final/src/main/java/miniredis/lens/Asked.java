package miniredis.lens;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * A request that waits for its reply.
 *
 * @param id the number of its frame
 * @param told whether it was told: then its reply is told, too
 * @param replies what it is answered with
 * @param count how many replies come, if they are confirmations; -1 if that is not known yet
 */
record Asked(long id, boolean told, Replies replies, int count) {

  /** What comes back for a request. */
  enum Replies {
    ONE,
    /** One for each channel. */
    CONFIRMATIONS,
    /** One, and then a copy of each request of all clients. */
    MONITORED,
    /** One, and then what is no reply: a snapshot and a log. */
    REPLICATED,
    /** One, and then the connection is as new. */
    RESET,
    /** CLIENT REPLY OFF: none, and none for what follows. */
    OFF,
    /** CLIENT REPLY SKIP: none, and none for the next. */
    SKIP,
    /** CLIENT REPLY ON: one, and for what follows. */
    ON
  }

  /** What a request will be answered with, by its words. */
  static Asked of(Frame frame, long id, boolean told) {
    int length = lengthOfName(frame);
    if (length < 4 || length > 12) return one(id, told);
    List<Bytes> words = frame.words(3);
    if (words.isEmpty()) return one(id, told);
    return switch (words.getFirst().toLowerCase().latinText()) {
      case "subscribe", "psubscribe", "ssubscribe" -> confirmations(frame, id, told);
      case "unsubscribe", "punsubscribe", "sunsubscribe" -> confirmations(frame, id, told);
      case "monitor" -> new Asked(id, told, Replies.MONITORED, 1);
      case "sync", "psync" -> new Asked(id, told, Replies.REPLICATED, 1);
      case "reset" -> new Asked(id, told, Replies.RESET, 1);
      case "client" -> new Asked(id, told, clientReply(words), 1);
      default -> one(id, told);
    };
  }

  private static Asked one(long id, boolean told) {
    return new Asked(id, told, Replies.ONE, 1);
  }

  private static Asked confirmations(Frame frame, long id, boolean told) {
    int channels = count(frame) - 1;
    return new Asked(id, told, Replies.CONFIRMATIONS, channels == 0 ? -1 : channels);
  }

  /** The words of a request, all of them, without looking at them if it says how many. */
  private static int count(Frame frame) {
    if (frame.type() == Frame.INLINE) return frame.words(Frame.HEAD).size();
    int from = frame.start() + 1;
    String digits =
        new String(frame.bytes(), from, frame.lineEnd(from) - from, StandardCharsets.ISO_8859_1);
    return (int) Math.min(1 << 20, Frame.number(digits));
  }

  private static Replies clientReply(List<Bytes> words) {
    if (words.size() < 3 || !words.get(1).is("reply")) return Replies.ONE;
    if (words.get(2).is("off")) return Replies.OFF;
    if (words.get(2).is("skip")) return Replies.SKIP;
    return words.get(2).is("on") ? Replies.ON : Replies.ONE;
  }

  /** Of the first word; most commands are told apart from the few special ones by it alone. */
  private static int lengthOfName(Frame frame) {
    if (frame.type() == Frame.INLINE) return 4;
    int at = frame.lineEnd(frame.start()) + 3;
    int length = 0;
    for (; at < frame.end() && frame.bytes()[at] >= '0'; at++) {
      length = length * 10 + frame.bytes()[at] - '0';
      if (length > 100) break;
    }
    return length;
  }
}
