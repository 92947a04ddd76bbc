package miniredis.differential;

import static miniredis.differential.Arguments.*;

/** HyperLogLogs, which are strings to every other command. */
final class HyperLogLogGrammar {

  private HyperLogLogGrammar() {}

  static Family family() {
    return new Family("hyperloglog", "hll")
        .command("PFADD", key(), maybe(some(value())))
        .command("PFCOUNT", some(key()))
        .command("PFMERGE", key(), maybe(some(key())))
        .command("PFDEBUG", oneOf("ENCODING", "DECODE", "TODENSE", value()), key())
        .command("GET", key());
  }
}
