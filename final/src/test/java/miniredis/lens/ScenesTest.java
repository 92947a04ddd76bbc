package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.JsonValue;
import org.junit.jupiter.api.Test;

/** The files of the scenes: what a page or a teacher would stumble over. */
class ScenesTest {

  private static final Set<String> ACTS =
      Set.of(
          "send", "split", "await", "close", "cut", "slow", "pause", "resume", "step", "speed",
          "kill", "power", "restart", "clock", "race", "look");

  @Test
  void thereAreTwoScenesForEachChapterAtLeast() {
    Map<String, Integer> scenes = new TreeMap<>();
    for (Scene each : Scene.all()) scenes.merge(each.id().replaceFirst("-.*", ""), 1, Integer::sum);
    assertThat(scenes.keySet()).containsExactly("01", "02", "03", "04", "05", "06", "final");
    assertThat(scenes.values()).allMatch(count -> count >= 2);
  }

  @Test
  void noTwoScenesHaveOneName() {
    assertThat(Scene.all()).extracting(Scene::id).doesNotHaveDuplicates();
  }

  @Test
  void eachSceneDoesOnlyWhatCanBeDone() {
    for (Scene each : Scene.all()) {
      assertThat(each.steps()).as(each.id()).hasSizeBetween(2, 8);
      for (Scene.Step step : each.steps()) {
        assertThat(step.text()).as(each.id()).isNotBlank().hasSizeLessThan(160);
        assertThat(step.acts()).as(each.id()).isNotEmpty();
        assertThat(step.acts()).extracting(act -> act.text("do")).isSubsetOf(ACTS);
      }
    }
  }

  @Test
  void aSceneIsOfferedOnlyWhereItCanBePlayed() {
    Scene power = scene("05-power");
    assertThat(power.fits(subject("step05-persistence", "kill", "power"))).isTrue();
    assertThat(power.fits(subject("step05-persistence", "kill"))).isFalse();
    assertThat(power.fits(subject("step04-expiry", "kill", "power"))).isFalse();
  }

  @Test
  void aViewIsWhatTheSceneWaitsForOrNot() {
    String rows =
        "{\"views\":{\"waiting\":{\"rows\":[{\"key\":\"jobs\",\"clients\":[2,3]}],\"A\":\"has read 5\","
            + "\"written\":9,\"forced\":7,\"running\":true}}}";
    Event event = new Event(1, "0", "inside", rows);
    assertThat(wanted("\"has\":\"jobs\"").holds(event)).isTrue();
    assertThat(wanted("\"has\":\"job\"").holds(event)).isFalse();
    assertThat(wanted("\"without\":\"jobs\"").holds(event)).isFalse();
    assertThat(wanted("\"without\":\"job\"").holds(event)).isTrue();
    assertThat(wanted("\"queue\":2").holds(event)).isTrue();
    assertThat(wanted("\"queue\":3").holds(event)).isFalse();
    assertThat(wanted("\"field\":\"A\",\"says\":\"read 5\"").holds(event)).isTrue();
    assertThat(wanted("\"field\":\"B\",\"says\":\"read 5\"").holds(event)).isFalse();
    assertThat(wanted("\"forced\":true").holds(event)).isFalse();
    assertThat(wanted("\"running\":true").holds(event)).isTrue();
    assertThat(wanted("\"running\":false").holds(event)).isFalse();
  }

  @Test
  void aViewThatIsNotToldIsNotWhatTheSceneWaitsFor() {
    Event other = new Event(1, "0", "inside", "{\"views\":{\"keyspace\":{\"rows\":[]}}}");
    assertThat(wanted("\"without\":\"jobs\"").holds(other)).isFalse();
    assertThat(wanted("\"running\":false").holds(other)).isFalse();
  }

  private static ViewCondition wanted(String condition) {
    return new ViewCondition(JsonValue.read("{\"view\":\"waiting\"," + condition + "}"));
  }

  private static Scene scene(String id) {
    return Scene.all().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  /** Nothing listens there: only what it says of itself counts. */
  private static Subject subject(String name, String... can) {
    NoSubject nobody = new NoSubject(name, name, "127.0.0.1", 1);
    java.lang.reflect.InvocationHandler answers =
        (_, method, args) ->
            method.getName().equals("can") ? Set.of(can) : method.invoke(nobody, args);
    ClassLoader loader = ScenesTest.class.getClassLoader();
    return (Subject)
        java.lang.reflect.Proxy.newProxyInstance(loader, new Class<?>[] {Subject.class}, answers);
  }
}
