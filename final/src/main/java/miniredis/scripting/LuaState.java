package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.engine.ServerLog;
import party.iroiro.luajava.Lua;
import party.iroiro.luajava.lua51.Lua51;
import party.iroiro.luajava.lua51.Lua51Natives;

/**
 * One Lua with what belongs to it in C's memory; it must be closed. Belongs to the engine's thread.
 */
final class LuaState implements AutoCloseable {

  private final Lua lua;
  private final Lua51Natives natives;
  private final LuaStrings strings;
  private final Frame main;
  private final ServerLog log;
  private final Arena hooks = Arena.ofShared();
  private MemorySegment hook;
  private int steps;
  private int next;
  private int copier;
  private int namer;

  /**
   * A Lua with nothing in it.
   *
   * @throws LinkageError if luajava is not on the class path, or has no Lua for this machine
   */
  LuaState(ServerLog log) {
    this.log = log;
    lua = new Lua51();
    natives = (Lua51Natives) lua.getLuaNatives();
    strings = new LuaStrings();
    main = new Frame(natives, strings, lua.getPointer());
    for (String library : List.of("", "table", "string", "math", "debug")) {
      lua.openLibrary(library);
    }
    main.pushGlobals();
    main.get(-1, "next");
    next = main.keep();
    main.pop(1);
  }

  /** The stack that scripts are begun on. */
  Frame main() {
    return main;
  }

  LuaStrings strings() {
    return strings;
  }

  /** Pushes a function in Java; whatever it throws becomes an error in Lua. */
  void push(LuaFunction function) {
    lua.push((Lua thread) -> call(function, thread));
  }

  /** The same on the stack of a function that is being called. */
  void push(LuaFunction function, Frame frame) {
    push(function);
    if (frame.thread() != main.thread()) main.moveTo(frame);
  }

  private int call(LuaFunction function, Lua thread) {
    Frame frame = new Frame(natives, strings, thread.getPointer());
    try {
      return function.call(frame);
    } catch (LuaError raised) {
      push(raised, frame);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError fault) {
      log.warning("A function for scripts failed: " + ServerLog.describe(fault));
      push(LuaError.ofRedis("ERR internal error, see the server's log"), frame);
    }
    return -1;
  }

  private void push(LuaError raised, Frame frame) {
    switch (raised.form()) {
      case ARGUMENT -> {
        frame.pushPlace();
        frame.push(complaint(raised, frame));
        frame.concat(2);
      }
      case PLACED -> {
        frame.pushPlace();
        frame.push(raised.text());
        frame.concat(2);
      }
      case BARE -> frame.push(raised.text());
      case TABLE -> LuaReplies.pushError(raised.text(), frame);
      case ON_STACK -> {}
    }
  }

  /** As Lua words it; in a call such as {@code s:rep(n)} the string does not count. */
  private Bytes complaint(LuaError raised, Frame frame) {
    frame.pushKept(namer);
    String name = "?";
    int argument = raised.argument();
    if (frame.call(0, 2, 0)) {
      if (frame.is(-2, Frame.STRING)) name = frame.string(-2).latinText();
      if (frame.is(-1, Frame.STRING) && frame.string(-1).text().equals("method")) argument--;
    }
    frame.pop(2);
    String text = raised.text().latinText();
    if (argument == 0 && raised.argument() == 1) {
      return Bytes.latin("calling '%s' on bad self (%s)".formatted(name, text));
    }
    return Bytes.latin("bad argument #%d to '%s' (%s)".formatted(argument, name, text));
  }

  /**
   * Reads a chunk of Lua that is ours.
   *
   * @throws IllegalStateException if it is none
   */
  void load(Bytes source, String name) {
    if (!main.load(source, name)) throw new IllegalStateException(main.string(-1).text());
  }

  /** Has a task called after each so many steps of a script; it must not throw anything. */
  void everySteps(int steps, LongConsumer task) {
    try {
      MethodHandle handle =
          MethodHandles.lookup()
              .bind(
                  new Hook(task),
                  "called",
                  MethodType.methodType(void.class, long.class, long.class));
      hook = LuaStrings.hook(handle, hooks);
      this.steps = steps;
      rearm();
    } catch (ReflectiveOperationException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Has the task called again, after an error was raised from it. */
  void rearm() {
    strings.setHook(main.thread(), hook, steps);
  }

  /** Pushes Lua's own function next. */
  void pushNext(Frame frame) {
    frame.pushKept(next);
  }

  /** Says which kept function makes a copy of what a read-only table shows. */
  void copier(int reference) {
    copier = reference;
  }

  /** Says which kept function tells by what name the function is called that calls it. */
  void namer(int reference) {
    namer = reference;
  }

  void pushCopier(Frame frame) {
    frame.pushKept(copier);
  }

  /** What Lua calls: with the thread that runs, and the address of what is known of it. */
  private record Hook(LongConsumer task) {
    void called(long thread, long known) {
      task.accept(thread);
    }
  }

  @Override
  public void close() {
    lua.close();
    hooks.close();
  }
}
