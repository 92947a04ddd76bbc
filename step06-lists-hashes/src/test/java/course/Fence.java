package course;

import java.util.List;

/**
 * A fenced block of a chapter.
 *
 * @param language the first word after the back ticks, empty where there is none
 * @param info the words after it
 * @param line where the block's first line stands in the README, counted from 1
 */
record Fence(String language, String info, int line, List<String> lines) {

  boolean is(String wantedLanguage, String wantedInfo) {
    return language.equals(wantedLanguage) && info.equals(wantedInfo);
  }

  /** What a test of this block is called. */
  String title() {
    String first = lines.stream().filter(line -> !line.isBlank()).findFirst().orElse("(empty)");
    return "README.md:" + line + "  " + first.strip();
  }
}
