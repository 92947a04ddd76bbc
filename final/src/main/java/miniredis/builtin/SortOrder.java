package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.DoubleReader;
import miniredis.command.CommandException;
import miniredis.command.Errors;
import miniredis.keyspace.Database;

/**
 * The order in which SORT puts elements: by number or, with ALPHA, by the bytes, of the elements or
 * of what a pattern finds for each.
 */
final class SortOrder {

  /**
   * An element with what it weighs; the bytes only if they count, and null where none was found.
   */
  private record Weighed(Bytes element, double number, Bytes bytes) {}

  private final Database database;
  private final SortOptions options;

  SortOrder(Database database, SortOptions options) {
    this.database = database;
    this.options = options;
  }

  List<Bytes> sorted(List<Bytes> elements) {
    List<Weighed> weighed = new ArrayList<>(elements.size());
    boolean wrong = false;
    for (Bytes element : elements) {
      Weighed next = weigh(element);
      wrong |= Double.isNaN(next.number);
      weighed.add(next);
    }
    if (wrong) throw new CommandException(Errors.SCORES);
    Comparator<Weighed> order = options.alphabetic() ? byText() : byNumber();
    weighed.sort(options.descending() ? order.reversed() : order);
    return weighed.stream().map(Weighed::element).toList();
  }

  /** What has no weight weighs zero. */
  private Weighed weigh(Bytes element) {
    Bytes by = options.looksUpWeights() ? options.by().look(database, element) : element;
    if (options.alphabetic()) return new Weighed(element, 0, by);
    return new Weighed(element, by == null ? 0 : DoubleReader.read(by) + 0.0, null);
  }

  /** Of the same weight, the elements themselves decide. */
  private static Comparator<Weighed> byNumber() {
    return (a, b) -> {
      int order = Double.compare(a.number, b.number);
      return order != 0 ? order : a.element.compareTo(b.element);
    };
  }

  /** Texts that are replied are compared as C does, up to a zero byte; those stored, as a whole. */
  private Comparator<Weighed> byText() {
    Comparator<Bytes> order =
        options.target() == null ? (a, b) -> text(a).compareTo(text(b)) : Comparator.naturalOrder();
    Comparator<Bytes> nullsFirst = Comparator.nullsFirst(order);
    return (a, b) -> nullsFirst.compare(a.bytes, b.bytes);
  }

  private static Bytes text(Bytes bytes) {
    int end = 0;
    while (end < bytes.length() && bytes.at(end) != 0) end++;
    return bytes.slice(0, end);
  }
}
