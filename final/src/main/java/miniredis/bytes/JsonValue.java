package miniredis.bytes;

import module java.base;

/**
 * A piece of JSON as it was read; {@link Json} writes it. Immutable.
 *
 * <p>Whoever expects a text and finds a number, or nothing at all, gets the value that stands for
 * "not given": what comes from outside is asked for, never cast.
 */
public sealed interface JsonValue {

  record Text(String text) implements JsonValue {}

  record Number(double number) implements JsonValue {}

  record Truth(boolean truth) implements JsonValue {}

  record Nothing() implements JsonValue {}

  record Items(List<JsonValue> items) implements JsonValue {}

  /** In the order in which they were written; of two with one name the later. */
  record Fields(Map<String, JsonValue> fields) implements JsonValue {}

  JsonValue NOTHING = new Nothing();

  /**
   * Reads one value, with blanks around it and nothing else.
   *
   * @throws IllegalArgumentException if it is no JSON or deeper than a hundred brackets, with the
   *     column
   */
  static JsonValue read(String text) {
    return new JsonReader(text).readAll();
  }

  /** What an object has by this name; {@link Nothing} if it has none, or is no object. */
  default JsonValue at(String name) {
    return this instanceof Fields(var fields) ? fields.getOrDefault(name, NOTHING) : NOTHING;
  }

  /** Whether an object has this name at all. */
  default boolean has(String name) {
    return this instanceof Fields(var fields) && fields.containsKey(name);
  }

  /** The text by this name, or an empty one. */
  default String text(String name) {
    return at(name) instanceof Text(var text) ? text : "";
  }

  /** The number by this name, or another one. A fraction is cut off. */
  default long number(String name, long otherwise) {
    return at(name) instanceof Number(var number) ? (long) number : otherwise;
  }

  /** Whether {@code true} stands there. */
  default boolean truth(String name) {
    return at(name) instanceof Truth(var truth) && truth;
  }

  /** The elements of the array by this name; none if there is no array. */
  default List<JsonValue> items(String name) {
    return at(name) instanceof Items(var items) ? items : List.of();
  }
}
