package miniredis.differential;

import static miniredis.differential.Arguments.*;

/** Sets. SPOP takes all there is, so that chance leaves no trace. */
final class SetGrammar {

  private SetGrammar() {}

  static Family family() {
    return new Family("set", "set")
        .command("SADD", key(), some(member()))
        .command("SREM", key(), some(member()))
        .command("SISMEMBER", key(), member())
        .command("SMISMEMBER", key(), some(member()))
        .command("SCARD", key())
        .command("SMEMBERS", key())
        .command("SMOVE", key(), key(), member())
        .command("SINTER", some(key()))
        .command("SUNION", some(key()))
        .command("SDIFF", some(key()))
        .command("SINTERSTORE", key(), some(key()))
        .command("SUNIONSTORE", key(), some(key()))
        .command("SDIFFSTORE", key(), some(key()))
        .command("SINTERCARD", countedKeys(key()), maybe("LIMIT", integer(0, 5)))
        .command("SRANDMEMBER", key(), maybe(integer()))
        .command(
            "SSCAN",
            key(),
            oneOf("0", integer()),
            options(option("MATCH", pattern()), option("COUNT", oneOf("100000", integer()))))
        .rare("SPOP", key(), "1000000")
        .rareWith(
            "SADD",
            "RESTORE",
            key(),
            oneOf("0", milliseconds()),
            dump("0b0c0200000002000000010002000a006f7938b134eb202e"),
            maybe("REPLACE"));
  }
}
