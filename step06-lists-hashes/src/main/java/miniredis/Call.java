package miniredis;

import module java.base;

/** One request on its way to its handler: its words, and the data that they are about. */
record Call(Database database, List<Bytes> words) {
  String name() {
    return words.getFirst().toString().toUpperCase(Locale.ROOT);
  }

  /** The word after the name is argument 1. */
  Bytes arg(int i) {
    return words.get(i);
  }

  Bytes key() {
    return arg(1);
  }

  Stream<Bytes> rest() {
    return words.stream().skip(1);
  }

  long number(int i) {
    return Numbers.parse(arg(i));
  }

  /** Word i as a moment: so many units after the start, each of so many milliseconds. */
  long moment(int i, long millisPerUnit, long start) {
    try {
      return Math.addExact(Math.multiplyExact(number(i), millisPerUnit), start);
    } catch (ArithmeticException e) {
      throw new CommandException(Errors.invalidExpireTime(name()));
    }
  }
}
