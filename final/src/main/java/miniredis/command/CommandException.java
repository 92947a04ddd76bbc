package miniredis.command;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;

/** A command ends with an error reply; the connection lives on. All texts are in {@link Errors}. */
public final class CommandException extends RuntimeException {

  /** Text with its code, such as {@code ERR syntax error}. */
  public CommandException(String message) {
    super(message, null, false, false);
  }

  /** The error reply; bytes that would break its line are made spaces. */
  public Reply.Error reply() {
    return new Reply.Error(Bytes.latin(getMessage().replace('\r', ' ').replace('\n', ' ')));
  }
}
