package miniredis.clients;

import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.Flag;

/** CLIENT PAUSE: until when requests wait, and which. */
final class Pause {

  /** What waits; each includes the one before. */
  enum Mode {
    NONE,
    WRITES,
    ALL
  }

  private Mode mode = Mode.NONE;
  private long until;

  /** Of two pauses at a time, the stricter mode and the later end hold. */
  void start(Mode mode, long until) {
    if (mode.compareTo(this.mode) > 0) this.mode = mode;
    this.until = Math.max(until, this.until);
  }

  void end() {
    mode = Mode.NONE;
    until = 0;
  }

  boolean isOn() {
    return mode != Mode.NONE;
  }

  /** Whether the time is up, in Unix milliseconds. */
  boolean isOverAt(long now) {
    return isOn() && now >= until;
  }

  boolean holds(Command command, Client client) {
    return switch (mode) {
      case NONE -> false;
      case ALL -> true;
      case WRITES -> mayWrite(command, client);
    };
  }

  private static boolean mayWrite(Command command, Client client) {
    return client.wants(command, Flag.WRITE) || client.wants(command, Flag.MAY_REPLICATE);
  }
}
