package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;

/** What a function in Java raises as an error in Lua. */
final class LuaError extends RuntimeException {

  /** How the error looks to the script that catches it. */
  enum Form {
    /** The complaint about an argument, to which the name of the function is added. */
    ARGUMENT,
    /** A text that begins with the place in the script. */
    PLACED,
    /** The text alone. */
    BARE,
    /** A table with the text as its field err, as Redis's own functions raise it. */
    TABLE,
    /** The value that is on top of the stack already. */
    ON_STACK
  }

  private final Bytes text;
  private final Form form;
  private final int argument;

  private LuaError(Bytes text, Form form) {
    this(text, form, 0);
  }

  private LuaError(Bytes text, Form form, int argument) {
    super(text.text(), null, false, false);
    this.text = text;
    this.form = form;
    this.argument = argument;
  }

  /** With the place in front, as Lua's own functions do it. */
  LuaError(String text) {
    this(Bytes.latin(text), Form.PLACED);
  }

  static LuaError bare(String text) {
    return new LuaError(Bytes.latin(text), Form.BARE);
  }

  /** An error of the library redis, with its code: {@code ERR ...}. */
  static LuaError ofRedis(Bytes text) {
    return new LuaError(text, Form.TABLE);
  }

  static LuaError ofRedis(String text) {
    return ofRedis(Bytes.latin(text));
  }

  static LuaError onStack() {
    return new LuaError(Bytes.EMPTY, Form.ON_STACK);
  }

  /** An argument of the function that is being called is wrong. */
  static LuaError argument(int index, String complaint) {
    return new LuaError(Bytes.latin(complaint), Form.ARGUMENT, index);
  }

  /** The number of the argument that is wrong. */
  int argument() {
    return argument;
  }

  Bytes text() {
    return text;
  }

  Form form() {
    return form;
  }
}
