package miniredis.probe;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

class ShownTest {

  private static String text(String text) {
    return Shown.text(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void textIsShownAsItIsEvenIfItLooksLikeHtml() {
    assertThat(text("<img src=x> \"Zürich\" 猫")).isEqualTo("<img src=x> \"Zürich\" 猫");
  }

  @Test
  void whatAPersonCannotReadIsEscaped() {
    assertThat(text("a\r\nb\0")).isEqualTo("a\\r\\nb\\x00");
    assertThat(Shown.text(new byte[] {(byte) 0xc3, 'x'})).isEqualTo("\\xc3x");
  }

  @Test
  void aLongOneIsCutBetweenTwoCharacters() {
    assertThat(text("x" + "é".repeat(100))).isEqualTo("x" + "é".repeat(39) + "… (201 bytes)");
    assertThat(text("x".repeat(80))).isEqualTo("x".repeat(80));
  }

  @Test
  void ofACollectionTheFirstElementsAreShown() {
    List<String> many = Collections.nCopies(30, "e");
    assertThat(Shown.elements("[", List.of("a", "b"), 2, "]")).isEqualTo("[a, b]");
    assertThat(Shown.elements("[", many, 30, "]"))
        .isEqualTo("[" + "e, ".repeat(9) + "e, … 30 in all]");
  }
}
