package course;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A module, and what it changed in {@code src/main} since the step before it. */
final class Lesson {

  /**
   * A file that differs from the step before.
   *
   * @param added lines that the step before does not have, counted from 1
   * @param removed how many lines of the step before are gone
   */
  record Change(String file, boolean isNew, List<Integer> added, int removed) {}

  /** How many lines a step may add and remove: a lesson has to fit into an hour. */
  record Budget(int added, int removed) {}

  private static final Map<Integer, Budget> BUDGETS =
      Map.of(
          1, new Budget(200, 0),
          2, new Budget(400, 60),
          3, new Budget(200, 30),
          4, new Budget(310, 20),
          5, new Budget(700, 30),
          6, new Budget(450, 30));

  private final Path folder;

  Lesson(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** The module that the tests run in. */
  static Lesson here() {
    return new Lesson(Path.of(""));
  }

  Path folder() {
    return folder;
  }

  /** 1 to 6; 0 where the module is no step. */
  int number() {
    String name = folder.getFileName().toString();
    return name.matches("step0[1-6]-.*") ? name.charAt(5) - '0' : 0;
  }

  Budget budget() {
    return BUDGETS.get(number());
  }

  /** The step before, where it stands beside this one. */
  Optional<Lesson> previous() {
    String wanted = "step0" + (number() - 1) + "-";
    try (Stream<Path> siblings = Files.list(folder.getParent())) {
      return siblings
          .filter(sibling -> sibling.getFileName().toString().startsWith(wanted))
          .map(Lesson::new)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The Java files below {@code src/main/java/miniredis} or another folder, by their path in it.
   */
  SortedMap<String, List<String>> sources(String below) {
    Path from = folder.resolve(below);
    SortedMap<String, List<String>> sources = new TreeMap<>();
    if (!Files.isDirectory(from)) return sources;
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        sources.put(from.relativize(file).toString().replace('\\', '/'), Files.readAllLines(file));
      }
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SortedMap<String, List<String>> mainSources() {
    return sources("src/main/java/miniredis");
  }

  /** What differs from the step before; every line of the first step is new. */
  List<Change> changes() {
    SortedMap<String, List<String>> old =
        number() == 1 ? new TreeMap<>() : previous().orElseThrow().mainSources();
    SortedMap<String, List<String>> now = mainSources();
    TreeSet<String> files = new TreeSet<>(old.keySet());
    files.addAll(now.keySet());
    List<Change> changes = new ArrayList<>();
    for (String file : files) {
      List<String> before = old.getOrDefault(file, List.of());
      List<String> after = now.getOrDefault(file, List.of());
      if (!before.equals(after)) changes.add(change(file, before, after, !old.containsKey(file)));
    }
    return changes;
  }

  private static Change change(
      String file, List<String> before, List<String> after, boolean isNew) {
    List<Integer> added = new ArrayList<>();
    int kept = keep(before, after, added);
    return new Change(file, isNew, added, before.size() - kept);
  }

  /** The longest common subsequence: returns its length, and collects the lines outside it. */
  private static int keep(List<String> before, List<String> after, List<Integer> added) {
    int[][] longest = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        boolean same = before.get(i).equals(after.get(j));
        longest[i][j] =
            same ? longest[i + 1][j + 1] + 1 : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    int i = 0;
    for (int j = 0; j < after.size(); j++) {
      while (i < before.size()
          && !before.get(i).equals(after.get(j))
          && longest[i + 1][j] >= longest[i][j + 1]) i++;
      if (i < before.size() && before.get(i).equals(after.get(j))) i++;
      else added.add(j + 1);
    }
    return longest[0][0];
  }
}
