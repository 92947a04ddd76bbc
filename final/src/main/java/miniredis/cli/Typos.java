package miniredis.cli;

import module java.base;

/** How many mistakes lie between two words. */
final class Typos {

  private Typos() {}

  /**
   * Letters to be added, dropped, changed or swapped with their neighbour to make one of the other:
   * the restricted Damerau-Levenshtein distance.
   */
  static int between(String one, String other) {
    int[][] cost = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(one, other, i, j, cost);
      }
    }
    return cost[one.length()][other.length()];
  }

  private static int cheapest(String one, String other, int i, int j, int[][] cost) {
    boolean same = one.charAt(i - 1) == other.charAt(j - 1);
    int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
    best = Math.min(best, cost[i - 1][j - 1] + (same ? 0 : 1));
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
