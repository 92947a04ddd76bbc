package miniredis.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The expectations were seen in a redis-server 7.0.15, with ECHO and the like typed into nc. */
class WordsTest {

  private static List<String> words(String line) {
    return Arrays.stream(Words.split(line).orElseThrow())
        .map(word -> new String(word.array(), StandardCharsets.ISO_8859_1))
        .toList();
  }

  @Test
  void blanksOfAllKindsSeparate() {
    assertThat(words("  SET\tkey \u000b value  \r")).containsExactly("SET", "key", "value");
    assertThat(words("")).isEmpty();
    assertThat(words(" \t ")).isEmpty();
  }

  @Test
  void aVerticalTabOrFormFeedSeparatesOnlyInFrontOfAWord() {
    assertThat(words("a\u000bb \f\u000b c\f d")).containsExactly("a\u000bb", "c\f", "d");
  }

  @Test
  void doubleQuotesKnowEscapes() {
    assertThat(words("\"a b\" \"\\n\\r\\t\\b\\a\" \"\\x41\\xfF\" \"\\\"\\\\\\q\""))
        .containsExactly("a b", "\n\r\t\b\u0007", "A\u00ff", "\"\\q");
  }

  @Test
  void anIncompleteHexEscapeIsAnX() {
    assertThat(words("\"\\x4\" \"\\xg1\"")).containsExactly("x4", "xg1");
  }

  @Test
  void singleQuotesKnowOnlyThemselves() {
    assertThat(words("'a b' '\\'' '\\n' 'say \"x\"'"))
        .containsExactly("a b", "'", "\\n", "say \"x\"");
  }

  @Test
  void emptyQuotesAreAnEmptyWord() {
    assertThat(words("SET k \"\" ''")).containsExactly("SET", "k", "", "");
  }

  @Test
  void quotesMayOpenInsideAWordButNotCloseThere() {
    assertThat(words("ab\"c d\" e")).containsExactly("abc d", "e");
    assertThat(Words.split("\"a\"b")).isEmpty();
    assertThat(Words.split("'a'b")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "'", "a \"b", "a 'b", "\"a\\\"", "'a\\'", "\"a\" \"", "\"\\"})
  void unbalancedQuotesAreNoWords(String line) {
    assertThat(Words.split(line)).isEmpty();
  }

  @Test
  void aZeroByteEndsTheLineOutsideQuotesAndInside() {
    assertThat(words("a b\0c d")).containsExactly("a", "b");
    assertThat(Words.split("\"a\0b\"")).isEmpty();
  }
}
