package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.JsonValue;
import miniredis.lens.Verdict.Before;
import miniredis.lens.Verdict.Pair;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final long NOW = 1_000;

  private static JsonValue verdict(List<Pair> before, List<Pair> after) {
    return JsonValue.read(new Verdict(new Before("kill", before), after, NOW).json());
  }

  private static Pair pair(String key, String value) {
    return new Pair(key, value, -1);
  }

  @Test
  void anOlderValueThatCameBackIsALoss() {
    JsonValue verdict =
        verdict(List.of(pair("a", "1"), pair("n", "5")), List.of(pair("a", "1"), pair("n", "4")));
    assertThat(Specimen.keys(verdict, "survived")).containsExactly("a", "n");
    assertThat(Specimen.keys(verdict, "lost")).containsExactly("n");
    assertThat(verdict.text("text")).isEqualTo("2 keys before kill -9: 1 as before, 1 lost.");
  }

  @Test
  void aKeyThatHasDiedSinceIsNotLost() {
    JsonValue verdict = verdict(List.of(new Pair("dead", "1", NOW), pair("a", "1")), List.of());
    assertThat(Specimen.keys(verdict, "acknowledged")).containsExactly("a");
    assertThat(Specimen.keys(verdict, "lost")).containsExactly("a");
  }

  @Test
  void whatCameLaterIsNoSurvivor() {
    JsonValue verdict = verdict(List.of(pair("a", "1")), List.of(pair("a", "1"), pair("b", "2")));
    assertThat(Specimen.keys(verdict, "survived")).containsExactly("a");
    assertThat(verdict.text("text"))
        .isEqualTo("Nothing is lost: 1 key before kill -9, and all survived.");
  }

  @Test
  void whereNothingWasThereIsNothingToLose() {
    assertThat(verdict(List.of(), List.of()).text("text"))
        .isEqualTo("There was no key before kill -9, so none could be lost.");
  }
}
