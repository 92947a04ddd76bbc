package miniredis.differential;

import module java.base;

import miniredis.bytes.Bytes;

/** One piece of a command's grammar: draws none, one or several arguments. */
@FunctionalInterface
interface Argument {

  void draw(Draw draw, List<Bytes> into);

  /** A text in a grammar is a keyword; anything else must be an argument already. */
  static Argument of(Object part) {
    if (part instanceof Argument argument) return argument;
    String word = (String) part;
    return (draw, into) -> into.add(draw.word(word));
  }

  static Argument sequence(Object... parts) {
    List<Argument> arguments = Stream.of(parts).map(Argument::of).toList();
    return (draw, into) -> arguments.forEach(argument -> argument.draw(draw, into));
  }
}
