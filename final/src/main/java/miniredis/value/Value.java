package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * A value that is an object of its own. Most strings are not: they live inside their {@link Packed}
 * entry.
 *
 * <p>Values are mutable and belong to the one thread that runs commands.
 */
public sealed interface Value permits StringValue, ListValue, SetValue, HashValue, SortedSetValue {

  /** The types. A switch over all of them, without a default, is how the compiler finds gaps. */
  enum Type {
    STRING("string"),
    LIST("list"),
    SET("set"),
    HASH("hash"),
    SORTED_SET("zset");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    /** The name, as TYPE replies it. */
    public String word() {
      return word;
    }
  }

  Type type();

  /** How the value is kept, as OBJECT ENCODING names it. */
  String encoding();

  /** Whether nothing is left in a collection, so that its key must go. */
  default boolean isEmpty() {
    return false;
  }

  /** The elements that SORT sorts, in their own order; null if SORT refuses values of this type. */
  List<Bytes> sortable();

  /** Whether {@link #sortable} has an order that means something: that of a set is an accident. */
  default boolean isOrdered() {
    return true;
  }

  /**
   * How many bytes of the heap it takes, with all that it holds and without its key, by the rules
   * of {@link Footprint}. It is asked after every edit, so it must be O(1): a collection keeps the
   * sum of its elements up to date as they come and go. What is not worth counting is left out.
   */
  long footprint();

  /** A value of its own with the same content, for COPY. */
  Value copy();
}
