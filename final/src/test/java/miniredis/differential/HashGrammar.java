package miniredis.differential;

import static miniredis.differential.Arguments.*;

/** Hashes. */
final class HashGrammar {

  private HashGrammar() {}

  static Family family() {
    return new Family("hash", "hash")
        .command("HSET", key(), some(member(), value()))
        .command("HMSET", key(), some(member(), value()))
        .command("HSETNX", key(), member(), value())
        .command("HGET", key(), member())
        .command("HMGET", key(), some(member()))
        .command("HGETALL", key())
        .command("HDEL", key(), some(member()))
        .command("HEXISTS", key(), member())
        .command("HLEN", key())
        .command("HKEYS", key())
        .command("HVALS", key())
        .command("HSTRLEN", key(), member())
        .command("HINCRBY", key(), member(), integer())
        .command("HINCRBYFLOAT", key(), member(), floating())
        .command("HRANDFIELD", key(), maybe(integer(), maybe("WITHVALUES")))
        .command(
            "HSCAN",
            key(),
            oneOf("0", integer()),
            options(option("MATCH", pattern()), option("COUNT", oneOf("100000", integer()))))
        .rareWith(
            "HSET",
            "RESTORE",
            key(),
            oneOf("0", milliseconds()),
            dump("100d0d0000000200816602817602ff0a0020f13d442354089d"),
            maybe("REPLACE"));
  }
}
