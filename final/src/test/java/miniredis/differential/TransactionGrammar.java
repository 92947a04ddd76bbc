package miniredis.differential;

import static miniredis.differential.Arguments.*;

/** Commands of all families come between these and are queued. */
final class TransactionGrammar {

  private TransactionGrammar() {}

  static Family family() {
    return new Family("transactions", "string")
        .command("MULTI")
        .command("EXEC")
        .command("EXEC")
        .command("DISCARD")
        .command("WATCH", some(key()))
        .command("UNWATCH")
        .command("SET", key(), value());
  }
}
