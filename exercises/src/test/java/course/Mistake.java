package course;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A plausible mistake in a step's sources, as {@code src/test/mistakes.md} tells it: a name, what
 * is wrong in a sentence, which test notices, and the lines that are other than they should be.
 *
 * @param caughtBy a class of conformance tests, or one of its methods: {@code Class.method}
 */
record Mistake(String name, String what, String caughtBy, List<Hunk> hunks) {

  /** Lines of a file that are replaced. How far they are indented does not matter. */
  record Hunk(String file, List<String> before, List<String> after) {}

  /** All mistakes in the file; none where there is no file. */
  static List<Mistake> read(Path file) {
    if (!Files.exists(file)) return List.of();
    try {
      List<Mistake> mistakes = new ArrayList<>();
      for (String section : Files.readString(file).split("(?m)^## ")) {
        if (!mistakes.isEmpty() || !section.startsWith("# ")) mistakes.add(parse(section));
      }
      return mistakes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Mistake parse(String section) {
    List<String> lines = section.lines().toList();
    StringBuilder what = new StringBuilder();
    String caughtBy = "";
    List<Hunk> hunks = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("```diff ")) {
        int end = lines.subList(i, lines.size()).indexOf("```") + i;
        hunks.add(hunk(line.substring(8).strip(), lines.subList(i + 1, end)));
        i = end;
      } else if (line.startsWith("Caught by `")) {
        caughtBy = line.replaceAll(".*`(.*)`.*", "$1");
      } else {
        what.append(line).append(' ');
      }
    }
    return new Mistake(lines.getFirst(), what.toString().strip(), caughtBy, hunks);
  }

  private static Hunk hunk(String file, List<String> lines) {
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    for (String line : lines) {
      String text = line.isEmpty() ? "" : line.substring(1);
      if (!line.startsWith("+")) before.add(text);
      if (!line.startsWith("-")) after.add(text);
    }
    return new Hunk(file, before, after);
  }

  /** Copies the sources of the step into the folder, and makes the mistake there. */
  void make(Path step, Path folder) {
    try {
      Path from = step.resolve("src/main/java/miniredis");
      Path to = Files.createDirectories(folder.resolve("src/main/java/miniredis"));
      try (Stream<Path> files = Files.list(from)) {
        for (Path file : files.toList()) Files.copy(file, to.resolve(file.getFileName()));
      }
      for (Hunk hunk : hunks) apply(hunk, to.resolve(hunk.file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void apply(Hunk hunk, Path file) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    int place = find(hunk.before(), lines, 0);
    if (place < 0) throw misfit(hunk, "these lines do not stand in it");
    if (find(hunk.before(), lines, place + 1) >= 0)
      throw misfit(hunk, "these lines stand in it twice");
    lines.subList(place, place + hunk.before().size()).clear();
    lines.addAll(place, hunk.after());
    Files.write(file, lines);
  }

  private static int find(List<String> wanted, List<String> lines, int from) {
    for (int i = from; i <= lines.size() - wanted.size(); i++) {
      if (alike(wanted, lines.subList(i, i + wanted.size()))) return i;
    }
    return -1;
  }

  private static boolean alike(List<String> some, List<String> others) {
    for (int i = 0; i < some.size(); i++) {
      if (!some.get(i).strip().equals(others.get(i).strip())) return false;
    }
    return true;
  }

  private AssertionError misfit(Hunk hunk, String why) {
    return new AssertionError(
        "The mistake \"%s\" cannot be made in %s: %s:\n%s"
            .formatted(name, hunk.file(), why, String.join("\n", hunk.before())));
  }
}
