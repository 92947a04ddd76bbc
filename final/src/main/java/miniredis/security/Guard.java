package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Client;
import miniredis.command.Command;
import miniredis.command.Denial;
import miniredis.engine.Check;
import miniredis.engine.Engine;
import miniredis.resp.Reply;
import miniredis.security.DenialLog.Reason;

/**
 * Asks, before a command runs, whether its user may have it run, and notes it if not.
 *
 * <p>Three times it may be too late for the first answer, and it is asked again: what was queued
 * after MULTI may be forbidden when EXEC comes, what a client waits for may be forbidden when it
 * comes, and both are then refused.
 *
 * <p>While every user may do everything, nothing is asked at all. Belongs to the engine's thread.
 */
final class Guard {

  private final Engine engine;
  private final Connected connected;
  private final DenialLog log;
  private final Check check = new Check(this::before);
  private final Check atExec = new Check(this::beforeQueued);

  Guard(Engine engine, Connected connected, DenialLog log) {
    this.engine = engine;
    this.connected = connected;
    this.log = log;
    engine.dispatcher().transactions().askAgain(atExec);
    engine.dispatcher().waiters().askAgain(check);
  }

  Check check() {
    return check;
  }

  /** Says whether there is anybody who may not do everything. */
  void stand(boolean yes) {
    check.stand(yes);
    atExec.stand(yes);
  }

  private Reply before(Client client, Command command, Bytes[] request) {
    Denial denial = denial(client, command, request);
    if (denial != null) throw AclErrors.denied(denial, command);
    return null;
  }

  private Reply beforeQueued(Client client, Command command, Bytes[] request) {
    Denial denial = denial(client, command, request);
    if (denial != null) throw AclErrors.taken(denial);
    return null;
  }

  private Denial denial(Client client, Command command, Bytes[] request) {
    if (client.user().isUnlimited()) return null;
    Denial denial = client.user().denial(command, request);
    if (denial == null) return null;
    Reason reason = Reason.values()[denial.reason().ordinal()];
    Bytes object = reason == Reason.COMMAND ? Bytes.of(command.name()) : request[denial.at()];
    note(client, reason, object, client.user().name());
    return denial;
  }

  /** Notes that somebody has tried to log in, and could not. */
  void noteLogIn(Call call, Bytes name) {
    note(call.client(), Reason.AUTH, call.arg(0), name);
  }

  private void note(Client client, Reason reason, Bytes object, Bytes user) {
    boolean inside = engine.dispatcher().transactions().includes(client);
    String context = client.isStandIn() ? "lua" : inside ? "multi" : "toplevel";
    log.add(reason, context, object, user, connected.describe(client), engine.keyspace().now());
  }
}
