package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.keyspace.Database;
import miniredis.value.HashValue;

/**
 * Where SORT finds what belongs to an element: {@code weight_*} is the string at the key in which
 * the element takes the place of the asterisk, {@code user_*->age} a field of the hash there, and
 * {@code #} the element itself.
 *
 * @param before what stands before the asterisk
 * @param after what stands behind it, up to the arrow, or null if there is no asterisk
 * @param field the field of a hash, or null
 */
record SortPattern(Bytes before, Bytes after, Bytes field) {

  private static final Bytes ELEMENT = Bytes.of("#");

  static SortPattern of(Bytes pattern) {
    int star = 0;
    while (star < pattern.length() && pattern.at(star) != '*' && pattern.at(star) != 0) star++;
    int end = pattern.length();
    if (star == end || pattern.at(star) == 0) return new SortPattern(pattern, null, null);
    int arrow = star + 1;
    while (arrow + 1 < end && !isArrow(pattern, arrow) && pattern.at(arrow) != 0) arrow++;
    Bytes before = pattern.slice(0, star);
    if (arrow + 2 < end && isArrow(pattern, arrow) && pattern.at(arrow + 2) != 0) {
      Bytes field = pattern.slice(arrow + 2, end);
      return new SortPattern(before, pattern.slice(star + 1, arrow), field);
    }
    return new SortPattern(before, pattern.slice(star + 1, end), null);
  }

  private static boolean isArrow(Bytes pattern, int at) {
    return pattern.at(at) == '-' && pattern.at(at + 1) == '>';
  }

  /** Whether it names the same for every element. */
  boolean isConstant() {
    return after == null;
  }

  /** What belongs to an element, or null. */
  Bytes look(Database database, Bytes element) {
    if (isConstant()) return before.equals(ELEMENT) ? element : null;
    BytesBuilder key =
        new BytesBuilder(before.length() + element.length() + after.length())
            .append(before)
            .append(element)
            .append(after);
    if (field == null) return database.stringOrNull(key.toBytes());
    return database.value(key.toBytes()) instanceof HashValue hash ? hash.get(field) : null;
  }
}
