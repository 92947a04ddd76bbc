package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;
import party.iroiro.luajava.lua51.Lua51Natives;

/**
 * The stack of a Lua thread as a function in Java sees it: its arguments from index 1 on; negative
 * indexes count from the top. A thin name for each of Lua's own functions.
 *
 * <p>Whoever pushes more than a few values asks for {@link #room} first. Belongs to the engine's
 * thread.
 */
final class Frame {

  static final int NONE = -1;
  static final int NIL = 0;
  static final int BOOLEAN = 1;
  static final int NUMBER = 3;
  static final int STRING = 4;
  static final int TABLE = 5;
  static final int FUNCTION = 6;

  private static final int REGISTRY = -10000;
  private static final int GLOBALS = -10002;

  private static final String[] TYPES = {
    "no value",
    "nil",
    "boolean",
    "userdata",
    "number",
    "string",
    "table",
    "function",
    "userdata",
    "thread"
  };

  private final Lua51Natives lua;
  private final LuaStrings strings;
  private final long thread;

  Frame(Lua51Natives lua, LuaStrings strings, long thread) {
    this.lua = lua;
    this.strings = strings;
    this.thread = thread;
  }

  long thread() {
    return thread;
  }

  // Looking

  /** The number of values on the stack: at the beginning, of arguments. */
  int top() {
    return lua.lua_gettop(thread);
  }

  int type(int index) {
    return lua.lua_type(thread, index);
  }

  String typeName(int index) {
    return TYPES[type(index) + 1];
  }

  boolean is(int index, int type) {
    return type(index) == type;
  }

  /** Whether it is a number, or a string that reads as one. */
  boolean isNumeric(int index) {
    return lua.lua_isnumber(thread, index) != 0;
  }

  double number(int index) {
    return lua.lua_tonumber(thread, index);
  }

  boolean bool(int index) {
    return lua.lua_toboolean(thread, index) != 0;
  }

  /** A string, or the string of a number, which it is from now on; null if it is neither. */
  Bytes string(int index) {
    return strings.at(thread, index);
  }

  /** The length of a string or of a table. */
  long length(int index) {
    return lua.lua_objlen(thread, index);
  }

  /** What tells a table, a function or a thread from all others of its kind. */
  long identity(int index) {
    return lua.lua_topointer(thread, index);
  }

  // Arguments

  /** An argument that must be a number, or a string that reads as one. */
  double checkNumber(int index) {
    if (!isNumeric(index)) throw wrongType(index, "number");
    return number(index);
  }

  /** The same as a whole number; what does not fit is what C makes of it on most processors. */
  long checkInteger(int index) {
    return toLong(checkNumber(index));
  }

  int checkInt(int index) {
    return (int) checkInteger(index);
  }

  /** An argument that must be a string, or a number. */
  Bytes checkString(int index) {
    Bytes string = string(index);
    if (string == null) throw wrongType(index, "string");
    return string;
  }

  LuaError wrongType(int index, String wanted) {
    return LuaError.argument(index, wanted + " expected, got " + typeName(index));
  }

  /** Cut to a whole number; one that is too large for that is the smallest there is. */
  static long toLong(double number) {
    boolean fits = number >= -0x1p63 && number < 0x1p63;
    return fits ? (long) number : Long.MIN_VALUE;
  }

  /** That a value can be the key of a table. */
  void checkKey(int index) {
    if (is(index, NIL)) throw LuaError.bare("table index is nil");
    if (is(index, NUMBER) && Double.isNaN(number(index))) {
      throw LuaError.bare("table index is NaN");
    }
  }

  // Pushing

  void room(int values) {
    if (lua.lua_checkstack(thread, values) == 0) throw new LuaError("stack overflow");
  }

  boolean hasRoom(int values) {
    return lua.lua_checkstack(thread, values) != 0;
  }

  void push(Bytes bytes) {
    strings.push(thread, bytes);
  }

  void push(String text) {
    push(Bytes.of(text));
  }

