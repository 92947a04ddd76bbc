package miniredis.differential;

import static miniredis.differential.Arguments.*;

/** Lists. Blocking forms wait a millisecond at most. */
final class ListGrammar {

  private ListGrammar() {}

  static Family family() {
    return new Family("list", "list")
        .command("LPUSH", key(), some(value()))
        .command("RPUSH", key(), some(value()))
        .command("LPUSHX", key(), some(value()))
        .command("RPUSHX", key(), some(value()))
        .command("LPOP", key(), maybe(integer(0, 5)))
        .command("RPOP", key(), maybe(integer(0, 5)))
        .command("LLEN", key())
        .command("LRANGE", key(), integer(), integer())
        .command("LINDEX", key(), integer())
        .command("LSET", key(), integer(), value())
        .command("LREM", key(), integer(-3, 3), value())
        .command("LTRIM", key(), integer(), integer())
        .command("LINSERT", key(), oneOf("BEFORE", "AFTER", value()), value(), value())
        .command(
            "LPOS",
            key(),
            value(),
            options(
                option("RANK", integer(-3, 3)),
                option("COUNT", integer(0, 3)),
                option("MAXLEN", integer(0, 9))))
        .command("LMOVE", key(), key(), end(), end())
        .command("RPOPLPUSH", key(), key())
        .command("LMPOP", countedKeys(key()), end(), maybe("COUNT", integer(1, 4)))
        .rare("BLPOP", some(key()), "0.001")
        .rare("BRPOP", some(key()), "0.001")
        .rare("BLMOVE", key(), key(), end(), end(), "0.001")
        .rare("BRPOPLPUSH", key(), key(), "0.001")
        .rare("BLMPOP", "0.001", countedKeys(key()), end(), maybe("COUNT", integer(1, 4)))
        .rareWith(
            "LPUSH",
            "RESTORE",
            key(),
            oneOf("0", milliseconds()),
            dump("1201020c0c00000002008161020101ff0a0094962b23ac17aa85"),
            maybe("REPLACE"));
  }

  private static Argument end() {
    return oneOf("LEFT", "RIGHT", "LEFT", "RIGHT", value());
  }
}
