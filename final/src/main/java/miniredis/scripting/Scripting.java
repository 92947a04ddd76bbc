package miniredis.scripting;

import module java.base;

import miniredis.config.Config;
import miniredis.engine.Engine;
import miniredis.engine.ScriptMemory;
import miniredis.engine.ServerLog;

/** The room wired together. Belongs to the engine's thread. */
public final class Scripting implements ScriptMemory, AutoCloseable {

  private final ScriptRunner runner;
  private final ScriptCache cache = new ScriptCache();

  /** Adds the commands to the engine's table; Lua is looked for when the first script comes. */
  public Scripting(Engine engine, Config config, ScriptChecks checks, ServerLog log) {
    runner = new ScriptRunner(engine, checks, config.number("busy-reply-threshold"), log);
    new ScriptCommands(runner, cache).addTo(engine.table());
    engine.scriptMemory(this);
  }

  /**
   * Says what is done while a script takes too long.
   *
   * @param serveOthers gives other clients a short turn
   * @param isStopping whether the server is to stop
   */
  public void meanwhile(Runnable serveOthers, BooleanSupplier isStopping) {
    runner.meanwhile(serveOthers, isStopping);
  }

  /**
   * The server ends without waiting for the script that is running. What it has done so far is in
   * memory only, and is told to nobody.
   */
  public void abandon() {
    runner.abandon();
  }

  @Override
  public int scripts() {
    return cache.size();
  }

  @Override
  public long scriptBytes() {
    return cache.bytes();
  }

  @Override
  public long luaBytes() {
    return runner.memory();
  }

  /** Gives back what Lua has; no script may be running. */
  @Override
  public void close() {
    cache.clear();
    runner.reset();
  }
}
