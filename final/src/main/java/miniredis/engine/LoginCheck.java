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
public final class LoginCheck {

  private final BooleanSupplier open;
  private final Check check = new Check(this::before);

  /** {@code open} says whether nobody has to log in. */
  public LoginCheck(BooleanSupplier open) {
    this.open = open;
    reconsider();
  }

  public Check check() {
    return check;
  }

  /** To be called when it may have changed whether anybody has to log in. */
  public void reconsider() {
    check.stand(!open.getAsBoolean());
  }

  private Reply before(Client client, Command command, Bytes[] request) {
    if (client.isLoggedIn() || command.is(Flag.NO_AUTH)) return null;
    throw new CommandException(Errors.NO_AUTH);
  }
}
