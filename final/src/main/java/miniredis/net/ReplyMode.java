package miniredis.net;

import miniredis.command.Link;

/** CLIENT REPLY: which replies a client wants. */
enum ReplyMode {
  ON,
  OFF,
  /** The next request's reply is left out; the request that said so has none either. */
  SKIP_NEXT,
  SKIP;

  /** The mode for the request that is about to run. */
  ReplyMode next() {
    return switch (this) {
      case ON, SKIP -> ON;
      case SKIP_NEXT -> SKIP;
      case OFF -> OFF;
    };
  }

  /** Whether anything goes out: while a request of the client runs, or between two. */
  boolean sends(boolean running) {
    return this == ON || this == (running ? SKIP_NEXT : SKIP);
  }

  /** Skipping has no effect on a client that wants no replies at all. */
  ReplyMode changedTo(Link.Replies wanted) {
    return switch (wanted) {
      case ON -> ON;
      case OFF -> OFF;
      case SKIP -> this == OFF ? OFF : SKIP_NEXT;
    };
  }

  /** After RESET. As in Redis, a reply that is being skipped stays so. */
  ReplyMode reset() {
    return this == SKIP ? SKIP : ON;
  }
}
