package miniredis.differential;

import static miniredis.differential.Arguments.*;

import module java.base;

/** Commands that wait without an end: for a {@link Crowd}, in which somebody will bring it. */
final class BlockingGrammar {

  private static final Set<String> NAMES =
      Set.of(
          "BLPOP",
          "BRPOP",
          "BLMOVE",
          "BRPOPLPUSH",
          "BLMPOP",
          "BZPOPMIN",
          "BZPOPMAX",
          "BZMPOP",
          "XREAD",
          "XREADGROUP",
          "WAIT");

  private BlockingGrammar() {}

  static boolean waits(Request request) {
    return NAMES.contains(request.name());
  }

  static List<Family> families() {
    return List.of(
        new Family("blocking list", "list")
            .command("BLPOP", some(key()), "0")
            .command("BRPOP", some(key()), "0")
            .command("BLMOVE", key(), key(), end(), end(), "0")
            .command("BRPOPLPUSH", key(), key(), "0")
            .command("BLMPOP", "0", countedKeys(key()), end(), maybe("COUNT", integer(1, 4)))
            .command("LPUSH", key(), some(value()))
            .command("LPUSH", key(), some(value()))
            .command("RPUSH", key(), some(value()))
            .command("DEL", key())
            .command("RENAME", key(), key())
            .command("LMOVE", key(), key(), end(), end()),
        new Family("blocking sorted set", "zset")
            .command("BZPOPMIN", some(key()), "0")
            .command("BZPOPMAX", some(key()), "0")
            .command(
                "BZMPOP",
                "0",
                countedKeys(key()),
                oneOf("MIN", "MAX"),
                maybe("COUNT", integer(1, 4)))
            .command("ZADD", key(), some(integer(0, 9), member()))
            .command("ZADD", key(), some(integer(0, 9), member()))
            .command("BZPOPMIN", key(), ranked(), "0")
            .command("ZUNIONSTORE", ranked(), "2", key(), key())
            .command("RENAME", key(), key())
            .command("DEL", key()),
        new Family("blocking stream", "stream")
            .command("XREAD", maybe("COUNT", integer(1, 3)), "BLOCK", "0", "STREAMS", key(), "$")
            .command("XREAD", "BLOCK", "0", "STREAMS", key(), key(), "$", "5-1")
            .command(
                "XREADGROUP",
                "GROUP",
                group(),
                member(),
                maybe("COUNT", integer(1, 3)),
                "BLOCK",
                "0",
                maybe("NOACK"),
                "STREAMS",
                key(),
                ">")
            .command("XGROUP CREATE", key(), group(), oneOf("0", "$"), "MKSTREAM")
            .command("XGROUP CREATE", key(), group(), oneOf("0", "$"), "MKSTREAM")
            .rare("XGROUP DESTROY", key(), group())
            .command("XADD", key(), maybe("MAXLEN", "3"), step(), some(member(), value()))
            .command("XADD", key(), step(), some(member(), value()))
            .command("XADD", key(), step(), some(member(), value()))
            .rare("RENAME", key(), key())
            .rare("DEL", key()));
  }

  /** A key that never holds anything but a sorted set: see {@link #replaces}. */
  private static Argument ranked() {
    return oneOf("ranked:0", "ranked:1");
  }

  /**
   * Whether it may put a list or a sorted set in the place of a value of another type. Redis then
   * tells nobody who waits, until the key changes once more; we serve them at once.
   */
  static boolean replaces(Request request) {
    boolean stores =
        IntStream.range(0, request.arguments().size())
            .anyMatch(i -> request.word(i).startsWith("STORE"));
    return request.name().endsWith("STORE") || stores;
  }

  private static Argument end() {
    return oneOf("LEFT", "RIGHT");
  }

  private static Argument group() {
    return oneOf("g0", "g1");
  }

  /** An id above most that are there. */
  private static Argument step() {
    return drawn(draw -> miniredis.bytes.Bytes.of(draw.below(40) + "-*"));
  }
}
