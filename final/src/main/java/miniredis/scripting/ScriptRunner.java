package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.CommandException;
import miniredis.config.Setting;
import miniredis.engine.Dispatcher;
import miniredis.engine.Engine;
import miniredis.engine.Propagation;
import miniredis.engine.ServerLog;
import miniredis.resp.Reply;

/**
 * Runs scripts, one at a time, in one Lua that is made when the first one comes.
 *
 * <p><b>A script is one command.</b> Nothing else runs while it does, the clock stands still, and
 * what its commands do is one unit for the log. But Lua calls {@link #interrupt} after so many
 * steps; and when a script has taken longer than the setting busy-reply-threshold, the loop is
 * given a small turn there each time. Other clients then hear that the server is busy, and one of
 * them may ask for the script to be killed. One that has written can only be waited for.
 *
 * <p>Belongs to the engine's thread.
 */
final class ScriptRunner {

  /** A script that has more than this is ended: the memory is C's, and no limit of Java's holds. */
  private static final long MOST_MEMORY = 1L << 30;

  private final Engine engine;
  private final ServerLog log;
  private final Setting<Long> threshold;
  private final InnerCommands commands;
  private final RandomNumbers random = new RandomNumbers();

  private Runnable serveOthers = () -> {};
  private BooleanSupplier isStopping = () -> false;

  /** Null until the first script comes. */
  private Interpreter interpreter;

  /** The script that is being run, or null. */
  private Run running;

  ScriptRunner(Engine engine, ScriptChecks checks, Setting<Long> threshold, ServerLog log) {
    this.engine = engine;
    this.log = log;
    this.threshold = threshold;
    commands = new InnerCommands(engine, checks);
  }

  /** What gives other clients a turn, and tells whether the server is about to stop. */
  void meanwhile(Runnable serveOthers, BooleanSupplier isStopping) {
    this.serveOthers = serveOthers;
    this.isStopping = isStopping;
  }

  /**
   * Reads a script.
   *
   * @throws CommandException if it is no Lua, or there is no Lua here
   */
  Script compile(Bytes body) {
    Shebang shebang = Shebang.of(body);
    int function = interpreter().compile(shebang.code());
    return new Script(Script.nameOf(body), body, shebang.flags(), function);
  }

  /** Forgets all scripts, and the Lua with them. */
  void reset() {
    if (interpreter != null) interpreter.close();
    interpreter = null;
  }

  /** Bytes that Lua has taken; 0 as long as there is none. */
  long memory() {
    return interpreter == null ? 0 : interpreter.memory();
  }

  private Interpreter interpreter() {
    if (interpreter != null) return interpreter;
    try {
      interpreter = new Interpreter(this, random, log);
      return interpreter;
    } catch (LinkageError | RuntimeException failed) {
      log.warning("Lua could not be started: " + ServerLog.describe(failed));
      throw new CommandException(ScriptErrors.NO_LUA);
    }
  }

  /** The library redis for a Lua. */
  RedisLibrary library() {
    return new RedisLibrary(commands, () -> running, engine.propagation(), log);
  }

  /**
   * Runs a script.
   *
   * @param keys how many of the arguments after the third are keys
   * @param readOnly whether no command of the script may write
   */
  Reply run(Script script, Call call, int keys, boolean readOnly) {
    Dispatcher dispatcher = engine.dispatcher();
    dispatcher.announce(call);
    Run run = new Run(script, call, readOnly);
    Reply.Error refusal = commands.refusal(script, run, readOnly);
    if (refusal != null) return refusal;
    List<Bytes> arguments = call.from(3);
    running = run;
    try {
      return interpreter.run(
          run, arguments.subList(0, keys), arguments.subList(keys, arguments.size()), dispatcher);
    } finally {
      running = null;
      end(run);
    }
  }

  private void end(Run run) {
    Propagation propagation = engine.propagation();
    propagation.mute(false);
    if (run.stop == Run.Stop.SHUT_DOWN) propagation.drop();
    if (run.stop == Run.Stop.OUT_OF_MEMORY) interpreter.isAbove(0);
    if (!run.busy) return;
    engine.dispatcher().busy(false);
    run.call.client().link().unblock(Reply.NONE);
  }

  // In the middle of a script

  /**
   * Called by Lua every so many steps.
   *
   * @return whether the script must end now
   */
  boolean interrupt() {
    Run run = running;
    if (run == null) return false;
    if (run.stop == null && interpreter.isAbove(MOST_MEMORY)) run.stop = Run.Stop.OUT_OF_MEMORY;
    if (run.stop == null && run.milliseconds() >= threshold.get()) {
      if (!run.busy) begin(run);
      serveOthers.run();
      if (isStopping.getAsBoolean() && !run.wrote) run.stop = Run.Stop.SHUT_DOWN;
    }
    return run.stop != null;
  }

  private void begin(Run run) {
    run.busy = true;
    log.warning(
        "Slow script detected: still in execution after %d milliseconds. You can try killing the"
                .formatted(run.milliseconds())
            + " script using the SCRIPT KILL command. Script name is: "
            + run.script.sha().text()
            + ".");
    run.call.client().link().block();
    engine.dispatcher().busy(true);
  }

  /** SCRIPT KILL. */
  void kill() {
    if (running == null) throw new CommandException(ScriptErrors.NOT_BUSY);
    if (running.wrote) throw new CommandException(ScriptErrors.UNKILLABLE);
    running.stop = Run.Stop.KILLED;
  }

  /** The server ends without waiting: what a script has done so far is told to nobody. */
  void abandon() {
    if (running != null) running.stop = Run.Stop.SHUT_DOWN;
  }

  /** Whether the script that is being run must end. */
  boolean isStopped() {
    return running != null && running.stop != null;
  }

  String stopReason() {
    return running.stop.error;
  }
}
