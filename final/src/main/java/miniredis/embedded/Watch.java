package miniredis.embedded;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Client;
import miniredis.command.Link;
import miniredis.engine.Gate;

/**
 * Sees all requests: writes them into the journal, and breaks the connections that are to break.
 *
 * <p>Requests come on the engine's thread; cuts may be ordered on any.
 */
final class Watch implements Gate {

  private final Journal journal;
  private final Executor laterInTheTurn;
  private final List<Cut> cuts = new CopyOnWriteArrayList<>();

  /** {@code laterInTheTurn} runs a task on the engine's thread before replies leave. */
  Watch(Journal journal, Executor laterInTheTurn) {
    this.journal = journal;
    this.laterInTheTurn = laterInTheTurn;
  }

  void order(Cut cut) {
    cuts.add(cut);
  }

  void callOff() {
    cuts.clear();
  }

  @Override
  public boolean admits(Client client, Bytes[] request) {
    Received received = Received.of(client, request);
    journal.add(received);
    for (Cut cut : cuts) {
      switch (cut.verdict(client, received)) {
        case RUN -> {}
        case RUN_AND_BREAK -> {
          client.link().replies(Link.Replies.OFF);
          laterInTheTurn.execute(() -> breakOff(client, cut));
        }
        case BREAK -> {
          breakOff(client, cut);
          return false;
        }
      }
    }
    return true;
  }

  private void breakOff(Client client, Cut cut) {
    client.link().closeAtOnce();
    cuts.remove(cut);
  }
}
