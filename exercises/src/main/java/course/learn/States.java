package course.learn;

import module java.base;

import course.Course;
import course.Diff;
import course.Diff.Kind;

/**
 * What a step's sources are at the end of each of its moves. The chapter's blocks say in which move
 * a line is typed: a line that is new in the step comes with the first move that shows it, and the
 * lines that it takes the place of go at the same time.
 */
final class States {

  private final SortedMap<String, List<String>> before;
  private final SortedMap<String, List<String>> after;
  private final List<Move> moves;
  private final MovesFile patches;

  /** For each file of the step: with which move its lines come, by their number from 0. */
  private final Map<String, int[]> comes = new TreeMap<>();

  /** {@code before}: the sources of the step before, none for the first. */
  States(SortedMap<String, List<String>> before, Path step) {
    this.before = before;
    this.after = Course.files(step.resolve(Course.SOURCES));
    this.moves = Move.of(step);
    this.patches = MovesFile.read(step);
    after.forEach((file, lines) -> comes.put(file, unknown(lines.size())));
    for (int move = 0; move < moves.size(); move++) {
      for (Block block : moves.get(move).blocks()) if (block.isTyped()) place(block, move);
    }
  }

  private static int[] unknown(int size) {
    int[] all = new int[size];
    Arrays.fill(all, Integer.MAX_VALUE);
    return all;
  }

  /** Marks the lines that the block shows, in the file that has them all. */
  private void place(Block block, int move) {
    List<List<String>> runs = block.runs();
    Map<Integer, Integer> best = Map.of();
    String in = null;
    int most = -1;
    for (var file : after.entrySet()) {
      Optional<Map<Integer, Integer>> found = find(runs, stripped(file.getValue()));
      int news = found.map(places -> news(file.getKey(), places)).orElse(-1);
      if (news > most) {
        most = news;
        best = found.orElseThrow();
        in = file.getKey();
      }
    }
    if (in == null) return;
    int[] known = comes.get(in);
    best.forEach((from, to) -> mark(known, from, to, move));
  }

  private static void mark(int[] known, int from, int to, int move) {
    for (int line = from; line < to; line++) known[line] = Math.min(known[line], move);
  }

  private int news(String file, Map<Integer, Integer> places) {
    int[] known = comes.get(file);
    int news = 0;
    Set<Integer> added = added(file);
    for (var place : places.entrySet()) {
      for (int line = place.getKey(); line < place.getValue(); line++) {
        if (known[line] == Integer.MAX_VALUE && added.contains(line)) news++;
      }
    }
    return news;
  }

  private Set<Integer> added(String file) {
    Set<Integer> added = new HashSet<>();
    for (Diff.Line line : diff(file)) if (line.kind() == Kind.ADDED) added.add(line.after());
    return added;
  }

  private List<Diff.Line> diff(String file) {
    return Diff.of(before.getOrDefault(file, List.of()), after.getOrDefault(file, List.of()));
  }

  /** Where each run stands, one behind the other: from, and to which line it goes. */
  private static Optional<Map<Integer, Integer>> find(List<List<String>> runs, List<String> lines) {
    Map<Integer, Integer> places = new TreeMap<>();
    int from = 0;
    for (List<String> run : runs) {
      int at = Collections.indexOfSubList(lines.subList(from, lines.size()), run);
      if (at < 0) return Optional.empty();
      places.put(from + at, from + at + run.size());
      from += at + run.size();
    }
    return Optional.of(places);
  }

  private static List<String> stripped(List<String> lines) {
    return lines.stream().map(String::strip).toList();
  }

  /** The sources at the end of this move, the first being 0; -1 is the beginning. */
  SortedMap<String, List<String>> at(int move) {
    if (move < 0) return before;
    if (move == moves.size() - 1) return after;
    SortedMap<String, List<String>> state = new TreeMap<>();
    Set<String> files = new TreeSet<>(before.keySet());
    files.addAll(after.keySet());
    for (String file : files) {
      List<String> lines = interim(file, move).orElseGet(() -> lines(file, move));
      if (!lines.isEmpty()) state.put(file, lines);
    }
    for (int made = 0; made <= move; made++) patch(made, move, state);
    return state;
  }

