package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.JsonValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chapters say of the scenes is what the page shows. */
class ScenesInChaptersTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern RECORDING = Pattern.compile("`\\./run lens --play ([^`]+)`");

  /** A scene's line in the part for the teacher: its title, its minutes, a wrong answer. */
  private static final Pattern LINE =
      Pattern.compile(
          "- \\*([^*]+)\\*, \\d+ minutes[^\"\n]*(?:\"[^\"]*\"[^\"\n]*)?\\*\"(.+?)\\.\"\\*.*");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "step01-ping",
        "step02-get-set",
        "step03-concurrency",
        "step04-expiry",
        "step05-persistence",
        "step06-lists-hashes",
        "final"
      })
  void theTeacherHasEachSceneWithAWrongAnswerThatCanBeChosen(String module) throws IOException {
    String chapter = Files.readString(ROOT.resolve(module).resolve("README.md"));
    assertThat(chapter).contains("./run lens " + module);
    Map<String, String> wrong = new LinkedHashMap<>();
    String teacher = chapter.substring(chapter.indexOf("\n## For the teacher"));
    LINE.matcher(teacher).results().forEach(line -> wrong.put(line.group(1), line.group(2)));

    List<JsonValue> scenes = scenes(module);
    assertThat(wrong.keySet())
        .containsExactlyElementsOf(scenes.stream().map(scene -> scene.text("title")).toList());
    for (JsonValue scene : scenes) {
      String answer = wrong.get(scene.text("title"));
      List<String> choices = choices(scene);
      String right = choices.remove((int) scene.number("right", -1));
      assertThat(right).doesNotStartWith(answer);
      assertThat(choices).anyMatch(each -> each.startsWith(answer));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "step01-ping",
        "step02-get-set",
        "step03-concurrency",
        "step04-expiry",
        "step05-persistence",
        "step06-lists-hashes",
        "final"
      })
  void theRecordingsThatAreNamedAreThere(String module) throws IOException {
    String text = Files.readString(ROOT.resolve(module).resolve("README.md"));
    List<String> files = RECORDING.matcher(text).results().map(found -> found.group(1)).toList();
    assertThat(files).isNotEmpty().allMatch(file -> Files.exists(ROOT.resolve(file)));
  }

  private static List<JsonValue> scenes(String module) throws IOException {
    try (InputStream in = Scene.class.getResourceAsStream("scenes/" + module + ".json")) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return JsonValue.read("{\"scenes\":" + json + "}").items("scenes");
    }
  }

  private static List<String> choices(JsonValue scene) {
    List<String> choices = new ArrayList<>();
    for (JsonValue each : scene.items("choices")) {
      if (each instanceof JsonValue.Text(var text)) choices.add(text);
    }
    return choices;
  }
}
