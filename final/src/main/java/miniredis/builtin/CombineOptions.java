package miniredis.builtin;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Call;
import miniredis.command.Errors;

/**
 * What may follow the keys of ZUNION and its relatives.
 *
 * @param weights what the scores of each key are multiplied by
 * @param aggregate what is made of the scores that a member has in two sets
 * @param limit as many members are counted; 0: all
 */
record CombineOptions(
    double[] weights, DoubleBinaryOperator aggregate, boolean withScores, long limit) {

  /** Which options a command has. */
  enum Kind {
    WEIGHTED,
    WEIGHTED_STORE,
    PLAIN,
    PLAIN_STORE,
    COUNT;

    private boolean isWeighted() {
      return this == WEIGHTED || this == WEIGHTED_STORE;
    }

    private boolean isReplied() {
      return this == WEIGHTED || this == PLAIN;
    }
  }

  static CombineOptions of(Call call, int from, int keys, Kind kind) {
    double[] weights = new double[keys];
    Arrays.fill(weights, 1);
    DoubleBinaryOperator aggregate = CombineOptions::sum;
    boolean withScores = false;
    long limit = 0;
    for (int i = from; i < call.size(); i++) {
      Bytes option = call.arg(i);
      int left = call.size() - i - 1;
      if (kind.isWeighted() && left >= keys && option.is("WEIGHTS")) {
        for (int key = 0; key < keys; key++) {
          weights[key] = SortedSetCommands.number(call.arg(++i), Errors.WEIGHT);
        }
      } else if (kind.isWeighted() && left >= 1 && option.is("AGGREGATE")) {
        aggregate = aggregate(call.arg(++i));
      } else if (kind.isReplied() && option.is("WITHSCORES")) {
        withScores = true;
      } else if (kind == Kind.COUNT && left >= 1 && option.is("LIMIT")) {
        limit = call.atLeast(0, ++i, Errors.LIMIT_NEGATIVE);
      } else {
        throw Errors.syntax();
      }
    }
    return new CombineOptions(weights, aggregate, withScores, limit);
  }

  private static DoubleBinaryOperator aggregate(Bytes word) {
    if (word.is("SUM")) return CombineOptions::sum;
    if (word.is("MIN")) return (one, other) -> other < one ? other : one;
    if (word.is("MAX")) return (one, other) -> other > one ? other : one;
    throw Errors.syntax();
  }

  /** The sum of two infinities with different signs is 0 here. */
  private static double sum(double one, double other) {
    return numberOr0(one + other);
  }

  static double numberOr0(double number) {
    return Double.isNaN(number) ? 0 : number;
  }
}
