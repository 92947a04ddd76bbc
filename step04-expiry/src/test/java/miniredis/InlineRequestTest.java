package miniredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InlineRequestTest {

  private static List<String> words(String line) {
    return new InlineRequest(line).words().stream().map(Bytes::toString).toList();
  }

  @Test
  void blanksOfAllKindsSeparateWords() {
    assertThat(words("  SET\tname   anna\r")).containsExactly("SET", "name", "anna");
    assertThat(words(" \t\r")).isEmpty();
    assertThat(words("")).isEmpty();
  }

  @Test
  void doubleQuotesKeepBlanksAndKnowEscapes() {
    assertThat(words("\"a b\" \"\" \"\\n\\r\\t\\b\\a\\\\\\\"\""))
        .containsExactly("a b", "", "\n\r\t\b\007\\\"");
    assertThat(words("\"\\x00\\xfF\\x4\\q\"")).containsExactly("\0\u00ffx4q");
  }

  @Test
  void singleQuotesTakeAllAsItIsButAQuote() {
    assertThat(words("'a \"b\" \\n' 'it\\'s'")).containsExactly("a \"b\" \\n", "it's");
  }

  @Test
  void aQuoteMayBeginWithinAWord() {
    assertThat(words("na\"me x\"")).containsExactly("name x");
  }

  @Test
  void withoutQuotesABackslashIsABackslash() {
    assertThat(words("a\\n")).containsExactly("a\\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "'", "\"a", "a'b", "\"a\"b", "'a'b", "\"a\\\"", "'a\\'", "\"\\"})
  void aQuoteWithoutItsPartnerIsAnError(String line) {
    assertThatThrownBy(() -> words(line))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("Protocol error: unbalanced quotes in request");
  }
}
