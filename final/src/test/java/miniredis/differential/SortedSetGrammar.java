package miniredis.differential;

import static miniredis.differential.Arguments.*;

/** Sorted sets. */
final class SortedSetGrammar {

  private SortedSetGrammar() {}

  static Family family() {
    return new Family("sorted set", "zset")
        .command(
            "ZADD",
            key(),
            options("NX", "XX", "GT", "LT", "CH", "INCR"),
            some(floating(), member()))
        .command("ZREM", key(), some(member()))
        .command("ZSCORE", key(), member())
        .command("ZMSCORE", key(), some(member()))
        .command("ZINCRBY", key(), floating(), member())
        .command("ZCARD", key())
        .command("ZCOUNT", key(), score(), score())
        .command("ZRANK", key(), member())
        .command("ZREVRANK", key(), member())
        .command(
            "ZRANGE",
            key(),
            oneOf(integer(), score()),
            oneOf(integer(), score()),
            options("BYSCORE", "REV", limit(), "WITHSCORES"))
        .command(
            "ZRANGESTORE",
            key(),
            key(),
            oneOf(integer(), score()),
            oneOf(integer(), score()),
            options("BYSCORE", "REV", limit()))
        .command("ZREVRANGE", key(), integer(), integer(), maybe("WITHSCORES"))
        .command("ZRANGEBYSCORE", key(), score(), score(), options("WITHSCORES", limit()))
        .command("ZREVRANGEBYSCORE", key(), score(), score(), options("WITHSCORES", limit()))
        .command("ZREMRANGEBYRANK", key(), integer(), integer())
        .command("ZREMRANGEBYSCORE", key(), score(), score())
        .command("ZPOPMIN", key(), maybe(integer(0, 4)))
        .command("ZPOPMAX", key(), maybe(integer(0, 4)))
        .command("ZMPOP", countedKeys(key()), oneOf("MIN", "MAX"), maybe("COUNT", integer(1, 4)))
        .rare("BZPOPMIN", some(key()), "0.001")
        .rare("BZPOPMAX", some(key()), "0.001")
        .rare(
            "BZMPOP",
            "0.001",
            countedKeys(key()),
            oneOf("MIN", "MAX"),
            maybe("COUNT", integer(1, 4)))
        .command("ZUNION", combined(), maybe("WITHSCORES"))
        .command("ZINTER", combined(), maybe("WITHSCORES"))
        .command("ZDIFF", countedKeys(operand()), maybe("WITHSCORES"))
        .command("ZUNIONSTORE", key(), combined())
        .command("ZINTERSTORE", key(), combined())
        .command("ZDIFFSTORE", key(), countedKeys(operand()))
        .command("ZINTERCARD", countedKeys(operand()), maybe("LIMIT", integer(0, 5)))
        .command("ZRANDMEMBER", key(), maybe(integer(), maybe("WITHSCORES")))
        .command(
            "ZSCAN",
            key(),
            oneOf("0", integer()),
            options(option("MATCH", pattern()), option("COUNT", oneOf("100000", integer()))))
        .rareWith(
            "ZADD",
            "RESTORE",
            key(),
            oneOf("0", milliseconds()),
            dump("110f0f0000000200816d0283312e3504ff0a0049d9876078254e8a"),
            maybe("REPLACE"));
  }

  private static Argument operand() {
    return oneOf(key(), key("set"));
  }

  private static Argument combined() {
    Argument aggregate = option("AGGREGATE", oneOf("SUM", "MIN", "MAX", value()));
    return option(countedKeys(operand()), options(option("WEIGHTS", some(floating())), aggregate));
  }

  private static Argument score() {
    return oneOf(floating(), exactly("(1"), exactly("(5.5"), "-inf", "+inf", exactly("(inf"));
  }

  static Argument limit() {
    return option("LIMIT", integer(0, 5), integer(-1, 5));
  }
}
