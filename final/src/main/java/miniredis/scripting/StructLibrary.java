package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;

/** The library struct: values as C's memory holds them; {@link StructFormat} says how. */
final class StructLibrary implements Library {

  private static final int LONG = 8;

  @Override
  public void push(LuaState lua) {
    lua.main().pushTable(0, 3);
    Map<String, LuaFunction> functions =
        Map.of(
            "pack", StructLibrary::pack,
            "unpack", StructLibrary::unpack,
            "size", StructLibrary::size);
    functions.forEach(
        (name, function) -> {
          lua.push(function);
          lua.main().set(-2, name);
        });
  }

  private static int pack(Frame frame) {
    StructFormat format = new StructFormat(frame.checkString(1));
    BytesBuilder out = new BytesBuilder(64);
    int argument = 2;
    frame.pushNil(); // An argument that is missing is nil in complaints, as in Redis.
    while (format.next()) {
      for (int i = format.padding(out.length()); i > 0; i--) out.append((byte) 0);
      if (format.isInteger()) putInteger(frame.checkNumber(argument++), format, out);
      else if (format.letter == 'x') out.append((byte) 0);
      else if (format.letter == 'f') {
        put(Float.floatToRawIntBits((float) frame.checkNumber(argument++)), format, out);
      } else if (format.letter == 'd') {
        put(Double.doubleToRawLongBits(frame.checkNumber(argument++)), format, out);
      } else if (format.letter == 'c' || format.letter == 's') {
        putString(frame.checkString(argument++), argument, format, out);
      } else format.control();
    }
    frame.push(out.toBytes());
    return 1;
  }

  private static void putInteger(double number, StructFormat format, BytesBuilder out) {
    put(number < 0 ? Frame.toLong(number) : toUnsigned(number), format, out);
  }

  private static long toUnsigned(double number) {
    if (number < 0x1p63) return Frame.toLong(number);
    return number < 0x1p64 ? Frame.toLong(number - 0x1p63) ^ Long.MIN_VALUE : 0;
  }

  /** Bytes beyond the eighth are zeros. */
  private static void put(long bits, StructFormat format, BytesBuilder out) {
    for (int i = 0; i < format.size; i++) {
      int place = format.bigEndian() ? format.size - 1 - i : i;
      out.append(place < LONG ? (byte) (bits >>> 8 * place) : 0);
    }
  }

  private static void putString(Bytes text, int next, StructFormat format, BytesBuilder out) {
    int count = format.size == 0 ? text.length() : format.size;
    if (text.length() < count) throw LuaError.argument(next, "string too short");
    out.append(text.array(), 0, count);
    if (format.letter == 's') out.append((byte) 0);
  }

  private static int unpack(Frame frame) {
    StructFormat format = new StructFormat(frame.checkString(1));
    Bytes data = frame.checkString(2);
    boolean first = frame.is(3, Frame.NONE) || frame.is(3, Frame.NIL);
    long start = first ? 1 : frame.checkInteger(3);
    if (start == 0) {
      throw LuaError.argument(3, "offset must be 1 or greater");
    }
    long at = start - 1;
    int results = 0;
    while (format.next()) {
      at += format.padding(at);
      checkThere(data, at, format.size);
      frame.room(3);
      int size = format.size;
      if (format.letter == 'c' && size == 0) {
        size = previousSize(results--, frame);
        checkThere(data, at, size);
      } else if (format.letter == 's') size = lengthToZero(data, (int) at);
      if (pushed(data, (int) at, size, format, frame)) results++;
      at += format.letter == 's' ? size + 1 : size;
    }
    frame.push((double) (at + 1));
    return results + 1;
  }

  /** Whether a letter stands for a value, which is pushed then. */
  private static boolean pushed(Bytes data, int at, int size, StructFormat format, Frame frame) {
    if (format.isInteger()) frame.push(integer(data, at, format));
    else if (format.letter == 'x') return false;
    else if (format.letter == 'f') {
      frame.push((double) Float.intBitsToFloat((int) bits(data, at, format)));
    } else if (format.letter == 'd') {
      frame.push(Double.longBitsToDouble(bits(data, at, format)));
    } else if (format.letter == 'c' || format.letter == 's') {
      frame.push(data.slice(at, at + size));
    } else {
      format.control();
      return false;
    }
    return true;
  }

  private static void checkThere(Bytes data, long at, long size) {
    boolean there = at >= 0 && size >= 0 && size <= data.length() && at <= data.length() - size;
    if (!there) throw LuaError.argument(2, "data string too short");
  }

  private static int previousSize(int results, Frame frame) {
    if (results == 0 || !frame.isNumeric(-1)) {
      throw new LuaError("format 'c0' needs a previous size");
    }
    double size = frame.number(-1);
    frame.pop(1);
    return size >= 0 && size <= Integer.MAX_VALUE ? (int) size : -1;
  }

  private static int lengthToZero(Bytes data, int at) {
    for (int i = at; i < data.length(); i++) if (data.at(i) == 0) return i - at;
    throw new LuaError("unfinished string in data");
  }

  private static long bits(Bytes data, int at, StructFormat format) {
    long bits = 0;
    for (int i = 0; i < format.size; i++) {
      int place = format.bigEndian() ? i : format.size - 1 - i;
      bits = bits << 8 | data.at(at + place) & 0xFF;
    }
    return bits;
  }

  private static double integer(Bytes data, int at, StructFormat format) {
    long bits = bits(data, at, format);
    if (!format.isSigned()) return unsigned(bits);
    int unused = 64 - 8 * format.size;
    return unused > 0 && unused < 64 ? bits << unused >> unused : bits;
  }

  /** Rounded once, as C does it. */
  private static double unsigned(long bits) {
    if (bits >= 0) return bits;
    return (double) (bits >>> 1 | bits & 1) * 2;
  }

  private static int size(Frame frame) {
    StructFormat format = new StructFormat(frame.checkString(1));
    long at = 0;
    while (format.next()) {
      at += format.padding(at);
      if (format.letter == 's') {
        throw LuaError.argument(1, "option 's' has no fixed size");
      }
      if (format.letter == 'c' && format.size == 0) {
        throw LuaError.argument(1, "option 'c0' has no fixed size");
      }
      if (!Character.isLetterOrDigit(format.letter)) format.control();
      at += format.size;
    }
    frame.push((double) at);
    return 1;
  }
}