  void push(double number) {
    lua.lua_pushnumber(thread, number);
  }

  void push(boolean value) {
    lua.lua_pushboolean(thread, value ? 1 : 0);
  }

  void pushNil() {
    lua.lua_pushnil(thread);
  }

  /** The value that cjson has for null. */
  void pushNullPointer() {
    lua.lua_pushlightuserdata(thread, 0);
  }

  boolean isNullPointer(int index) {
    return lua.lua_islightuserdata(thread, index) != 0 && lua.lua_touserdata(thread, index) == 0;
  }

  void pushTable(int items, int fields) {
    lua.lua_createtable(thread, items, fields);
  }

  void pushCopy(int index) {
    lua.lua_pushvalue(thread, index);
  }

  /** Where the function was called that called this one: {@code user_script:1: }, or empty. */
  void pushPlace() {
    lua.luaL_where(thread, 1);
  }

  void pushKept(int reference) {
    lua.lua_rawgeti(thread, REGISTRY, reference);
  }

  /** Takes the top value away and keeps it; the number is for {@link #pushKept}. */
  int keep() {
    return lua.luaL_ref(thread, REGISTRY);
  }

  void forget(int reference) {
    lua.luaL_unref(thread, REGISTRY, reference);
  }

  void pop(int values) {
    lua.lua_settop(thread, -values - 1);
  }

  void cutTo(int top) {
    lua.lua_settop(thread, top);
  }

  void insert(int index) {
    lua.lua_insert(thread, index);
  }

  void remove(int index) {
    lua.lua_remove(thread, index);
  }

  /** Takes the top value away and pushes it on another stack of the same Lua. */
  void moveTo(Frame other) {
    lua.lua_xmove(thread, other.thread, 1);
  }

  void concat(int values) {
    lua.lua_concat(thread, values);
  }

  // Tables: none of these asks a metatable

  /** Puts the top value in place of the key below it. */
  void get(int table) {
    lua.lua_rawget(thread, table);
  }

  void get(int table, int item) {
    lua.lua_rawgeti(thread, table, item);
  }

  void get(int table, String field) {
    push(field);
    get(table < 0 ? table - 1 : table);
  }

  /** Takes a key and a value from the top. */
  void set(int table) {
    lua.lua_rawset(thread, table);
  }

  void set(int table, int item) {
    lua.lua_rawseti(thread, table, item);
  }

  void set(int table, String field) {
    push(field);
    insert(-2);
    set(table < 0 ? table - 1 : table);
  }

  /** Puts the next key and its value in place of the key on top; false, and none, at the end. */
  boolean next(int table) {
    return lua.lua_next(thread, table) != 0;
  }

  /** Whether a value has a metatable; then it is pushed. */
  boolean pushMetatable(int index) {
    return lua.lua_getmetatable(thread, index) != 0;
  }

  void setMetatable(int index) {
    lua.lua_setmetatable(thread, index);
  }

  /** Makes the table on top, which is taken away, the one where a function finds its globals. */
  void setGlobalsOf(int function) {
    lua.lua_setfenv(thread, function);
  }

  void pushGlobals() {
    lua.lua_pushvalue(thread, GLOBALS);
  }

  // Running

  /**
   * Reads a chunk and pushes it as a function, or else pushes the complaint.
   *
   * @return whether it could be read
   */
  boolean load(Bytes source, String name) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(Math.max(1, source.length()));
    buffer.put(source.array()).flip();
    return lua.luaJ_loadbuffer(thread, buffer, source.length(), name) == 0;
  }

  /** Calls the function that is below its arguments; on failure the error is on top. */
  boolean call(int arguments, int results, int handler) {
    return lua.lua_pcall(thread, arguments, results, handler) == 0;
  }

  /** Bytes that this Lua has for all its values. */
  long memory() {
    return lua.lua_gc(thread, 3, 0) * 1024L + lua.lua_gc(thread, 4, 0);
  }

  void collect() {
    lua.lua_gc(thread, 2, 0);
  }
}
