package miniredis.value;

/**
 * Goes through the elements of a stream's node that comes from a file: each must be there, be a
 * number where one must be, and agree with the others. Else reading would run past the end.
 *
 * <p>A large stream is loaded by little else, and an element costs a few nanoseconds: so what is
 * said of damage is put together only where there is some.
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
    if (live != seen - marked || deleted != marked) throw bad("the numbers of entries are wrong");
  }

  /** Whether the entry is marked as deleted. */
  private boolean entry(long masterFields) {
    long flags = number(0, StreamNode.DELETED | StreamNode.SAME_FIELDS, "flags of an entry");
    skipNumber("id of an entry");
    skipNumber("id of an entry");
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
    int place = at;
    skipNumber(what);
    long number = pack.number(place);
    if (number < least || number > most) throw bad("impossible " + what);
    return number;
  }

  private void skipNumber(String what) {
    if (at == ListPack.NONE || !pack.isNumber(at)) throw bad("no " + what);
    at = pack.next(at);
  }

  private void skip(long elements) {
    for (long left = elements; left > 0; left--) {
      if (at == ListPack.NONE) throw bad("it ends inside an entry");
      at = pack.next(at);
    }
  }

  private static IllegalArgumentException bad(String why) {
    return new IllegalArgumentException(why);
  }
}