  /** What a move leaves otherwise than the step does, if that lasts until this move. */
  private void patch(int made, int move, SortedMap<String, List<String>> state) {
    var section = patches.section(moves.get(made).id());
    for (MovesFile.Patch patch : section.map(MovesFile.Section::patches).orElse(List.of())) {
      if (lasts(patch, move)) state.put(patch.file(), patched(patch, state));
    }
  }

  private boolean lasts(MovesFile.Patch patch, int move) {
    return moves.stream().skip(move).anyMatch(each -> each.id().equals(patch.until()));
  }

  private static List<String> patched(
      MovesFile.Patch patch, SortedMap<String, List<String>> state) {
    if (patch.before().isEmpty()) return patch.after();
    List<String> lines = new ArrayList<>(state.getOrDefault(patch.file(), List.of()));
    int at = Collections.indexOfSubList(stripped(lines), stripped(patch.before()));
    if (at < 0)
      throw new IllegalStateException(
          "these lines do not stand in "
              + patch.file()
              + ":\n"
              + String.join("\n", patch.before()));
    lines.subList(at, at + patch.before().size()).clear();
    lines.addAll(at, patch.after());
    return lines;
  }

  /** A file that is shown whole for the time being, until a later move touches it. */
  private Optional<List<String>> interim(String file, int move) {
    for (int m = move; m >= 0; m--) {
      for (Block block : moves.get(m).blocks()) {
        if (block.isInterim() && block.wholeFile().filter(file::equals).isPresent())
          return Optional.of(block.lines());
      }
      int now = m;
      if (Arrays.stream(comes.getOrDefault(file, new int[0])).anyMatch(come -> come == now))
        return Optional.empty();
    }
    return Optional.empty();
  }

  private List<String> lines(String file, int move) {
    List<String> lines = new ArrayList<>();
    int[] known = comes.getOrDefault(file, new int[0]);
    List<Diff.Line> hunk = new ArrayList<>();
    for (Diff.Line line : diff(file)) {
      if (line.kind() != Kind.KEPT) {
        hunk.add(line);
        continue;
      }
      settle(hunk, known, move, lines);
      lines.add(line.text());
    }
    settle(hunk, known, move, lines);
    return closed(lines);
  }

  /** Lines that change together: the old ones stay until the first of the new ones comes. */
  private static void settle(List<Diff.Line> hunk, int[] known, int move, List<String> lines) {
    int[] comes = new int[hunk.size()];
    int next = Integer.MAX_VALUE;
    for (int i = hunk.size() - 1; i >= 0; i--) {
      Diff.Line line = hunk.get(i);
      comes[i] = line.kind() == Kind.ADDED ? known[line.after()] : Integer.MAX_VALUE;
      if (line.text().isBlank()) comes[i] = next;
      else if (line.kind() == Kind.ADDED) next = comes[i];
    }
    for (int i = 1; i < hunk.size(); i++) {
      boolean closes = hunk.get(i).text().strip().equals("}");
      if (closes && comes[i] == Integer.MAX_VALUE) comes[i] = comes[i - 1];
    }
    int first = Arrays.stream(comes).min().orElse(0);
    for (int i = 0; i < hunk.size(); i++) {
      Diff.Line line = hunk.get(i);
      boolean shown = line.kind() == Kind.ADDED ? comes[i] <= move : first > move;
      if (shown) lines.add(line.text());
    }
    hunk.clear();
  }

  /** A class that goes on in a later move has its last brace all the same. */
  private static List<String> closed(List<String> lines) {
    int open = 0;
    for (String line : lines) {
      String code = line.replaceAll("\"(\\\\.|[^\"\\\\])*\"|'(\\\\.|[^'\\\\])'|//.*", "");
      open += code.replaceAll("[^{]", "").length() - code.replaceAll("[^}]", "").length();
    }
    List<String> whole = new ArrayList<>(lines);
    for (; open > 0; open--) whole.add("}");
    return whole;
  }
}
