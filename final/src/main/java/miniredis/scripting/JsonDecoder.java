package miniredis.scripting;

import miniredis.bytes.Bytes;
import miniredis.scripting.JsonSettings.Invalid;
import miniredis.scripting.JsonTokens.Kind;

/** Reads JSON and pushes what it says as values of Lua. */
final class JsonDecoder {

  /** Values are followed by recursion, whatever a script sets. */
  private static final int DEEPEST = 2000;

  private final JsonSettings settings;
  private final Bytes text;
  private final Frame frame;
  private final JsonTokens tokens;
  private int depth;

  JsonDecoder(JsonSettings settings, Bytes text, Frame frame) {
    this.settings = settings;
    this.text = text;
    this.frame = frame;
    tokens = new JsonTokens(text, settings.decodesInvalid == Invalid.ON);
  }

  /** Pushes the one value of the text. */
  void decode() {
    if (text.length() >= 2 && (text.at(0) == 0 || text.at(1) == 0)) {
      throw new LuaError("JSON parser does not support UTF-16 or UTF-32");
    }
    tokens.next();
    value();
    if (tokens.next() != Kind.T_END) throw expected("the end");
  }

  private LuaError expected(String what) {
    String found = tokens.kind == Kind.T_ERROR ? tokens.complaint : tokens.kind.name();
    return new LuaError(
        "Expected %s but found %s at character %d".formatted(what, found, tokens.start + 1));
  }

  private void value() {
    switch (tokens.kind) {
      case T_STRING -> frame.push(tokens.string);
      case T_NUMBER -> frame.push(tokens.number);
      case T_BOOLEAN -> frame.push(tokens.bool);
      case T_NULL -> frame.pushNullPointer();
      case T_OBJ_BEGIN -> object();
      case T_ARR_BEGIN -> array();
      case T_OBJ_END, T_ARR_END, T_COLON, T_COMMA, T_END, T_ERROR -> throw expected("value");
    }
  }

  private void descend() {
    depth++;
    if (depth <= Math.min(DEEPEST, settings.decodeDepth) && frame.hasRoom(6)) return;
    throw new LuaError(
        "Found too many nested data structures (%d) at character %d"
            .formatted(depth, tokens.position()));
  }

  private void object() {
    descend();
    frame.pushTable(0, 0);
    if (tokens.next() != Kind.T_OBJ_END) {
      do {
        if (tokens.kind != Kind.T_STRING) throw expected("object key string");
        frame.push(tokens.string);
        if (tokens.next() != Kind.T_COLON) throw expected("colon");
        tokens.next();
        value();
        frame.set(-3);
      } while (goesOn(Kind.T_OBJ_END, "comma or object end"));
    }
    depth--;
  }

  private void array() {
    descend();
    frame.pushTable(0, 0);
    if (tokens.next() != Kind.T_ARR_END) {
      int items = 0;
      do {
        value();
        frame.set(-2, ++items);
      } while (goesOn(Kind.T_ARR_END, "comma or array end"));
    }
    depth--;
  }

  /** After a member: whether another one follows, which has been read then. */
  private boolean goesOn(Kind end, String wanted) {
    if (tokens.next() == end) return false;
    if (tokens.kind != Kind.T_COMMA) throw expected(wanted);
    tokens.next();
    return true;
  }
}
