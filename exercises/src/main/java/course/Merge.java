package course;

import module java.base;

/**
 * A three-way merge, line by line: a change that was made to {@code base} is made to a {@code
 * later} copy that has grown since. A place counts as the same where the lines that the change
 * replaces still stand there, or, for lines that only come in, where both neighbours still do.
 */
final class Merge {

  /** Base lines {@code from} to {@code to} (not included) become {@code lines}. */
  record Hunk(int from, int to, List<String> removed, List<String> lines) {}

  /**
   * What came of it.
   *
   * @param lines the later copy with every change that found its place
   * @param placed how many changes that were
   * @param lost the changes for which nobody but a person can find the place
   */
  record Result(List<String> lines, int placed, int alreadyThere, List<Hunk> lost) {}

  private Merge() {}

  static Result carry(List<String> base, List<String> changed, List<String> later) {
    int[] places = places(base, later);
    List<String> merged = new ArrayList<>(later);
    List<Hunk> lost = new ArrayList<>();
    int placed = 0;
    int alreadyThere = 0;
    // From the last to the first, so that the places before stay what they are.
    for (Hunk hunk : hunks(base, changed).reversed()) {
      int before = hunk.from == 0 ? 0 : places[hunk.from - 1] + 1;
      int after = places[hunk.to];
      boolean neighbours = (hunk.from == 0 || before > 0) && after >= before;
      if (neighbours && later.subList(before, after).equals(hunk.lines)) {
        alreadyThere++;
      } else if (standsThere(hunk, places, neighbours ? after - before : -1)) {
        int start = hunk.removed.isEmpty() ? before : places[hunk.from];
        merged.subList(start, start + hunk.removed.size()).clear();
        merged.addAll(start, hunk.lines);
        placed++;
      } else {
        lost.addFirst(hunk);
      }
    }
    return new Result(merged, placed, alreadyThere, lost);
  }

  /** {@code between} is how many lines the later copy has between the neighbours, or -1. */
  private static boolean standsThere(Hunk hunk, int[] places, int between) {
    if (hunk.removed.isEmpty()) return between == 0;
    for (int i = hunk.from; i < hunk.to; i++) {
      if (places[i] < 0 || places[i] != places[hunk.from] + i - hunk.from) return false;
    }
    return true;
  }

  /** Where each base line stands in the later copy, or -1; one more for the end. */
  private static int[] places(List<String> base, List<String> later) {
    int[] places = new int[base.size() + 1];
    Arrays.fill(places, -1);
    places[base.size()] = later.size();
    for (Diff.Line line : Diff.of(base, later)) {
      if (line.kind() == Diff.Kind.KEPT) places[line.before()] = line.after();
    }
    return places;
  }

  static List<Hunk> hunks(List<String> base, List<String> changed) {
    List<Hunk> hunks = new ArrayList<>();
    List<Diff.Line> run = new ArrayList<>();
    for (Diff.Line line : Diff.of(base, changed)) {
      if (line.kind() != Diff.Kind.KEPT) {
        run.add(line);
      } else if (!run.isEmpty()) {
        hunks.add(hunk(run));
        run.clear();
      }
    }
    if (!run.isEmpty()) hunks.add(hunk(run));
    return hunks;
  }

  private static Hunk hunk(List<Diff.Line> run) {
    int from = run.getFirst().before();
    List<String> removed = texts(run, Diff.Kind.REMOVED);
    return new Hunk(from, from + removed.size(), removed, texts(run, Diff.Kind.ADDED));
  }

  private static List<String> texts(List<Diff.Line> run, Diff.Kind kind) {
    return run.stream().filter(line -> line.kind() == kind).map(Diff.Line::text).toList();
  }
}
