package miniredis.lens;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * Which reply answers which request of one connection. Replies come in the order of the requests,
 * one each; this knows the exceptions: confirmations of subscriptions, messages that come unasked,
 * and clients that want no replies. For one thread at a time.
 */
final class Pairing {

  /** More requests than this without a reply are not remembered. */
  private static final int MOST_WAITING = 100_000;

  private static final Pattern MONITORED = Pattern.compile("\\d+\\.\\d+ \\[.*", Pattern.DOTALL);

  private final Deque<Asked> waiting = new ArrayDeque<>();
  private final Subscriptions subscriptions = new Subscriptions();
  private boolean silent;
  private boolean skipNext;
  private boolean monitors;

  /** Requests that were too many to be remembered, all behind those that are. */
  private long forgotten;

  /** A request has been sent. */
  void requested(Asked asked) {
    switch (asked.replies()) {
      case OFF -> silent = true;
      case SKIP -> skipNext = !silent;
      case ON, RESET -> {
        silent = false;
        skipNext = false;
        await(asked);
      }
      default -> {
        if (!silent && !skipNext) await(asked);
        skipNext = false;
      }
    }
  }

  private void await(Asked asked) {
    if (waiting.size() < MOST_WAITING && forgotten == 0) waiting.add(asked);
    else forgotten++;
  }

  /** Whether a reply came unasked. */
  boolean isPush(Frame reply) {
    return switch (reply.type()) {
      case '>' -> !isAwaited(reply.words(1));
      case '*' -> subscriptions.any() && Subscriptions.isMessage(reply.words(1));
      case '+' -> monitors && MONITORED.matcher(reply.words(1).getFirst().latinText()).matches();
      default -> false;
    };
  }

  private boolean isAwaited(List<Bytes> words) {
    Asked next = waiting.peek();
    return next != null
        && next.replies() == Asked.Replies.CONFIRMATIONS
        && Subscriptions.isConfirmation(words);
  }

  /** The request that a reply answers, not a push; null if none is known. */
  Asked answered(Frame reply) {
    Asked next = waiting.poll();
    if (next == null) {
      forgotten = Math.max(0, forgotten - 1);
      return null;
    }
    switch (next.replies()) {
      case CONFIRMATIONS -> confirmed(next, reply);
      case MONITORED -> monitors |= reply.type() == '+';
      case RESET -> {
        monitors = false;
        subscriptions.clear();
      }
      default -> {}
    }
    return next;
  }

  private void confirmed(Asked asked, Frame reply) {
    if (reply.type() != '>' && reply.type() != '*') return;
    List<Bytes> words = reply.words(3);
    if (!Subscriptions.isConfirmation(words)) return;
    long count = asked.count() < 0 ? subscriptions.all(words) : asked.count();
    subscriptions.confirmed(words);
    if (count <= 1) return;
    waiting.addFirst(new Asked(asked.id(), asked.told(), asked.replies(), (int) count - 1));
  }

  /** Requests without a reply so far. */
  long waiting() {
    return waiting.size() + forgotten;
  }
}
