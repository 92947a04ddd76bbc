package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.value.Limits;
import miniredis.value.SortedSetValue;

/**
 * Unions, intersections and differences of sorted sets, and of sets, whose members all have the
 * score 1. The smallest comes first where the order makes no difference to who is in: an
 * intersection looks no more often than that has members. Sums are rounded as in Redis, which adds
 * in the same order.
 */
final class SortedSetAlgebra {

  /** One of the sets, and what its scores are multiplied by. */
  private record Weighted(Operand operand, double weight) {
    double score(double plain) {
      return plain * weight;
    }

    int size() {
      return operand.size();
    }
  }

  /** A member of the result. */
  private static final class Scored {
    private final Bytes member;
    private double score;

    Scored(Bytes member, double score) {
      this.member = member;
      this.score = score;
    }

    /** The two zeros are equal. */
    static int inOrder(Scored one, Scored other) {
      if (one.score < other.score) return -1;
      return one.score > other.score ? 1 : one.member.compareTo(other.member);
    }
  }

  private final List<Weighted> sets = new ArrayList<>();
  private final CombineOptions options;
  private final List<Scored> result = new ArrayList<>();

  SortedSetAlgebra(List<Operand> operands, CombineOptions options) {
    this.options = options;
    for (int i = 0; i < operands.size(); i++) {
      sets.add(new Weighted(operands.get(i), options.weights()[i]));
    }
  }

  SortedSetAlgebra union() {
    sets.sort((a, b) -> Integer.compare(a.size(), b.size()));
    Map<Bytes, Scored> all = new HashMap<>(2 * sets.getLast().size());
    for (Weighted set : sets) {
      set.operand().forEach((member, score) -> unite(all, member, set.score(score)));
    }
    result.addAll(all.values());
    return this;
  }

  private void unite(Map<Bytes, Scored> all, Bytes member, double score) {
    double number = CombineOptions.numberOr0(score);
    Scored known = all.putIfAbsent(member, new Scored(member, number));
    if (known != null) known.score = options.aggregate().applyAsDouble(known.score, number);
  }

  SortedSetAlgebra intersection() {
    sets.sort((a, b) -> Integer.compare(a.size(), b.size()));
    Weighted smallest = sets.getFirst();
    smallest.operand().forEach((member, score) -> intersect(member, smallest.score(score)));
    return this;
  }

  private void intersect(Bytes member, double first) {
    if (options.limit() > 0 && result.size() == options.limit()) return;
    double score = CombineOptions.numberOr0(first);
    for (Weighted set : sets.subList(1, sets.size())) {
      double other = set.operand().score(member);
      if (Double.isNaN(other)) return;
      score = options.aggregate().applyAsDouble(score, set.score(other));
    }
    result.add(new Scored(member, score));
  }

  /** What is in the first set and in none of the others. */
  SortedSetAlgebra difference() {
    List<Weighted> others = sets.subList(1, sets.size());
    sets.getFirst()
        .operand()
        .forEach(
            (member, score) -> {
              if (others.stream().allMatch(set -> Double.isNaN(set.operand().score(member)))) {
                result.add(new Scored(member, score));
              }
            });
    return this;
  }

  /** How many members the result has. */
  int size() {
    return result.size();
  }

  /** Visits the result, the lowest score first. */
  void forEach(ObjDoubleConsumer<Bytes> visitor) {
    result.sort(Scored::inOrder);
    for (Scored each : result) visitor.accept(each.member, each.score);
  }

  SortedSetValue toValue(Limits limits) {
    int longest = result.stream().mapToInt(each -> each.member.length()).max().orElse(0);
    SortedSetValue set = SortedSetValue.forMembers(size(), longest, limits);
    forEach(set::add);
    return set;
  }
}
