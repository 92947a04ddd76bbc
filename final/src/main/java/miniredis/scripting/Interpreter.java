package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.engine.Dispatcher;
import miniredis.engine.ServerLog;
import miniredis.resp.Reply;

/**
 * A Lua with all that scripts find in it. Scripts share it, so whatever is not a script's own is
 * read only; the file prelude.lua says how.
 */
final class Interpreter implements AutoCloseable {

  /** So many steps take about a tenth of a millisecond. */
  private static final int STEPS = 10_000;

  private static final String PRELUDE = "/miniredis/scripting/prelude.lua";

  private final LuaState lua;
  private final Frame frame;
  private final int globals;

  /** What scripts see of the globals. */
  private final int shown;

  private final int handler;
  private final int cleaner;

  Interpreter(ScriptRunner runner, RandomNumbers random, ServerLog log) {
    lua = new LuaState(log);
    frame = lua.main();
    BaseLibrary base = new BaseLibrary(lua);
    lua.load(prelude(), "=prelude");
    pushJava(runner, random, base);
    if (!frame.call(1, 5, 0)) throw new IllegalStateException(frame.string(-1).text());
    lua.namer(frame.keep());
    lua.copier(frame.keep());
    cleaner = frame.keep();
    handler = frame.keep();
    frame.get(-1, "_G");
    shown = frame.keep();
    globals = frame.keep();
    arm(runner);
  }

  private static Bytes prelude() {
    try (InputStream in = Interpreter.class.getResourceAsStream(PRELUDE)) {
      return Bytes.wrap(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Pushes the table of what the prelude is given. */
  private void pushJava(ScriptRunner runner, RandomNumbers random, BaseLibrary base) {
    frame.pushTable(0, 10);
    put("protect", base::protect);
    put("refuse", base::refuse);
    put("missing", base::missing);
    put("random", random::random);
    put("randomseed", random::randomSeed);
    put(
        "stopped",
        each -> {
          each.push(runner.isStopped());
          return 1;
        });
    put(
        "reason",
        each -> {
          each.push(runner.stopReason());
          return 1;
        });
    base.push(frame);
    frame.set(-2, "base");
    base.pushStrings(frame);
    frame.set(-2, "strings");
    pushLibraries(runner);
    frame.set(-2, "libraries");
  }

  private void pushLibraries(ScriptRunner runner) {
    frame.pushTable(0, 5);
    runner.library().push(lua);
    frame.set(-2, "redis");
    Map<String, Library> libraries =
        Map.of(
            "cjson", new JsonLibrary(),
            "cmsgpack", new MessagePackLibrary(),
            "struct", new StructLibrary(),
            "bit", new BitLibrary());
    libraries.forEach(
        (name, library) -> {
          library.push(lua);
          frame.set(-2, name);
        });
  }

  private void put(String name, LuaFunction function) {
    lua.push(function);
    frame.set(-2, name);
  }

  /** Has Lua ask from time to time whether the script may go on. */
  private void arm(ScriptRunner runner) {
    lua.everySteps(
        STEPS,
        thread -> {
          if (runner.interrupt()) lua.strings().raiseFromNowOn(thread);
        });
  }

  /** Reads the code of a script and keeps it; the number is for a {@link Script}. */
  int compile(Bytes code) {
    boolean isCompiled = code.length() > 0 && code.at(0) == '\033';
    Bytes text = isCompiled ? Bytes.latin(" " + code.latinText()) : code;
    if (frame.load(text, "@user_script")) {
      frame.pushKept(shown);
      frame.setGlobalsOf(-2);
      return frame.keep();
    }
    Bytes complaint = frame.string(-1);
    frame.pop(1);
    throw ScriptErrors.notCompiled(complaint);
  }

  /** Runs a script to its end. */
  Reply run(Run run, List<Bytes> keys, List<Bytes> arguments, Dispatcher dispatcher) {
    int top = frame.top();
    try {
      setGlobal("KEYS", keys);
      setGlobal("ARGV", arguments);
      frame.pushKept(handler);
      frame.pushKept(run.script.function());
      boolean succeeded = frame.call(0, 1, -2);
      boolean counted = isCounted();
      Reply reply = succeeded ? LuaReplies.pop(run.client.protocol(), frame) : failure(run.script);
      if (counted && reply instanceof Reply.Error error) dispatcher.countedAlready(error);
      return reply;
    } finally {
      frame.cutTo(top);
      clean(run);
    }
  }

  private void setGlobal(String name, List<Bytes> values) {
    frame.pushKept(globals);
    frame.pushTable(values.size(), 0);
    int at = 0;
    for (Bytes value : values) {
      frame.push(value);
      frame.set(-2, ++at);
    }
    frame.set(-2, name);
    frame.pop(1);
  }

  /** The error on top of the stack, with the place where it was raised. */
  private Reply failure(Script script) {
    if (!frame.is(-1, Frame.TABLE)) {
      Bytes text = frame.string(-1);
      String shown = text == null ? "execution failure" : text.latinText();
      return new Reply.Error(
          LuaReplies.oneLine(
              Bytes.latin("ERR Error running script " + script.sha().text() + ", " + shown)));
    }
    Bytes error = LuaReplies.text("err", frame);
    Bytes source = LuaReplies.text("source", frame);
    frame.get(-1, "line");
    Bytes line = frame.string(-1);
    frame.pop(1);
    String text = error == null ? "ERR unknown error" : error.latinText();
    if (source != null && line != null) {
      text +=
          " script: %s, on %s:%s."
              .formatted(script.sha().text(), source.latinText(), line.latinText());
    }
    return new Reply.Error(LuaReplies.oneLine(Bytes.latin(text)));
  }

  /** Whether what is on top is the error of a command, which was counted when that was run. */
  private boolean isCounted() {
    if (!frame.is(-1, Frame.TABLE)) return false;
    frame.get(-1, "ignore_error_stats_update");
    boolean counted = frame.bool(-1);
    frame.pop(1);
    return counted;
  }

  /** Nothing of a script is left for the next one. */
  private void clean(Run run) {
    if (run.stop != null) lua.rearm();
    frame.pushKept(cleaner);
    if (!frame.call(0, 0, 0)) frame.pop(1);
  }

  /** Whether so many bytes are used; before that is said, what is garbage goes. */
  boolean isAbove(long bytes) {
    if (frame.memory() <= bytes) return false;
    frame.collect();
    return frame.memory() > bytes;
  }

  long memory() {
    return frame.memory();
  }

  @Override
  public void close() {
    lua.close();
  }
}
