package miniredis;

/** Reads and writes in one command, so that nobody can come in between. */
final class SwapCommands {
  static void addTo(CommandTable table) {
    // TODO: a row for GETSET and one for SETNX; and who calls addTo?
  }

  /** Answers what was there before, or that there was nothing. */
  static Reply getset(Call call) {
    return new Reply.Bulk(null); // TODO
  }

  /** Answers 1 if the key has been set, and 0 if it was there. */
  static Reply setnx(Call call) {
    return new Reply.Int(0); // TODO
  }
}
