package miniredis.config;

import miniredis.bytes.Bytes;

/**
 * What a setting is set to: the text that CONFIG GET shows, and the numbers that the server reads.
 *
 * <p>A flag is 0 or 1, a choice the index of the chosen word, a size a number of bytes, a list of
 * numbers all of them; a text has none.
 */
record Parsed(Bytes text, long... numbers) {

  static Parsed of(long number) {
    return new Parsed(Bytes.of(number), number);
  }

  static Parsed of(String text, long... numbers) {
    return new Parsed(Bytes.of(text), numbers);
  }

  long number() {
    return numbers[0];
  }
}
