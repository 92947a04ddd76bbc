package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.JsonValue;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The scenes, played against the servers that they are for, and what is answered in each. */
@Tag("soak")
@ResourceLock("servers and browsers of the lens")
class SceneRunTest {

  /** What the last requests are answered with, in order: that is what a class was asked. */
  private static final Map<String, List<String>> ANSWERS =
      Map.ofEntries(
          Map.entry("01-pieces", List.of("+PONG", "+PONG", "+PONG", "+PONG")),
          Map.entry("01-second", List.of("+PONG", "+PONG", "+PONG")),
          Map.entry("02-anatomy", List.of("+OK", "$5 \"a\\r\\n\\x00b\"")),
          Map.entry("02-three", List.of("+OK", "$1 \"1\"", "$-1 (null)")),
          Map.entry("03-lost-update", List.of(":6", ":6", "$1 \"6\"")),
          Map.entry("03-lock", List.of(":6", ":7", "$1 \"7\"")),
          Map.entry("04-dies", List.of(":0", ":1", "$4 \"here\"", ":-2", "$-1 (null)")),
          Map.entry("04-sweep", List.of("+OK")),
          Map.entry("05-kill", List.of("+OK", "$1 \"4\"")),
          Map.entry("05-power", List.of("+OK", "+OK", "$-1 (null)")),
          Map.entry("06-empty", List.of("+none", ":0", "$-1 (null)", ":1", "+hash")),
          Map.entry("06-wrong-type", List.of("+OK", "+string")),
          Map.entry("final-grows", List.of("+OK")),
          Map.entry("final-clothes", List.of(":300")),
          Map.entry("final-evicts", List.of(":1", ":0", ":1", "+OK")),
          Map.entry("final-waits", List.of(":1")),
          Map.entry("final-snapshot", List.of("$3 \"new\"", "+OK")));

  @TestFactory
  Stream<DynamicTest> eachSceneComesToItsEnd() {
    return Scene.all().stream().flatMap(scene -> subjects(scene).map(name -> trial(scene, name)));
  }

  /** The first and the last that it is for: those between are like these. */
  private static Stream<String> subjects(Scene scene) {
    List<String> all =
        scene.subjects().stream()
            .filter(name -> name.startsWith("step") || name.equals("final"))
            .sorted(Comparator.comparing(name -> name.equals("final") ? "z" : name))
            .toList();
    return Stream.of(all.getFirst(), all.getLast()).distinct();
  }

  private static DynamicTest trial(Scene scene, String name) {
    return DynamicTest.dynamicTest(scene.id() + ", " + name, () -> play(scene, name));
  }

  private static void play(Scene scene, String name) throws Exception {
    Hub hub = new Hub();
    try (Lens lens = new Lens(hub, SubjectProcess.start(name, null, LensAt.ROOT, List.of()), 0)) {
      lens.start(new Scenes(lens));
      assertThat(lens.programme().scenes()).contains(scene.id());
      lens.programme().play(scene.id());
      JsonValue end = told(hub, "scene").getLast();
      assertThat(end.text("state")).isEqualTo("done");
      assertThat(end.number("step", 0)).isEqualTo(scene.steps().size());
      assertThat(replies(hub)).endsWith(ANSWERS.get(scene.id()).toArray(String[]::new));
      if (scene.id().equals("05-power")) assertThat(lostIn(hub)).containsExactly("last");
      if (scene.id().equals("05-kill")) assertThat(lostIn(hub)).isEmpty();
    }
  }

  private static List<JsonValue> told(Hub hub, String kind) throws InterruptedException {
    try (Subscription all = hub.subscribe(0, Integer.MAX_VALUE)) {
      return all.next(Duration.ofSeconds(5)).stream()
          .filter(event -> event.kind().equals(kind))
          .map(event -> JsonValue.read(event.json()))
          .toList();
    }
  }

  private static List<String> replies(Hub hub) throws InterruptedException {
    return told(hub, "frame").stream()
        .filter(frame -> frame.text("dir").equals("out"))
        .map(frame -> frame.text("text"))
        .toList();
  }

  private static List<String> lostIn(Hub hub) throws InterruptedException {
    return told(hub, "verdict").getFirst().items("lost").stream()
        .map(
            pair ->
                pair instanceof JsonValue.Items(var of)
                        && of.getFirst() instanceof JsonValue.Text(var key)
                    ? key
                    : "")
        .toList();
  }

  @Test
  void theSameSceneCanBePlayedAgainAndAnotherOneAfterIt() throws Exception {
    Hub hub = new Hub();
    try (Lens lens =
        new Lens(hub, SubjectProcess.start("step03", null, LensAt.ROOT, List.of()), 0)) {
      lens.start(new Scenes(lens));
      for (String id : List.of("03-lock", "03-lock", "03-lost-update")) lens.programme().play(id);
      // Left in the middle, with two clients on the stage.
      for (int step = 0; step <= 4; step++) lens.act(step("03-lock", step));
      lens.programme().play("03-lost-update");
      assertThat(lens.connected()).hasSize(2);
    }
  }

  @Test
  void ofTwoPagesThatAskForTheNextStepOneGetsIt() throws Exception {
    Hub hub = new Hub();
    try (Lens lens =
        new Lens(hub, SubjectProcess.start("step01", null, LensAt.ROOT, List.of()), 0)) {
      lens.start(new Scenes(lens));
      assertThat(lens.act(step("01-pieces", 1))).contains("is not on");
      assertThat(lens.act(step("no-such-scene", 0))).contains("There is no scene");
      assertThat(lens.act(step("01-pieces", 0))).isEqualTo(Lens.ok());
      assertThat(lens.act(step("01-pieces", 1))).isEqualTo(Lens.ok());
      assertThat(lens.act(step("01-pieces", 1))).contains("at step 1 already");
      assertThat(lens.act(step("01-pieces", 2))).isEqualTo(Lens.ok());
    }
  }

  /** Step 0 is the question. */
  private static JsonValue step(String id, int step) {
    String rest = step == 0 ? "" : ",\"step\":" + step;
    return JsonValue.read("{\"do\":\"scene\",\"id\":\"" + id + "\"" + rest + "}");
  }
}
