package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bits;
import miniredis.bytes.Bytes;
import miniredis.bytes.Numbers;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.value.StringValue;

/**
 * An integer of some bits inside a string: {@code i5} is signed and has five, {@code u63} is not
 * and has as many as an unsigned one may have.
 */
record BitField(boolean signed, int width) {

  private static final int WIDEST = 64;

  /** What happens to a number that does not fit. */
  enum Overflow {
    /** The bits that are too many are cut off. */
    WRAP,
    /** It becomes the largest or the smallest that fits. */
    SAT,
    /** It is not written. */
    FAIL
  }

  /** The type of this name. As in C, a zero byte ends it. */
  static BitField named(Bytes word) {
    int end = 0;
    while (end < word.length() && word.at(end) != 0) end++;
    boolean signed = end > 0 && word.at(0) == 'i';
    boolean known = signed || end > 0 && word.at(0) == 'u';
    if (!known || !Numbers.isInteger(word.array(), 1, end)) throw unknown();
    long width = Numbers.integer(word.array(), 1, end);
    if (width < 1 || width > (signed ? WIDEST : WIDEST - 1)) throw unknown();
    return new BitField(signed, (int) width);
  }

  private static CommandException unknown() {
    return new CommandException(Errors.BITFIELD_TYPE);
  }

  /** The number at a bit of a string, which may be null or end before. */
  long get(StringValue string, long offset) {
    long value = 0;
    for (long bit = offset; bit < offset + width; bit++) {
      int at = (int) (bit >> 3);
      boolean set = string != null && at < string.length() && (string.at(at) & Bits.mask(bit)) != 0;
      value = value << 1 | (set ? 1 : 0);
    }
    return signed ? signed(value) : value;
  }

  void set(StringValue string, long offset, long value) {
    for (int i = 0; i < width; i++) {
      long bit = offset + i;
      int at = (int) (bit >> 3);
      boolean on = (value >> (width - 1 - i) & 1) != 0;
      int before = string.at(at);
      string.set(at, (byte) (on ? before | Bits.mask(bit) : before & ~Bits.mask(bit)));
    }
  }

  /** The sum, made to fit; empty if it does not and may not be made to. */
  OptionalLong fit(long value, long increment, Overflow overflow) {
    boolean over = signed ? isOver(value, increment) : isOverUnsigned(value, increment);
    boolean under = !over && isUnder(value, increment);
    if (!over && !under) return OptionalLong.of(value + increment);
    return switch (overflow) {
      case WRAP -> OptionalLong.of(wrap(value + increment));
      case SAT -> OptionalLong.of(over ? largest() : smallest());
      case FAIL -> OptionalLong.empty();
    };
  }

  /**
   * Redis's own reckoning, to the letter: where {@code largest - value} itself overflows, as it
   * does for the lowest numbers set to a narrow field, they count as too large.
   */
  private boolean isOver(long value, long increment) {
    boolean beyond = increment > largest() - value;
    return value > largest() || beyond && (width < WIDEST || value >= 0 && increment > 0);
  }

  /** A negative number to be set counts as the huge one that its bits would be without a sign. */
  private boolean isOverUnsigned(long value, long increment) {
    return value < 0 || value > largest() || increment > largest() - value;
  }

  private boolean isUnder(long value, long increment) {
    if (!signed) return increment < 0 && increment < -value;
    boolean beyond = increment < smallest() - value;
    return value < smallest() || beyond && (width < WIDEST || value < 0 && increment < 0);
  }

  private long largest() {
    return (1L << (signed ? width - 1 : width)) - 1;
  }

  private long smallest() {
    return signed ? -largest() - 1 : 0;
  }

  private long wrap(long value) {
    return signed ? signed(value) : value & largest();
  }

  private long signed(long bits) {
    return bits << (WIDEST - width) >> (WIDEST - width);
  }
}
