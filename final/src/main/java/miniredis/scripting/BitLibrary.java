package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;

/** The library bit: Lua's numbers taken for signed whole numbers of 32 bits. */
final class BitLibrary implements Library {

  /** Added to a double, it moves the lowest 32 bits of the whole number to its lowest 32 bits. */
  private static final double SHIFT = 6755399441055744.0;

  private static final String LOWER = "0123456789abcdef";

  @Override
  public void push(LuaState lua) {
    lua.main().pushTable(0, 12);
    one("tobit", x -> x, lua);
    one("bnot", x -> ~x, lua);
    one("bswap", Integer::reverseBytes, lua);
    many("band", (x, y) -> x & y, lua);
    many("bor", (x, y) -> x | y, lua);
    many("bxor", (x, y) -> x ^ y, lua);
    two("lshift", (x, n) -> x << n, lua);
    two("rshift", (x, n) -> x >>> n, lua);
    two("arshift", (x, n) -> x >> n, lua);
    two("rol", Integer::rotateLeft, lua);
    two("ror", Integer::rotateRight, lua);
    add("tohex", BitLibrary::tohex, lua);
  }

  private static void add(String name, LuaFunction function, LuaState lua) {
    lua.push(function);
    lua.main().set(-2, name);
  }

  private static void one(String name, IntUnaryOperator operator, LuaState lua) {
    add(name, frame -> result(operator.applyAsInt(bits(1, name, frame)), frame), lua);
  }

  private static void two(String name, IntBinaryOperator operator, LuaState lua) {
    add(
        name,
        frame -> {
          int value = bits(1, name, frame);
          return result(operator.applyAsInt(value, bits(2, name, frame) & 31), frame);
        },
        lua);
  }

  private static void many(String name, IntBinaryOperator operator, LuaState lua) {
    add(
        name,
        frame -> {
          int value = bits(1, name, frame);
          for (int i = frame.top(); i > 1; i--) {
            value = operator.applyAsInt(value, bits(i, name, frame));
          }
          return result(value, frame);
        },
        lua);
  }

  private static int bits(int index, String function, Frame frame) {
    return (int) Double.doubleToRawLongBits(frame.checkNumber(index) + SHIFT);
  }

  private static int result(int value, Frame frame) {
    frame.push((double) value);
    return 1;
  }

  /** As many digits as the second argument says; negative: in capitals. */
  private static int tohex(Frame frame) {
    int value = bits(1, "tohex", frame);
    int wanted = frame.is(2, Frame.NONE) ? 8 : bits(2, "tohex", frame);
    int count = (int) Math.min(8, Math.abs((long) wanted));
    StringBuilder digits = new StringBuilder();
    for (int i = count - 1; i >= 0; i--) digits.append(LOWER.charAt(value >>> 4 * i & 15));
    String text = digits.toString();
    frame.push(Bytes.of(wanted < 0 ? text.toUpperCase(Locale.ROOT) : text));
    return 1;
  }
}
