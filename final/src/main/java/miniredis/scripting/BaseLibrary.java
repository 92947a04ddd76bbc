package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * What of Lua's own library is other than it was: what would reach through the read-only tables
 * that all scripts share, and what in C could end the process.
 */
final class BaseLibrary {

  /** C follows a pattern by recursion, one level for each item of it. */
  private static final int LONGEST_PATTERN = 2000;

  /** More than this in one string is refused: as much as Redis allows in a string of its own. */
  private static final long LONGEST_STRING = 512L << 20;

  private static final String READ_ONLY = "Attempt to modify a readonly table";

  /** Complaints of Lua's own functions; anything else was raised by a function of the script's. */
  private static final Pattern OWN_COMPLAINT =
      Pattern.compile(
          "bad argument #|malformed pattern|missing '\\['|invalid (?:pattern|capture|replacement)"
              + "|unfinished capture|too many captures|string slice too long|invalid use of",
          Pattern.DOTALL);

  private static final Pattern BAD_ARGUMENT =
      Pattern.compile("bad argument #(\\d+) to '\\?' \\((.*)\\)", Pattern.DOTALL);

  private final LuaState lua;
  private final Set<Long> readOnly = new HashSet<>();

  BaseLibrary(LuaState lua) {
    this.lua = lua;
  }

  /** Pushes a table with what stands in place of Lua's own functions. */
  void push(Frame frame) {
    frame.pushTable(0, 4);
    put("getmetatable", this::getMetatable, frame);
    put("setmetatable", this::setMetatable, frame);
    put("rawset", this::rawSet, frame);
    put("rawget", this::rawGet, frame);
    put("pairs", this::pairs, frame);
  }

  /** Pushes a table with those that take patterns, and rep. */
  void pushStrings(Frame frame) {
    frame.pushTable(0, 5);
    for (String name : List.of("find", "match", "gmatch", "gsub", "gfind")) {
      int original = original(name, frame);
      put(name, each -> withPattern(original, each), frame);
    }
    int rep = original("rep", frame);
    put("rep", each -> rep(rep, each), frame);
  }

  private static int original(String name, Frame frame) {
    frame.pushGlobals();
    frame.get(-1, "string");
    frame.get(-1, name);
    int kept = frame.keep();
    frame.pop(2);
    return kept;
  }

  private void put(String name, LuaFunction function, Frame frame) {
    lua.push(function);
    frame.set(-2, name);
  }

  // Read-only tables

  /** Remembers a table as one that shows what it must not let be changed. */
  int protect(Frame frame) {
    readOnly.add(frame.identity(1));
    return 0;
  }

  int refuse(Frame frame) {
    throw new LuaError(READ_ONLY);
  }

  int missing(Frame frame) {
    Bytes name = frame.string(2);
    throw new LuaError(
        "Script attempted to access nonexistent global variable '"
            + (name == null ? "" : name.latinText())
            + "'");
  }

  private boolean isReadOnly(Frame frame) {
    return readOnly.contains(frame.identity(1));
  }

  /** A read-only table of functions has a metatable only because it is one here. */
  private int getMetatable(Frame frame) {
    if (frame.is(1, Frame.NONE)) throw LuaError.argument(1, "value expected");
    if (!frame.pushMetatable(1)) {
      frame.pushNil();
      return 1;
    }
    frame.get(-1, "__metatable");
    if (frame.is(-1, Frame.NIL)) frame.pop(1);
    else if (frame.is(-1, Frame.BOOLEAN) && isReadOnly(frame)) frame.pushNil();
    return 1;
  }

  private int setMetatable(Frame frame) {
    if (!frame.is(1, Frame.TABLE)) throw frame.wrongType(1, "table");
    if (!frame.is(2, Frame.NIL) && !frame.is(2, Frame.TABLE)) {
      throw LuaError.argument(2, "nil or table expected");
    }
    if (isReadOnly(frame)) throw LuaError.bare(READ_ONLY);
    if (frame.pushMetatable(1)) {
      frame.get(-1, "__metatable");
      if (!frame.is(-1, Frame.NIL)) throw new LuaError("cannot change a protected metatable");
    }
    frame.cutTo(2);
    frame.setMetatable(1);
    return 1;
  }

  private int rawSet(Frame frame) {
    if (!frame.is(1, Frame.TABLE)) throw frame.wrongType(1, "table");
    for (int i = 2; i <= 3; i++) {
      if (frame.is(i, Frame.NONE)) throw LuaError.argument(i, "value expected");
    }
    if (isReadOnly(frame)) throw LuaError.bare(READ_ONLY);
    frame.cutTo(3);
    frame.checkKey(2);
    frame.set(1);
    return 1;
  }

  private int rawGet(Frame frame) {
    if (!frame.is(1, Frame.TABLE)) throw frame.wrongType(1, "table");
    if (frame.is(2, Frame.NONE)) throw LuaError.argument(2, "value expected");
    if (isReadOnly(frame)) copy(frame);
    frame.pushCopy(2);
    frame.get(isReadOnly(frame) ? -2 : 1);
    return 1;
  }

  /** What a read-only table shows is gone through in a copy of it. */
  private int pairs(Frame frame) {
    if (!frame.is(1, Frame.TABLE)) throw frame.wrongType(1, "table");
    lua.pushNext(frame);
    if (isReadOnly(frame)) copy(frame);
    else frame.pushCopy(1);
    frame.pushNil();
    return 3;
  }

  private void copy(Frame frame) {
    lua.pushCopier(frame);
    frame.pushCopy(1);
    if (!frame.call(1, 1, 0)) throw LuaError.onStack();
  }

  // Strings

  private int withPattern(int original, Frame frame) {
    boolean tooLong = frame.is(2, Frame.STRING) && frame.length(2) > LONGEST_PATTERN;
    if (tooLong) throw new LuaError("pattern too complex");
    return call(original, frame);
  }

  private int rep(int original, Frame frame) {
    if (frame.is(1, Frame.STRING) && frame.isNumeric(2)) {
      double length = frame.length(1) * Math.max(0, frame.number(2));
      if (length > LONGEST_STRING) throw new LuaError("resulting string too large");
    }
    return call(original, frame);
  }

  /** Calls Lua's own function as if the script had called it. */
  private static int call(int original, Frame frame) {
    int arguments = frame.top();
    frame.pushKept(original);
    frame.insert(1);
    if (frame.call(arguments, -1, 0)) return frame.top();
    if (!frame.is(-1, Frame.STRING)) throw LuaError.onStack();
    String complaint = frame.string(-1).latinText();
    if (!OWN_COMPLAINT.matcher(complaint).lookingAt()) throw LuaError.onStack();
    Matcher argument = BAD_ARGUMENT.matcher(complaint);
    if (!argument.matches()) throw new LuaError(complaint);
    throw LuaError.argument(Integer.parseInt(argument.group(1)), argument.group(2));
  }
}
