package miniredis.value;

/**
 * Goes through the elements of a stream's node that comes from a file: each must be there, be a
 * number where one must be, and agree with the others. Else reading would run past the end.
 */
final class StreamNodeCheck {

  private final ListPack pack;
  private int at;

  StreamNodeCheck(ListPack pack) {
    this.pack = pack;
    this.at = pack.first();
  }

  /**
   * Checks all of it.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  void run() {
    long live = number(0, Integer.MAX_VALUE, "number of live entries");
    long deleted = number(0, Integer.MAX_VALUE, "number of deleted entries");
    long fields = number(0, pack.count(), "number of fields");
    skip(fields);
    number(0, 0, "end of the master entry");
    long seen = 0;
    long marked = 0;
    for (; at != ListPack.NONE; seen++) if (entry(fields)) marked++;
    check(live == seen - marked && deleted == marked, "the numbers of entries are wrong");
  }

  /** Whether the entry is marked as deleted. */
  private boolean entry(long masterFields) {
    long flags = number(0, StreamNode.DELETED | StreamNode.SAME_FIELDS, "flags of an entry");
    number(Long.MIN_VALUE, Long.MAX_VALUE, "id of an entry");
    number(Long.MIN_VALUE, Long.MAX_VALUE, "id of an entry");
    boolean same = (flags & StreamNode.SAME_FIELDS) != 0;
    long elements = 3 + masterFields;
    if (!same) {
      long fields = number(0, pack.count(), "number of fields");
      elements = 4 + 2 * fields;
    }
    skip(elements - (same ? 3 : 4));
    number(elements, elements, "number of elements");
    return (flags & StreamNode.DELETED) != 0;
  }

  private long number(long least, long most, String what) {
    check(at != ListPack.NONE && pack.isNumber(at), "no " + what);
    long number = pack.number(at);
    check(number >= least && number <= most, "impossible " + what);
    at = pack.next(at);
    return number;
  }

  private void skip(long elements) {
    for (long left = elements; left > 0; left--) {
      check(at != ListPack.NONE, "it ends inside an entry");
      at = pack.next(at);
    }
  }

  private static void check(boolean well, String otherwise) {
    if (!well) throw new IllegalArgumentException(otherwise);
  }
}
