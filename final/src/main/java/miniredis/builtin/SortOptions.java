package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Errors;

/**
 * What may follow the key of SORT, in any order; of what is said twice the last counts, but for
 * GET.
 *
 * @param by the pattern of the keys that hold the weights, or null: the elements weigh themselves
 * @param offset how many elements are left out at the beginning
 * @param count how many elements are wanted; negative: all
 * @param gets the patterns of what is replied in place of each element; none: the element
 * @param target the key under which the result is stored, or null: it is replied
 */
record SortOptions(
    SortPattern by,
    long offset,
    long count,
    List<SortPattern> gets,
    boolean descending,
    boolean alphabetic,
    Bytes target) {

  static SortOptions of(Call call, boolean mayStore) {
    SortPattern by = null;
    long offset = 0;
    long count = -1;
    List<SortPattern> gets = new ArrayList<>();
    boolean descending = false;
    boolean alphabetic = false;
    Bytes target = null;
    for (int i = 2; i < call.size(); i++) {
      Bytes option = call.arg(i);
      int left = call.size() - i - 1;
      if (option.is("ASC") || option.is("DESC")) {
        descending = option.is("DESC");
      } else if (option.is("ALPHA")) {
        alphabetic = true;
      } else if (option.is("LIMIT") && left >= 2) {
        offset = call.integer(++i);
        count = call.integer(++i);
      } else if (option.is("BY") && left >= 1) {
        by = SortPattern.of(call.arg(++i));
        if (!by.isConstant()) checkRights(call, "BY");
      } else if (option.is("GET") && left >= 1) {
        checkRights(call, "GET");
        gets.add(SortPattern.of(call.arg(++i)));
      } else if (mayStore && option.is("STORE") && left >= 1) {
        target = call.arg(++i);
      } else {
        throw Errors.syntax();
      }
    }
    return new SortOptions(by, offset, count, gets, descending, alphabetic, target);
  }

  /** These patterns name keys that nobody can know beforehand, so all must be allowed. */
  private static void checkRights(Call call, String option) {
    if (!call.client().user().mayReadAllKeys(call.command(), call.args())) {
      throw Errors.sortDenied(option);
    }
  }

  /** By a pattern without an asterisk everything weighs the same, so nothing is sorted. */
  boolean leavesOrder() {
    return by != null && by.isConstant();
  }

  /**
   * The same for elements that have no order which could be left. To store them in the order of a
   * hash table would give another list on every server, so these are sorted by their bytes.
   */
  SortOptions withoutOrder() {
    return target == null
        ? new SortOptions(by, offset, count, gets, false, alphabetic, null)
        : new SortOptions(null, offset, count, gets, descending, true, target);
  }

  /** Whether the weights are looked up under other keys. */
  boolean looksUpWeights() {
    return by != null && !by.isConstant();
  }

  /** The index of the first of so many elements that is wanted. */
  int from(int size) {
    return (int) Math.min(Math.max(offset, 0), size);
  }

  /** The index after the last one that is wanted. */
  int to(int size) {
    return count < 0 ? size : (int) Math.min(from(size) + Math.min(count, size), size);
  }
}
