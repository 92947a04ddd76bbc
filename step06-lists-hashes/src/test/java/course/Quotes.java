package course;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks up {@code java} blocks in a module's source. A block is one or more passages with {@code //
 * ...} between them; the passages stand in one file, in this order, word for word. White space at
 * line ends and blank lines do not count.
 */
final class Quotes {

  private static final String LEFT_OUT = "// ...";

  /** The lines of a file that are not blank, stripped, and where each stood. */
  private record Source(String name, List<String> lines, List<Integer> numbers) {}

  private final List<Source> sources = new ArrayList<>();

  /** For each file the lines, counted from 1, that some block has shown. */
  private final Map<String, BitSet> shown = new HashMap<>();

  Quotes(Map<String, List<String>> files) {
    new LinkedHashMap<>(files).forEach((name, lines) -> sources.add(source(name, lines)));
  }

  private static Source source(String name, List<String> lines) {
    Source source = new Source(name, new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) continue;
      source.lines.add(lines.get(i).strip());
      source.numbers.add(i + 1);
    }
    return source;
  }

  /** Finds the block and remembers which lines it shows; fails where no file has it. */
  void look(Fence fence) {
    List<List<String>> passages = passages(fence);
    int best = -1;
    String nearest = "the block is empty";
    for (Source source : sources) {
      List<Integer> starts = new ArrayList<>();
      if (find(source, passages, starts)) {
        mark(source, passages, starts);
        return;
      }
      int from = starts.isEmpty() ? 0 : starts.getLast() + passages.get(starts.size() - 1).size();
      List<String> missing = passages.get(starts.size());
      Difference difference = difference(source, missing, from);
      int found = starts.stream().mapToInt(i -> 1000).sum() + difference.same;
      if (found > best) {
        best = found;
        nearest = source.name + " has it nearest, but " + difference.text;
      }
    }
    throw new AssertionError(
        "README.md:%d: no file of the module has this block; %s\n"
            .formatted(fence.line(), nearest));
  }

  private static List<List<String>> passages(Fence fence) {
    List<List<String>> passages = new ArrayList<>();
    List<String> passage = new ArrayList<>();
    for (String line : fence.lines()) {
      if (line.isBlank()) continue;
      if (!line.strip().equals(LEFT_OUT)) {
        passage.add(line.strip());
      } else if (!passage.isEmpty()) {
        passages.add(passage);
        passage = new ArrayList<>();
      }
    }
    if (!passage.isEmpty()) passages.add(passage);
    if (passages.isEmpty()) throw new AssertionError("README.md:" + fence.line() + ": empty block");
    return passages;
  }

  /** Collects where each passage starts, as far as they are found. */
  private static boolean find(Source source, List<List<String>> passages, List<Integer> starts) {
    int from = 0;
    for (List<String> passage : passages) {
      int start = indexOf(source.lines, passage, from);
      if (start < 0) return false;
      starts.add(start);
      from = start + passage.size();
    }
    return true;
  }

  private static int indexOf(List<String> lines, List<String> passage, int from) {
    for (int i = from; i + passage.size() <= lines.size(); i++) {
      if (lines.subList(i, i + passage.size()).equals(passage)) return i;
    }
    return -1;
  }

  private void mark(Source source, List<List<String>> passages, List<Integer> starts) {
    BitSet lines = shown.computeIfAbsent(source.name, name -> new BitSet());
    for (int p = 0; p < passages.size(); p++) {
      int start = starts.get(p);
      for (int i = start; i < start + passages.get(p).size(); i++) lines.set(source.numbers.get(i));
    }
  }

  private record Difference(int same, String text) {}

  /** The place where most of the passage's first lines stand, and what is different after them. */
  private static Difference difference(Source source, List<String> passage, int from) {
    Difference best = new Difference(0, "no line like: " + passage.getFirst());
    for (int i = from; i < source.lines.size(); i++) {
      int same = 0;
      while (same < passage.size()
          && i + same < source.lines.size()
          && source.lines.get(i + same).equals(passage.get(same))) same++;
      if (same <= best.same || same == passage.size()) continue;
      String there = i + same < source.lines.size() ? source.lines.get(i + same) : "(the end)";
      best =
          new Difference(
              same,
              "after \"%s\"\n  the block has  %s\n  the source has %s"
                  .formatted(passage.get(same - 1), passage.get(same), there));
    }
    return best;
  }

  /** Whether some block shows this line; a line without a letter or digit needs no showing. */
  boolean shows(String file, int number, String text) {
    boolean says = text.chars().anyMatch(Character::isLetterOrDigit);
    return !says || shown.getOrDefault(file, new BitSet()).get(number);
  }
}
