package miniredis;

import module java.base;

/** Members with a score each: a map that knows the score of each, and a list that has the order. */
record SortedSetValue(Map<Bytes, Double> scores, SkipList order) {
  SortedSetValue() {
    this(new HashMap<>(), new SkipList());
  }

  /** Whether the member is new. */
  boolean put(Bytes member, double score) {
    boolean fresh = !remove(member);
    scores.put(member, score);
    order.add(score, member);
    return fresh;
  }

  boolean remove(Bytes member) {
    Double score = scores.remove(member);
    if (score != null) order.remove(score, member);
    return score != null;
  }

  // TODO: a kind of Value, and Value must know of it
  SortedSetValue copy() {
    SortedSetValue copy = new SortedSetValue();
    scores.forEach(copy::put);
    return copy;
  }
}
