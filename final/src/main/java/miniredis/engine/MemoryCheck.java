package miniredis.engine;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.command.Flag;
import miniredis.keyspace.Eviction;
import miniredis.keyspace.Eviction.Outcome;
import miniredis.keyspace.HeapRoom;
import miniredis.resp.Reply;

/**
 * Sees to it before each command that memory is below its limit, and refuses commands that would
 * use more where that cannot be done.
 *
 * <p>So it is the next command that pays for what the last one used; and what does not fit into the
 * short time that may be taken from it is done between the turns of the loop.
 */
public final class MemoryCheck implements Job {

  private final Engine engine;
  private final Eviction eviction;
  private final HeapRoom heapRoom;
  private final BooleanSupplier mayEvict;
  private final Check check = new Check(this::before);
  private boolean atWork;
  private boolean full;

  /** {@code mayEvict} says whether keys may be removed at present. */
  public MemoryCheck(Engine engine, BooleanSupplier mayEvict) {
    this.engine = engine;
    this.eviction = engine.keyspace().eviction();
    this.heapRoom = engine.keyspace().heapRoom();
    this.mayEvict = mayEvict;
  }

  public Check check() {
    return check;
  }

  /** Whether there was no room when the request came that is running. */
  public boolean wasFull() {
    return check.isStanding() && full;
  }

  /** To be called when the limit has changed: has room made without waiting for a command. */
  public void limitChanged() {
    look();
    if (eviction.isOver()) begin();
  }

  /** To be called ten times a second: without a limit, it is the heap's that counts. */
  public void look() {
    heapRoom.settled();
    check.stand(eviction.isLimited() || heapRoom.isTight());
  }

  private Reply before(Client client, Command command, Bytes[] request) {
    boolean evicts = eviction.isConcerned() && mayEvict.getAsBoolean();
    Outcome outcome = evicts ? makeRoom() : Outcome.ENOUGH;
    if (outcome == Outcome.GOING_ON) begin();
    boolean none = outcome == Outcome.FAILED || outcome == Outcome.ENOUGH && heapRoom.isFull();
    full = none;
    if (none && client.wants(command, Flag.DENYOOM)) {
      throw new CommandException(Errors.OUT_OF_MEMORY);
    }
    return null;
  }

  private Outcome makeRoom() {
    engine.propagation().beginCycle();
    try {
      return eviction.makeRoom();
    } finally {
      engine.propagation().end();
      check.stand(eviction.isLimited() || heapRoom.isTight());
    }
  }

  private void begin() {
    if (atWork) return;
    atWork = true;
    engine.add(this);
  }

  @Override
  public boolean step() {
    if (mayEvict.getAsBoolean() && makeRoom() == Outcome.GOING_ON) return true;
    atWork = false;
    engine.remove(this);
    return false;
  }
}
