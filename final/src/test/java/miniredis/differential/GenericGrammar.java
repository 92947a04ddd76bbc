package miniredis.differential;

import static miniredis.differential.Arguments.*;

/** Keys of any type: their life, their names, their deadlines. */
final class GenericGrammar {

  private GenericGrammar() {}

  static Family family() {
    return new Family("generic", "any")
        .command("DEL", some(key()))
        .command("UNLINK", some(key()))
        .command("EXISTS", some(key()))
        .command("TOUCH", some(key()))
        .command("TYPE", key())
        .command("EXPIRE", key(), seconds(), options("NX", "XX", "GT", "LT"))
        .command("PEXPIRE", key(), milliseconds(), options("NX", "XX", "GT", "LT"))
        .command("EXPIREAT", key(), unixSeconds(), options("NX", "XX", "GT", "LT"))
        .command("PEXPIREAT", key(), unixMilliseconds(), options("NX", "XX", "GT", "LT"))
        .command("TTL", key())
        .command("PTTL", key())
        .command("EXPIRETIME", key())
        .command("PEXPIRETIME", key())
        .command("PERSIST", key())
        .command("RENAME", key(), key())
        .command("RENAMENX", key(), key())
        .command("COPY", key(), key(), options("REPLACE", option("DB", database())))
        .command("MOVE", key(), database())
        .command("KEYS", pattern())
        .command("RANDOMKEY")
        .command(
            "SCAN",
            oneOf("0", integer()),
            options(
                option("MATCH", pattern()),
                option("COUNT", oneOf("100000", integer())),
                option("TYPE", oneOf("string", "list", "hash", "set", "zset", "stream", value()))))
        .command("OBJECT ENCODING", key())
        .command("OBJECT REFCOUNT", key())
        .command("OBJECT IDLETIME", key())
        .rare("OBJECT FREQ", key())
        .rare("OBJECT HELP")
        .command("DUMP", key())
        .command(
            "RESTORE",
            key(),
            oneOf("0", milliseconds()),
            dump(
                "000568656c6c6f0a006372df766534200a",
                "00c1e8030a0089d1478ebac4b764",
                "00c30932016161e025000161610a0009ac48b9ab15fbc9",
                "1201020c0c00000002008161020101ff0a0094962b23ac17aa85"),
            options("REPLACE", "ABSTTL", option("IDLETIME", integer()), option("FREQ", integer())))
        .command(
            "SORT",
            key(),
            options(
                option("BY", oneOf("nosort", "string:*", "hash:*->a", value())),
                option("LIMIT", integer(), integer()),
                option("GET", oneOf("#", "string:*", "hash:*->b", value())),
                "ASC",
                "DESC",
                "ALPHA",
                option("STORE", key("list"))))
        .command(
            "SORT_RO",
            key(),
            options(
                option("BY", oneOf("nosort", "string:*")),
                option("LIMIT", integer(), integer()),
                option("GET", "#"),
                "DESC",
                "ALPHA"))
        .rare("WAIT", "0", integer());
  }
}
