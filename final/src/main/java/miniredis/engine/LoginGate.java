package miniredis.engine;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.command.Flag;
import miniredis.resp.Reply;

/** Before the log-in, a client may do no more than log in, reset itself or leave. */
public final class LoginGate implements Gate {

  private final BooleanSupplier open;

  /** {@code open} says whether nobody has to log in. */
  public LoginGate(BooleanSupplier open) {
    this.open = open;
  }

  @Override
  public boolean stands() {
    return !open.getAsBoolean();
  }

  @Override
  public Reply before(Client client, Command command, Bytes[] request) {
    if (client.isLoggedIn() || command.is(Flag.NO_AUTH)) return null;
    throw new CommandException(Errors.NO_AUTH);
  }
}
