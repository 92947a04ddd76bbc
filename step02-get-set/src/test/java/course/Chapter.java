package course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A README.md, taken apart: its fenced blocks, and its sections without them. */
final class Chapter {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");

  /** What is said of a picture for those who cannot see it. */
  private static final Pattern ALT_TEXT = Pattern.compile("!\\[[^]]*]");

  /** A heading of level 1 to 3, its line, and what stands below it, fenced blocks left out. */
  record Section(int level, String title, int line, List<String> lines) {

    int words() {
      int words = 0;
      for (String line : lines) {
        String read = ALT_TEXT.matcher(line).replaceAll(" ").replaceAll("<[^>]+>", " ");
        for (String word : read.split("[\\s|]+")) {
          if (WORD.matcher(word).find()) words++;
        }
      }
      return words;
    }

    List<List<String>> tableRows() {
      List<List<String>> rows = new ArrayList<>();
      for (String line : lines) {
        String row = line.strip();
        if (row.startsWith("|") && !row.matches("[|\\s:-]+")) {
          rows.add(List.of(row.substring(1).split("\\|")).stream().map(String::strip).toList());
        }
      }
      return rows;
    }
  }

  private final List<Fence> fences = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();

  static Chapter read(Path readme) throws IOException {
    return new Chapter(Files.readAllLines(readme));
  }

  Chapter(List<String> lines) {
    List<String> below = section("(before the title)", 0, 0);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      int level = headingLevel(line);
      if (line.strip().startsWith("```")) i = fence(lines, i);
      else if (level > 0) below = section(line.substring(level).strip(), level, i + 1);
      else below.add(line);
    }
  }

  private List<String> section(String title, int level, int line) {
    List<String> lines = new ArrayList<>();
    sections.add(new Section(level, title, line, lines));
    return lines;
  }

  private static int headingLevel(String line) {
    for (int level = 1; level <= 3; level++) {
      if (line.startsWith("#".repeat(level) + " ")) return level;
    }
    return 0;
  }

  /** Takes in the block that opens at this line; returns the line that closes it. */
  private int fence(List<String> lines, int open) {
    String first = lines.get(open);
    String indent = first.substring(0, first.indexOf('`'));
    String[] words = first.strip().substring(3).strip().split("\\s+", 2);
    List<String> inside = new ArrayList<>();
    int i = open + 1;
    for (; i < lines.size() && !lines.get(i).strip().equals("```"); i++) {
      String line = lines.get(i);
      inside.add(line.startsWith(indent) ? line.substring(indent.length()) : line);
    }
    if (i == lines.size()) {
      throw new AssertionError("README.md:" + (open + 1) + " opens a block that nothing closes");
    }
    fences.add(new Fence(words[0], words.length > 1 ? words[1] : "", open + 2, inside));
    return i;
  }

  List<Fence> fences() {
    return fences;
  }

  List<Fence> fences(String language, String info) {
    return fences.stream().filter(fence -> fence.is(language, info)).toList();
  }

  List<Section> sections() {
    return sections;
  }

  /** The blocks that stand in this section, before the next heading. */
  List<Fence> fences(Section section) {
    int next = sections.indexOf(section) + 1;
    int end = next < sections.size() ? sections.get(next).line() : Integer.MAX_VALUE;
    return fences.stream().filter(f -> f.line() > section.line() && f.line() < end).toList();
  }

  /** The section that begins with this title, and those below it. Empty where there is none. */
  List<Section> under(String title) {
    List<Section> found = new ArrayList<>();
    int level = 0;
    for (Section section : sections) {
      if (level == 0 && section.title().startsWith(title)) level = section.level();
      else if (level > 0 && section.level() <= level) break;
      if (level > 0) found.add(section);
    }
    return found;
  }

  /** A README that says no more than what will once stand there. */
  boolean isWritten() {
    return sections.stream().filter(section -> section.level() == 2).count() >= 3;
  }
}
