package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.scripting.JsonSettings.Invalid;

/** The library cjson: values as JSON. */
final class JsonLibrary implements Library {

  private static final int MOST_DIGITS = 14;

  private final JsonSettings settings = new JsonSettings();

  @Override
  public void push(LuaState lua) {
    push(lua, lua.main());
  }

  private void push(LuaState lua, Frame frame) {
    frame.room(6);
    frame.pushTable(0, 13);
    functions(lua)
        .forEach(
            (name, function) -> {
              lua.push(function, frame);
              frame.set(-2, name);
            });
    frame.pushNullPointer();
    frame.set(-2, "null");
    frame.push("cjson");
    frame.set(-2, "_NAME");
    frame.push("2.1.0");
    frame.set(-2, "_VERSION");
  }

  private Map<String, LuaFunction> functions(LuaState lua) {
    Map<String, LuaFunction> all = new LinkedHashMap<>();
    all.put("encode", this::encode);
    all.put("decode", this::decode);
    all.put("encode_sparse_array", this::encodeSparseArray);
    all.put("encode_max_depth", this::encodeMaxDepth);
    all.put("decode_max_depth", this::decodeMaxDepth);
    all.put("encode_number_precision", this::encodeNumberPrecision);
    all.put("encode_keep_buffer", this::encodeKeepBuffer);
    all.put("encode_invalid_numbers", this::encodeInvalidNumbers);
    all.put("decode_invalid_numbers", this::decodeInvalidNumbers);
    all.put("new", frame -> another(lua, frame));
    return all;
  }

  private static int another(LuaState lua, Frame frame) {
    new JsonLibrary().push(lua, frame);
    return 1;
  }

  private int encode(Frame frame) {
    if (frame.top() != 1) throw LuaError.argument(1, "expected 1 argument");
    BytesBuilder out = new BytesBuilder(128);
    new JsonEncoder(settings, frame, out).encode(0);
    frame.push(out.toBytes());
    return 1;
  }

  private int decode(Frame frame) {
    if (frame.top() != 1) throw LuaError.argument(1, "expected 1 argument");
    Bytes text = frame.checkString(1);
    new JsonDecoder(settings, text, frame).decode();
    return 1;
  }

  // Settings: each function sets what it is given, and tells what holds then

  private static void most(int arguments, Frame frame) {
    if (frame.top() > arguments) {
      throw LuaError.argument(arguments + 1, "found too many arguments");
    }
  }

  private static boolean isGiven(int index, Frame frame) {
    return !frame.is(index, Frame.NONE) && !frame.is(index, Frame.NIL);
  }

  private static int integer(int index, int now, int least, int most, Frame frame) {
    if (!isGiven(index, frame)) return now;
    long value = frame.checkInteger(index);
    if (value >= least && value <= most) return (int) value;
    throw LuaError.argument(index, "expected integer between %d and %d".formatted(least, most));
  }

  private static boolean bool(int index, boolean now, Frame frame) {
    if (!isGiven(index, frame)) return now;
    if (frame.is(index, Frame.BOOLEAN)) return frame.bool(index);
    Bytes word = frame.checkString(index);
    if (word.text().equals("on")) return true;
    if (word.text().equals("off")) return false;
    throw LuaError.argument(index, "invalid option '" + word.text() + "'");
  }

  private static int tell(int value, Frame frame) {
    frame.push((double) value);
    return 1;
  }

  private int encodeSparseArray(Frame frame) {
    most(3, frame);
    settings.convertsSparse = bool(1, settings.convertsSparse, frame);
    settings.sparseRatio = integer(2, settings.sparseRatio, 0, Integer.MAX_VALUE, frame);
    settings.sparseSafe = integer(3, settings.sparseSafe, 0, Integer.MAX_VALUE, frame);
    frame.push(settings.convertsSparse);
    tell(settings.sparseRatio, frame);
    tell(settings.sparseSafe, frame);
    return 3;
  }

  private int encodeMaxDepth(Frame frame) {
    most(1, frame);
    settings.encodeDepth = integer(1, settings.encodeDepth, 1, Integer.MAX_VALUE, frame);
    return tell(settings.encodeDepth, frame);
  }

  private int decodeMaxDepth(Frame frame) {
    most(1, frame);
    settings.decodeDepth = integer(1, settings.decodeDepth, 1, Integer.MAX_VALUE, frame);
    return tell(settings.decodeDepth, frame);
  }

  private int encodeNumberPrecision(Frame frame) {
    most(1, frame);
    settings.precision = integer(1, settings.precision, 1, MOST_DIGITS, frame);
    return tell(settings.precision, frame);
  }

  private int encodeKeepBuffer(Frame frame) {
    most(1, frame);
    settings.keepsBuffer = bool(1, settings.keepsBuffer, frame);
    frame.push(settings.keepsBuffer);
    return 1;
  }

  private int encodeInvalidNumbers(Frame frame) {
    most(1, frame);
    settings.encodesInvalid = invalid(settings.encodesInvalid, frame);
    return tell(settings.encodesInvalid, frame);
  }

  private int decodeInvalidNumbers(Frame frame) {
    most(1, frame);
    settings.decodesInvalid =
        bool(1, settings.decodesInvalid == Invalid.ON, frame) ? Invalid.ON : Invalid.OFF;
    return tell(settings.decodesInvalid, frame);
  }

  private static Invalid invalid(Invalid now, Frame frame) {
    boolean isNull = frame.is(1, Frame.STRING) && frame.string(1).text().equals("null");
    if (isNull) return Invalid.NULL;
    if (now == Invalid.NULL && !isGiven(1, frame)) return now;
    return bool(1, now == Invalid.ON, frame) ? Invalid.ON : Invalid.OFF;
  }

  private static int tell(Invalid value, Frame frame) {
    if (value == Invalid.NULL) frame.push("null");
    else frame.push(value == Invalid.ON);
    return 1;
  }
}
