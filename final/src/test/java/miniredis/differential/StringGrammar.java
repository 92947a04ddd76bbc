package miniredis.differential;

import static miniredis.differential.Arguments.*;

/** Strings, which are also numbers. */
final class StringGrammar {

  private StringGrammar() {}

  static Family family() {
    return new Family("string", "string")
        .command(
            "SET",
            key(),
            value(),
            options(
                "NX",
                "XX",
                "GET",
                "KEEPTTL",
                option("EX", seconds()),
                option("PX", milliseconds()),
                option("EXAT", unixSeconds()),
                option("PXAT", unixMilliseconds())))
        .command("GET", key())
        .command(
            "GETEX",
            key(),
            options(
                "PERSIST",
                option("EX", seconds()),
                option("PX", milliseconds()),
                option("EXAT", unixSeconds()),
                option("PXAT", unixMilliseconds())))
        .command("GETDEL", key())
        .command("GETSET", key(), value())
        .command("SETNX", key(), value())
        .command("SETEX", key(), seconds(), value())
        .command("PSETEX", key(), milliseconds(), value())
        .command("MGET", some(key()))
        .command("MSET", some(key(), value()))
        .command("MSETNX", some(key(), value()))
        .command("APPEND", key(), value())
        .command("STRLEN", key())
        .command("GETRANGE", key(), integer(), integer())
        .command("SUBSTR", key(), integer(), integer())
        .command("SETRANGE", key(), integer(0, 60), value())
        .command("INCR", key())
        .command("DECR", key())
        .command("INCRBY", key(), integer())
        .command("DECRBY", key(), integer())
        .command("INCRBYFLOAT", key(), floating())
        .command(
            "LCS",
            key(),
            key(),
            options("LEN", "IDX", "WITHMATCHLEN", option("MINMATCHLEN", integer())));
  }
}
