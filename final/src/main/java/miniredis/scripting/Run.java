package miniredis.scripting;

import module java.base;

import miniredis.command.Call;
import miniredis.command.Client;

/** One script that is being run, and what has become of it so far. */
final class Run {

  /** Why it is to end before it has come to its end. */
  enum Stop {
    KILLED("ERR Script killed by user with SCRIPT KILL..."),
    SHUT_DOWN("ERR The server is shutting down"),
    OUT_OF_MEMORY("ERR not enough memory");

    final String error;

    Stop(String error) {
      this.error = error;
    }
  }

  final Script script;

  /** What has asked for it: EVAL or one of its relatives. */
  final Call call;

  /** Who its commands are run for. */
  final Client client;

  /** Whether none of its commands may write. */
  final boolean readOnly;

  final long began = System.nanoTime();

  /** Whether a command that writes has been run: from then on it must be let come to its end. */
  boolean wrote;

  /** Whether others are heard meanwhile. */
  boolean busy;

  /** Null while it may go on. */
  Stop stop;

  Run(Script script, Call call, boolean readOnly) {
    this.script = script;
    this.call = call;
    this.readOnly = readOnly || script.is(ScriptFlag.NO_WRITES);
    client = call.client().standIn();
  }

  long milliseconds() {
    return (System.nanoTime() - began) / 1_000_000;
  }
}
