package course.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each picture is shown by its chapter, is what its description says, and names what there is. */
class ChapterPicturesTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** A class or a method: RequestReader, readLine(). */
  private static final Pattern NAME =
      Pattern.compile("\\b[A-Z][a-z]+[A-Z]\\w+|\\b[a-zA-Z]+(?=\\(\\))");

  @TestFactory
  Stream<DynamicTest> noPictureIsStale() throws IOException {
    return eachPicture(
        (description, picture) ->
            assertThat(Files.readString(PictureMain.drawn(description)).equals(picture.svg()))
                .as("the SVG is what its description says; ./run picture draws it anew")
                .isTrue());
  }

  @TestFactory
  Stream<DynamicTest> theChapterShowsThePictureAndSaysWhatIsInIt() throws IOException {
    return eachPicture(
        (description, picture) -> {
          String svg = PictureMain.drawn(description).getFileName().toString();
          String wanted = "![" + picture.alt() + "](pictures/" + svg + ")";
          boolean shown =
              Files.readString(module(description).resolve("README.md")).contains(wanted);
          assertThat(shown).as("its chapter contains: " + wanted).isTrue();
        });
  }

  @TestFactory
  Stream<DynamicTest> whatAPictureNamesIsInTheSource() throws IOException {
    return eachPicture(
        (description, picture) -> {
          Map<String, String> sources = sources(module(description));
          for (Picture.Quote quote : picture.quotes()) {
            assertThat(sources).containsKey(quote.file());
            assertThat(sources.get(quote.file())).as(quote.file()).contains(quote.text());
          }
          String all = String.join("\n", sources.values());
          String shown = picture.svg().replaceAll("(?s)<style>.*</style>|<[^>]*>", " ");
          for (String name : NAME.matcher(shown).results().map(MatchResult::group).toList()) {
            assertThat(all).as("the module's source").containsPattern("\\b" + name + "\\b");
          }
        });
  }

  @Test
  void everySvgHasItsDescription() throws IOException {
    List<Path> orphans = new ArrayList<>();
    try (Stream<Path> files = Files.find(ROOT, 3, (f, about) -> f.toString().endsWith(".svg"))) {
      for (Path svg : files.toList()) {
        String name = svg.getFileName().toString().replace(".svg", ".txt");
        if (!Files.exists(svg.resolveSibling(name))) orphans.add(svg);
      }
    }
    assertThat(orphans).isEmpty();
  }

  private interface Check {
    void of(Path description, Picture picture) throws IOException;
  }

  private static Stream<DynamicTest> eachPicture(Check check) throws IOException {
    return PictureMain.descriptions(ROOT).stream()
        .map(
            file ->
                dynamicTest(
                    ROOT.relativize(file).toString(),
                    () -> check.of(file, PictureMain.read(file))));
  }

  private static Path module(Path description) {
    return description.getParent().getParent();
  }

  private static Map<String, String> sources(Path module) throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.walk(module.resolve("src/main"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        sources.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return sources;
  }
}
