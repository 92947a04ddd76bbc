package miniredis.differential;

import static miniredis.differential.Arguments.*;

/** Bits of strings. */
final class BitmapGrammar {

  private BitmapGrammar() {}

  static Family family() {
    return new Family("bitmap", "string")
        .command("SETBIT", key(), integer(0, 100), oneOf("0", "1", integer()))
        .command("GETBIT", key(), integer(0, 100))
        .command("BITCOUNT", key(), maybe(integer(), integer(), maybe(oneOf("BYTE", "BIT"))))
        .command(
            "BITPOS",
            key(),
            oneOf("0", "1", integer()),
            maybe(integer(), maybe(integer(), maybe(oneOf("BYTE", "BIT")))))
        .command("BITOP", oneOf("AND", "OR", "XOR", "NOT"), key(), key(), maybe(some(key())))
        .command(
            "BITFIELD",
            key(),
            some(
                oneOf(
                    option("GET", encoding(), offset()),
                    option("SET", encoding(), offset(), integer()),
                    option("INCRBY", encoding(), offset(), integer()),
                    option("OVERFLOW", oneOf("WRAP", "SAT", "FAIL", value())))))
        .command("BITFIELD_RO", key(), some("GET", encoding(), offset()))
        .command("SET", key(), value())
        .command("GET", key());
  }

  private static Argument encoding() {
    return oneOf("u1", "u8", "i8", "u4", "i16", "u63", "i64", "i5", "u64", "i65", "i0", value());
  }

  private static Argument offset() {
    return oneOf(integer(0, 80), exactly("#0"), exactly("#1"), exactly("#7"), exactly("#-1"));
  }
}
