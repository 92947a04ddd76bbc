package course;

import module java.base;

/**
 * The shortest way from one list of lines to another, found by Myers' algorithm: for each number of
 * edits, how far can we come on each diagonal of the table old x new? The first way that reaches
 * the corner is a shortest one.
 */
public final class Diff {

  public enum Kind {
    KEPT,
    REMOVED,
    ADDED
  }

  /**
   * One line on the way.
   *
   * @param before where it stands in the old lines, counted from 0; for an added line, where it
   *     goes in
   * @param after where it stands in the new lines, counted from 0; for a removed line, where it was
   */
  public record Line(Kind kind, int before, int after, String text) {}

  private Diff() {}

  public static List<Line> of(List<String> before, List<String> after) {
    List<int[]> reached = reach(before, after);
    LinkedList<Line> way = new LinkedList<>();
    int x = before.size();
    int y = after.size();
    for (int edits = reached.size() - 1; edits >= 0; edits--) {
      int[] furthest = reached.get(edits);
      int middle = furthest.length / 2;
      int k = x - y;
      boolean down =
          k == -edits || k != edits && at(furthest, middle, k - 1) < at(furthest, middle, k + 1);
      int fromK = down ? k + 1 : k - 1;
      int fromX = edits == 0 ? 0 : at(furthest, middle, fromK);
      int fromY = edits == 0 ? 0 : fromX - fromK;
      while (x > fromX && y > fromY) way.addFirst(new Line(Kind.KEPT, --x, --y, before.get(x)));
      if (edits == 0) break;
      if (down) way.addFirst(new Line(Kind.ADDED, x, --y, after.get(y)));
      else way.addFirst(new Line(Kind.REMOVED, --x, y, before.get(x)));
    }
    return List.copyOf(way);
  }

  /** For each number of edits: how far each diagonal was reached with one edit less. */
  private static List<int[]> reach(List<String> before, List<String> after) {
    int most = before.size() + after.size();
    int[] furthest = new int[2 * most + 3];
    int middle = furthest.length / 2;
    List<int[]> reached = new ArrayList<>();
    for (int edits = 0; edits <= most; edits++) {
      reached.add(furthest.clone());
      for (int k = -edits; k <= edits; k += 2) {
        boolean down =
            k == -edits || k != edits && at(furthest, middle, k - 1) < at(furthest, middle, k + 1);
        int x = down ? at(furthest, middle, k + 1) : at(furthest, middle, k - 1) + 1;
        int y = x - k;
        while (x < before.size() && y < after.size() && before.get(x).equals(after.get(y))) {
          x++;
          y++;
        }
        furthest[middle + k] = x;
        if (x >= before.size() && y >= after.size()) return reached;
      }
    }
    throw new AssertionError("the corner is always reached");
  }

  private static int at(int[] furthest, int middle, int k) {
    return furthest[middle + k];
  }

  public static int count(List<Line> diff, Kind kind) {
    return (int) diff.stream().filter(line -> line.kind == kind).count();
  }
}
