package miniredis.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {

  @Test
  void whatIsWrittenIsReadAgain() {
    String text = "\"\\/\b\f\n\r\t\u0001 é € \uD83D\uDE00";
    String json =
        new Json()
            .beginObject()
            .name("text")
            .text(text)
            .name("number")
            .number(-12)
            .name("yes")
            .truth(true)
            .name("none")
            .nothing()
            .name("list")
            .beginArray()
            .raw("1.5e3")
            .beginArray()
            .endArray()
            .endArray()
            .endObject()
            .toString();
    JsonValue value = JsonValue.read(json);
    assertThat(value.text("text")).isEqualTo(text);
    assertThat(value.number("number", 0)).isEqualTo(-12);
    assertThat(value.truth("yes")).isTrue();
    assertThat(value.has("none")).isTrue();
    assertThat(value.at("none")).isEqualTo(JsonValue.NOTHING);
    assertThat(value.items("list"))
        .containsExactly(new JsonValue.Number(1500), new JsonValue.Items(List.of()));
  }

  @Test
  void whatIsNotThereOrOfAnotherKindIsAsIfNotGiven() {
    JsonValue value = JsonValue.read(" {\"a\" : 1 , \"b\":{}} ");
    assertThat(value.text("a")).isEmpty();
    assertThat(value.number("b", 7)).isEqualTo(7);
    assertThat(value.items("a")).isEmpty();
    assertThat(value.at("c").at("d").text("e")).isEmpty();
    assertThat(JsonValue.read("[]").truth("a")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\"}",
        "{\"a\":1,}",
        "{a:1}",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\t\"",
        "01",
        "-",
        "1.",
        "nul",
        "1 2",
        "[1}",
        "'a'"
      })
  void whatIsNoJsonIsRefusedWithTheColumn(String text) {
    assertThatThrownBy(() -> JsonValue.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("column ");
  }

  @Test
  void aHundredBracketsAreEnough() {
    JsonValue.read("[".repeat(100) + "]".repeat(100));
    assertThatThrownBy(() -> JsonValue.read("[".repeat(100_000)))
        .hasMessage("column 102: expected fewer brackets");
  }
}
