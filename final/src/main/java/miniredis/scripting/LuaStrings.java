package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * Strings and numbers of hooks between Java and Lua, by calls that go straight to Lua's own C
 * functions. luajava has all the rest; but what it does with strings stops at a zero byte or makes
 * characters of the bytes, and Redis's strings are bytes.
 *
 * <p>To be used only after luajava has loaded its library, and on the engine's thread.
 */
@SuppressWarnings("restricted") // the whole of this class is what may crash the process
final class LuaStrings {

  /** Up to this length a string is handed over in a buffer that is always there. */
  private static final int BRIEF = 64 * 1024;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup LUA = SymbolLookup.loaderLookup();

  private static final MethodHandle PUSH =
      LINKER.downcallHandle(
          of("lua_pushlstring"),
          FunctionDescriptor.ofVoid(
              ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));

  private static final MethodHandle TO_STRING =
      LINKER.downcallHandle(
          of("lua_tolstring"),
          FunctionDescriptor.of(
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS));

  private static final MethodHandle SET_HOOK =
      LINKER.downcallHandle(
          of("lua_sethook"),
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT));

  private static final FunctionDescriptor HOOK =
      FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);

  private static final int MASK_COUNT = 8;

  private final MemorySegment length = Arena.ofAuto().allocate(ValueLayout.JAVA_LONG);
  private final MemorySegment buffer = Arena.ofAuto().allocate(BRIEF);
  private final MemorySegment raise = of("lua_error");

  private static MemorySegment of(String name) {
    return LUA.find(name).orElseThrow(() -> new LinkageError("Lua has no function " + name));
  }

  /** Pushes a string on the stack of a Lua thread. */
  void push(long thread, Bytes bytes) {
    int count = bytes.length();
    try {
      if (count <= BRIEF) {
        MemorySegment.copy(bytes.array(), 0, buffer, ValueLayout.JAVA_BYTE, 0, count);
        PUSH.invokeExact(thread, buffer, (long) count);
      } else {
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment copy = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes.array());
          PUSH.invokeExact(thread, copy, (long) count);
        }
      }
    } catch (Throwable fault) {
      throw unexpected(fault);
    }
  }

  /** A string of the stack; a number there becomes a string. Null if it is neither. */
  Bytes at(long thread, int index) {
    try {
      MemorySegment start = (MemorySegment) TO_STRING.invokeExact(thread, index, length);
      if (start.address() == 0) return null;
      long count = length.get(ValueLayout.JAVA_LONG, 0);
      if (count > Integer.MAX_VALUE - 8) throw new LuaError("string too long");
      return Bytes.wrap(start.reinterpret(count).toArray(ValueLayout.JAVA_BYTE));
    } catch (LuaError tooLong) {
      throw tooLong;
    } catch (Throwable fault) {
      throw unexpected(fault);
    }
  }

  /** What Lua can call as a hook; it lives as long as the arena. */
  static MemorySegment hook(MethodHandle handle, Arena arena) {
    return LINKER.upcallStub(handle, HOOK, arena);
  }

  /** Has a hook called after each so many steps of a Lua thread, and of those that it creates. */
  void setHook(long thread, MemorySegment hook, int steps) {
    try {
      int _ = (int) SET_HOOK.invokeExact(thread, hook, MASK_COUNT, steps);
    } catch (Throwable fault) {
      throw unexpected(fault);
    }
  }

  /**
   * Has the Lua thread raise an error at its next step, and again at each one after that, however
   * often it is caught. The hook is Lua's own function lua_error: a hook in Java must return before
   * anything is raised, or Java's frames would be jumped over.
   */
  void raiseFromNowOn(long thread) {
    setHook(thread, raise, 1);
  }

  private static AssertionError unexpected(Throwable fault) {
    if (fault instanceof OutOfMemoryError full) throw full;
    return new AssertionError(fault);
  }
}
