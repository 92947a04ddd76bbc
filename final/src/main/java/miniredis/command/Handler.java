package miniredis.command;

import miniredis.resp.Reply;

/** What a command does. It runs on the one thread that owns the keyspace, and must not wait. */
@FunctionalInterface
public interface Handler {

  /**
   * Runs the command and returns its reply.
   *
   * @throws CommandException to reply with an error
   */
  Reply handle(Call call);
}
