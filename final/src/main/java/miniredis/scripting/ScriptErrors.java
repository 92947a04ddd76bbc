package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.CommandException;
import miniredis.command.Errors;

/** The texts of the errors that have to do with scripts, exactly as Redis's. */
final class ScriptErrors {

  static final String NO_LUA =
      "ERR Scripts need the library luajava, and it is not on the class path of this server, or has"
          + " no Lua for this machine";
  static final String SHEBANG = "ERR Invalid script shebang";
  static final String NO_SCRIPT = "NOSCRIPT No matching script. Please use EVAL.";
  static final String KEYS_NEGATIVE = "ERR Number of keys can't be negative";
  static final String NOT_BUSY = "NOTBUSY No scripts in execution right now.";
  static final String UNKILLABLE =
      "UNKILLABLE Sorry the script already executed write commands against the dataset. You can"
          + " either wait the script termination or kill the server in a hard way using the"
          + " SHUTDOWN NOSAVE command.";
  static final String BUSY =
      "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.";
  static final String FLUSH = "ERR SCRIPT FLUSH only support SYNC|ASYNC option";
  static final String DEBUG = "ERR Use SCRIPT DEBUG YES/SYNC/NO";
  static final String NO_DEBUGGER = "ERR The debugger for scripts is not there in this server";
  static final String READ_ONLY_COMMAND =
      "ERR Can not execute a script with write flag using *_ro command.";
  static final String OOM_SCRIPT =
      "OOM allow-oom flag is not set on the script, can not run it when used memory > 'maxmemory'";

  // What scripts see

  static final String UNKNOWN_COMMAND = "ERR Unknown Redis command called from script";
  static final String ARITY = "ERR Wrong number of args calling Redis command from script";
  static final String NOT_ALLOWED = "ERR This Redis command is not allowed from script";
  static final String NO_WRITES = "ERR Write commands are not allowed from read-only scripts.";
  static final String NO_ARGUMENTS =
      "ERR Please specify at least one argument for this redis lib call";
  static final String WRONG_ARGUMENTS =
      "ERR Lua redis lib command arguments must be strings or integers";
  static final String NOT_ONE_STRING = "ERR wrong number or type of arguments";
  static final String KILLED = "ERR Error running script: Script killed by user with SCRIPT KILL.";
  static final String SHUT_DOWN = "ERR The server is shutting down";
  static final String TOO_MUCH_MEMORY = "ERR not enough memory";

  private ScriptErrors() {}

  static CommandException engine(String word) {
    return new CommandException("ERR Unexpected engine in script shebang: " + word);
  }

  static CommandException shebangOption(String option) {
    return new CommandException("ERR Unknown lua shebang option: " + option);
  }

  static CommandException flag(String word) {
    return new CommandException("ERR Unexpected flag in script shebang: " + word);
  }

  static CommandException notCompiled(Bytes complaint) {
    return new CommandException(
        "ERR Error compiling script (new function): " + Errors.quote(complaint));
  }
}
