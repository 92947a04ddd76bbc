package miniredis.differential;

import static miniredis.differential.Arguments.*;

/**
 * Sorted sets whose members all have the score 0, in the order of their bytes. Where scores differ,
 * what Redis answers to these commands depends on the random heights in its skip list.
 */
final class LexicalGrammar {

  private LexicalGrammar() {}

  static Family family() {
    return new Family("sorted set by name", "lex")
        .command("ZADD", names(), options("NX", "XX", "CH"), some(exactly("0"), member()))
        .command("ZREM", names(), some(member()))
        .command("ZLEXCOUNT", names(), lex(), lex())
        .command("ZRANGEBYLEX", names(), lex(), lex(), options(SortedSetGrammar.limit()))
        .command("ZREVRANGEBYLEX", names(), lex(), lex(), options(SortedSetGrammar.limit()))
        .command("ZREMRANGEBYLEX", names(), lex(), lex())
        .command(
            "ZRANGE",
            names(),
            lex(),
            lex(),
            "BYLEX",
            options("REV", SortedSetGrammar.limit(), seldom("WITHSCORES")))
        .command(
            "ZRANGESTORE",
            names(),
            names(),
            lex(),
            lex(),
            "BYLEX",
            options("REV", SortedSetGrammar.limit()));
  }

  private static Argument names() {
    return drawn(draw -> draw.key("lex"));
  }

  private static Argument lex() {
    return oneOf(exactly("-"), exactly("+"), exactly("[a"), exactly("(b"), exactly("[f"), value());
  }
}
