package miniredis.embedded;

import module java.base;

import miniredis.command.Client;

/**
 * One connection that is to break: whose it is turns out when the last of so many requests comes.
 *
 * <p>Belongs to the engine's thread.
 */
final class Cut {

  /** What is to become of a request. */
  enum Verdict {
    RUN,
    /** It is run, but its reply is kept back, and the connection breaks. */
    RUN_AND_BREAK,
    /** It is not run, and the connection breaks at once. */
    BREAK
  }

  private final Predicate<Received> which;
  private int left;

  /** Whose connection it is, once that is known. */
  private Client client;

  /** After so many requests of a kind; 0 breaks it in place of running the first. */
  Cut(int requests, Predicate<Received> which) {
    this.which = which;
    left = requests;
  }

  /** What came through the connection behind the last request, in one piece with it, is not run. */
  Verdict verdict(Client sender, Received request) {
    if (sender == client) return Verdict.BREAK;
    if (client != null || !which.test(request)) return Verdict.RUN;
    if (left > 1) {
      left--;
      return Verdict.RUN;
    }
    client = sender;
    return left == 1 ? Verdict.RUN_AND_BREAK : Verdict.BREAK;
  }
}
