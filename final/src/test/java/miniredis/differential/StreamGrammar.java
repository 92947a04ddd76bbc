package miniredis.differential;

import static miniredis.differential.Arguments.*;

import miniredis.bytes.Bytes;

/** Streams with entries of given ids: a star would name the moment. */
final class StreamGrammar {

  private StreamGrammar() {}

  static Family family() {
    return new Family("stream", "stream")
        .command(
            "XADD",
            key(),
            options("NOMKSTREAM", trim()),
            oneOf(id(), exactly("7-*")),
            some(member(), value()))
        .command("XLEN", key())
        .command("XRANGE", key(), bound(), bound(), maybe("COUNT", integer(0, 5)))
        .command("XREVRANGE", key(), bound(), bound(), maybe("COUNT", integer(0, 5)))
        .command("XDEL", key(), some(id()))
        .command("XTRIM", key(), trim())
        .command(
            "XREAD",
            options(option("COUNT", integer(0, 5))),
            "STREAMS",
            key(),
            oneOf(id(), exactly("$")))
        .command("XREAD", "STREAMS", key(), key(), id(), id())
        .command(
            "XSETID",
            key(),
            id(),
            options(option("ENTRIESADDED", integer(0, 50)), option("MAXDELETEDID", id())))
        .command(
            "XGROUP CREATE",
            key(),
            group(),
            oneOf(id(), exactly("$")),
            options("MKSTREAM", option("ENTRIESREAD", integer(0, 9))))
        .rare(
            "XGROUP SETID",
            key(),
            group(),
            oneOf(id(), exactly("$")),
            options(option("ENTRIESREAD", integer(0, 9))))
        .rare("XGROUP DESTROY", key(), group())
        .command("XGROUP CREATECONSUMER", key(), group(), member())
        .rare("XGROUP DELCONSUMER", key(), group(), member())
        .command(
            "XREADGROUP",
            "GROUP",
            group(),
            member(),
            options(option("COUNT", integer(1, 5)), "NOACK"),
            "STREAMS",
            key(),
            oneOf(exactly(">"), exactly(">"), id()))
        .command("XACK", key(), group(), some(id()))
        .command(
            "XPENDING", key(), group(), maybe(bound(), bound(), integer(0, 9), maybe(member())))
        .command(
            "XCLAIM",
            key(),
            group(),
            member(),
            "0",
            some(id()),
            options("JUSTID", "FORCE", option("RETRYCOUNT", integer(0, 9)), option("LASTID", id())))
        .command(
            "XAUTOCLAIM",
            key(),
            group(),
            member(),
            "0",
            id(),
            options("JUSTID", option("COUNT", integer(1, 5))))
        .command("XINFO STREAM", key(), maybe("FULL", maybe("COUNT", integer(0, 3))))
        .command("XINFO GROUPS", key())
        .command("XINFO CONSUMERS", key(), group());
  }

  private static Argument id() {
    return drawn(
        draw -> {
          if (draw.chance(5)) return draw.oneOf(Odd.STRINGS);
          return Bytes.of(draw.below(12) + (draw.chance(70) ? "-" + draw.below(4) : ""));
        });
  }

  private static Argument bound() {
    return oneOf(id(), exactly("-"), exactly("+"), exactly("(3-1"));
  }

  private static Argument group() {
    return drawn(draw -> Bytes.of("g" + draw.below(2)));
  }

  private static Argument trim() {
    return oneOf(
        option("MAXLEN", maybe(oneOf(exactly("="), exactly("~"))), integer(0, 9)),
        option("MINID", maybe(exactly("=")), id(), seldom("LIMIT", integer(0, 5))));
  }
}
