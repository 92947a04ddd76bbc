package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Doubles;

/** Writes values of Lua as JSON. A table is an array if all its keys are whole numbers from 1. */
final class JsonEncoder {

  /** Tables are followed by recursion, whatever a script sets. */
  private static final int DEEPEST = 2000;

  private final JsonSettings settings;
  private final Frame frame;
  private final BytesBuilder out;

  JsonEncoder(JsonSettings settings, Frame frame, BytesBuilder out) {
    this.settings = settings;
    this.frame = frame;
    this.out = out;
  }

  /** Writes the value on top of the stack, and leaves it there. */
  void encode(int depth) {
    switch (frame.type(-1)) {
      case Frame.STRING -> string(frame.string(-1));
      case Frame.NUMBER -> number(frame.number(-1));
      case Frame.BOOLEAN -> out.append(frame.bool(-1) ? "true" : "false");
      case Frame.TABLE -> table(depth + 1);
      case Frame.NIL -> out.append("null");
      default -> {
        if (!frame.isNullPointer(-1)) throw refused(-1, "type not supported");
        out.append("null");
      }
    }
  }

  private LuaError refused(int index, String reason) {
    return new LuaError("Cannot serialise " + frame.typeName(index) + ": " + reason);
  }

  private void number(double number) {
    if (!Double.isFinite(number)) {
      switch (settings.encodesInvalid) {
        case OFF -> throw refused(-1, "must not be NaN or Inf");
        case ON -> out.append(Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf");
        case NULL -> out.append("null");
      }
    } else {
      out.append(Doubles.general(number, settings.precision));
    }
  }

  private void string(Bytes text) {
    out.append((byte) '"');
    for (int i = 0; i < text.length(); i++) {
      byte b = text.at(i);
      switch (b) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '/' -> out.append("\\/");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (b >= 0 && b < ' ' || b == 127) out.append("\\u00" + HexFormat.of().toHexDigits(b));
          else out.append(b);
        }
      }
    }
    out.append((byte) '"');
  }

  private void table(int depth) {
    if (depth > Math.min(DEEPEST, settings.encodeDepth) || !frame.hasRoom(4)) {
      throw new LuaError("Cannot serialise, excessive nesting (" + depth + ")");
    }
    int length = arrayLength();
    if (length > 0) array(length, depth);
    else object(depth);
  }

  private void array(int length, int depth) {
    out.append((byte) '[');
    for (int i = 1; i <= length; i++) {
      if (i > 1) out.append((byte) ',');
      frame.get(-1, i);
      encode(depth);
      frame.pop(1);
    }
    out.append((byte) ']');
  }

  private void object(int depth) {
    out.append((byte) '{');
    boolean first = true;
    frame.pushNil();
    while (frame.next(-2)) {
      if (!first) out.append((byte) ',');
      first = false;
      key();
      out.append((byte) ':');
      encode(depth);
      frame.pop(1);
    }
    out.append((byte) '}');
  }

  /** The key is below its value. */
  private void key() {
    if (frame.is(-2, Frame.STRING)) string(frame.string(-2));
    else if (frame.is(-2, Frame.NUMBER)) {
      frame.pushCopy(-2);
      out.append((byte) '"');
      number(frame.number(-1));
      out.append((byte) '"');
      frame.pop(1);
    } else throw refused(-2, "table key must be a number or string");
  }

  /** The largest key if all are whole numbers from 1 on, else -1; 0 without any. */
  private int arrayLength() {
    int most = 0;
    int count = 0;
    frame.pushNil();
    while (frame.next(-2)) {
      frame.pop(1);
      double key = frame.is(-1, Frame.NUMBER) ? frame.number(-1) : 0;
      if (key < 1 || key != Math.floor(key)) {
        frame.pop(1);
        return -1;
      }
      most = (int) Math.max(most, key);
      count++;
    }
    boolean sparse =
        settings.sparseRatio > 0
            && most > (long) count * settings.sparseRatio
            && most > settings.sparseSafe;
    if (!sparse) return most;
    if (!settings.convertsSparse) throw refused(-1, "excessively sparse array");
    return -1;
  }
}
