package course;

import static org.assertj.core.api.Assertions.assertThat;

import course.Chapter.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every chapter has the same shape, one sitting long, so that a class can be planned around it. */
class ChapterShapeTest {

  private static final List<String> SECTIONS =
      List.of(
          "The idea",
          "Build it",
          "Try it",
          "What changed and what stays true",
          "What is still wrong",
          "Beside Redis",
          "Check yourself",
          "For the teacher");

  /** LearnMain reads the minutes from this line as well. */
  private static final Pattern MINUTES =
      Pattern.compile("\\d+ minutes to read, \\d+ to type, \\d+ to experiment");

  private final Lesson lesson = Lesson.here();
  private final Chapter chapter = ChapterTest.readChapter(lesson);

  @BeforeEach
  void onlyChaptersOfSteps() {
    Assumptions.assumeTrue(lesson.number() > 0, "this module is no step");
    if (!chapter.isWritten()) Shell.skip("this chapter is not written yet");
  }

  @Test
  void theSectionsStandInTheirOrder() {
    List<String> titles = chapter.sections().stream().map(Section::title).toList();
    List<String> found = titles.stream().filter(SECTIONS::contains).distinct().toList();
    assertThat(found).as("sections of the chapter").isEqualTo(SECTIONS);
  }

  @Test
  void theOpeningSaysHowManyMinutesItTakes() {
    String all =
        String.join("\n", chapter.sections().stream().flatMap(s -> s.lines().stream()).toList());
    assertThat(MINUTES.matcher(all).find())
        .as("a line such as: 20 minutes to read, 40 to type, 15 to experiment")
        .isTrue();
  }

  @Test
  void eachHalfIsOneSitting() {
    int most = halves().size() > 1 ? 3500 : 4000;
    for (List<Section> half : halves()) {
      int words = half.stream().mapToInt(Section::words).sum();
      assertThat(words).as("words outside code, teacher's notes apart").isBetween(1500, most);
    }
  }

  @Test
  void fiveToTwelveMovesInOrder() {
    for (List<Section> half : halves()) {
      List<String> moves =
          half.stream().map(Section::title).filter(title -> title.startsWith("Move ")).toList();
      assertThat(moves).as("moves").hasSizeBetween(5, 12);
      for (int i = 0; i < moves.size(); i++) {
        assertThat(moves.get(i)).matches("Move " + (i + 1) + ": .+");
      }
    }
  }

  @Test
  void theQuestionsHaveTheirAnswersFoldedAway() {
    long answers =
        chapter.under("Check yourself").stream()
            .flatMap(section -> section.lines().stream())
            .filter(line -> line.contains("<details>"))
            .count();
    assertThat(answers).as("<details> in Check yourself").isBetween(3L, 8L);
  }

  @Test
  void theTeachersMinutesAddUp() {
    List<List<String>> rows = new ArrayList<>();
    chapter.under("For the teacher").forEach(section -> rows.addAll(section.tableRows()));
    int plans = 0;
    for (int column = 1; column <= 2; column++) {
      int sum = 0;
      for (List<String> row : rows) {
        if (row.size() <= column || !row.get(column).matches("\\d+")) continue;
        int minutes = Integer.parseInt(row.get(column));
        if (row.getFirst().equals("in all")) {
          assertThat(sum).as("the minutes above \"in all\"").isEqualTo(minutes);
          assertThat(minutes).isEqualTo(column == 1 ? 45 : 90);
          plans++;
          sum = 0;
        } else {
          sum += minutes;
        }
      }
    }
    assertThat(plans)
        .as("plans that end in a row \"in all\", for 45 and 90 minutes")
        .isGreaterThan(1);
  }

  /** A chapter with further titles of level 1 has as many halves; any other is one. */
  private List<List<Section>> halves() {
    List<List<Section>> halves = new ArrayList<>(List.of(new ArrayList<>()));
    List<Section> teachers = chapter.under("For the teacher");
    long titles = chapter.sections().stream().filter(section -> section.level() == 1).count();
    int seen = 0;
    for (Section section : chapter.sections()) {
      if (section.level() == 1 && ++seen > 2 && titles > 2) halves.add(new ArrayList<>());
      if (!teachers.contains(section)) halves.getLast().add(section);
    }
    return halves;
  }
}
