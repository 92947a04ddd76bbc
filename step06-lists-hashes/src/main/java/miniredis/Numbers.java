package miniredis;

import module java.base;

/** Numbers as Redis reads them: just as it would write them, so no blanks, no +1 and no 01. */
final class Numbers {
  static long parse(Bytes word) {
    try {
      long number = Long.parseLong(word.toString());
      if (Long.toString(number).equals(word.toString())) return number;
    } catch (NumberFormatException e) {
      // It is no number, or one that does not fit into 64 bits: the complaint is the same.
    }
    throw new CommandException(Errors.NOT_AN_INTEGER);
  }

  static long sum(long a, long b) {
    try {
      return Math.addExact(a, b);
    } catch (ArithmeticException e) {
      throw new CommandException(Errors.SUM_OVERFLOWS);
    }
  }

  static long parse(Bytes word, String complaint) {
    try {
      return parse(word);
    } catch (CommandException e) {
      throw new CommandException(complaint);
    }
  }
}
