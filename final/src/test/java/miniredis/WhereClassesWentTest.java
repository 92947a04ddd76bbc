package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The map from the last step to these rooms: every class is on it, and every way leads there. */
class WhereClassesWentTest {

  private static final Path LAST_STEP =
      Path.of("..", "step06-lists-hashes", "src", "main", "java", "miniredis");
  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|.*");
  private static final Pattern LINK = Pattern.compile("\\]\\(((?:src|\\.\\.)/[^)]+)\\)");

  @Test
  void everyClassOfTheLastStepIsOnTheMap() throws IOException {
    Assumptions.assumeTrue(
        Files.isDirectory(LAST_STEP), "the last step does not stand beside this");
    Set<String> classes = new TreeSet<>();
    try (Stream<Path> files = Files.list(LAST_STEP)) {
      files.forEach(file -> classes.add(file.getFileName().toString().replace(".java", "")));
    }
    Set<String> named = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("README.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) named.add(row.group(1));
    }
    assertThat(named).containsAll(classes);
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    Matcher link = LINK.matcher(Files.readString(Path.of("README.md")));
    int links = 0;
    while (link.find()) {
      links++;
      Path target = Path.of(link.group(1));
      if (!target.startsWith("..") || Files.isDirectory(LAST_STEP)) assertThat(target).exists();
    }
    assertThat(links).isGreaterThan(30);
  }
}
