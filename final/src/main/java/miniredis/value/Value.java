package miniredis.value;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * A value that is an object of its own. Most strings are not: they live inside their {@link Packed}
 * entry.
 *
 * <p>Values are mutable and belong to the one thread that runs commands.
 */
public sealed interface Value
    permits StringValue, ListValue, SetValue, SortedSetValue, HashValue, StreamValue {

  /** The types. A switch over all of them, without a default, is how the compiler finds gaps. */
  enum Type {
    STRING("string", 0),
    LIST("list", 1),
    SET("set", 2),
    SORTED_SET("zset", 3),
    HASH("hash", 4),
    STREAM("stream", 6);

    private final String word;
    private final int number;

    Type(String word, int number) {
      this.word = word;
      this.number = number;
    }

    /** The name, as TYPE replies it. */
    public String word() {
      return word;
    }

    /** The number by which Redis knows it. */
    public int number() {
      return number;
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

  /**
   * The key and the value of its entry in one array, or null if it is no small collection: see
   * {@link PackedCollection#of(Entry, ArrayPool)}, which asks.
   */
  default byte[] packed(Entry entry, ArrayPool pool) {
    return null;
  }

  /** Tells what it consists of. */
  void takeApart(Parts parts);

  /** A value of its own with the same content, for COPY. */
  Value copy();

  /**
   * This value as it is now, for whoever reads it to its end bit by bit while this one goes on
   * changing: a snapshot. It is made in no time, because it shares what this one does not change in
   * place: from now on this one copies a part before it changes it. Only to be read, and to be
   * given back by {@link #thaw}.
   */
  Value frozen();

  /** What {@link #frozen} has returned last but is not yet given back will not be read any more. */
  default void thaw() {}
}
