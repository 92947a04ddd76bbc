package miniredis.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "hello, hello",
    "h?llo, hello",
    "h*llo, hllo",
    "h*llo, heeeello",
    "*, x",
    "**, x",
    "a*, a",
    "a***, a",
    "h[ae]llo, hallo",
    "h[^e]llo, hallo",
    "h[a-c]llo, hbllo",
    "h[c-a]llo, hbllo",
    "h\\?llo, h?llo",
    "a\\, a\\",
    "[\\]], ]",
    "[a, a",
    "[^, x",
    "[a-, -",
    "*.*, a.b",
    "*b*d, abcd",
    "[]a, a",
    "[-a], -"
  })
  void matchesAsRedisDoes(String pattern, String text) {
    boolean expected = !pattern.equals("[]a");
    assertThat(Glob.matches(Bytes.of(pattern), Bytes.of(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "hello, hell",
    "hell, hello",
    "?, ab",
    "h[ae]llo, hillo",
    "h[^e]llo, hello",
    "A, a",
    "*a, ab",
    "a*b, a",
    "[, x",
    "a\\?, ab",
    "*c*b, abc"
  })
  void doesNotMatchAsRedisDoesNot(String pattern, String text) {
    assertThat(Glob.matches(Bytes.of(pattern), Bytes.of(text))).isFalse();
  }

  @Test
  void theEmptyTextMatchesOnlyTheEmptyPattern() {
    assertThat(Glob.matches(Bytes.EMPTY, Bytes.EMPTY)).isTrue();
    assertThat(Glob.matches(Bytes.of("*"), Bytes.EMPTY)).isFalse();
  }

  @Test
  void bytesThatAreNotTextMatchAsTheyAre() {
    Bytes binary = Bytes.wrap(new byte[] {0, (byte) 0xff, 13, 10});
    assertThat(Glob.matches(Bytes.of("????"), binary)).isTrue();
    assertThat(Glob.matches(binary, binary)).isTrue();
  }

  @Test
  void lettersOfEitherCaseMatchWhereThatIsAskedFor() {
    assertThat(Glob.matchesAnyCase(Bytes.of("MAX*[A-C]x"), Bytes.of("maxmemoryBX"))).isTrue();
    assertThat(Glob.matchesAnyCase(Bytes.of("[\\A]"), Bytes.of("a"))).isFalse();
  }

  @Test
  void aPartOfAnArrayIsMatchedWithoutWhatSurroundsIt() {
    byte[] array = "xxkey:1yy".getBytes(StandardCharsets.US_ASCII);
    assertThat(Glob.matches(Bytes.of("key:?"), array, 2, 7)).isTrue();
  }

  @Test
  @Timeout(10)
  void manyStarsDoNotTakeForEver() {
    Bytes pattern = Bytes.of("a*".repeat(2000) + "b");
    Bytes text = Bytes.of("a".repeat(20_000));
    assertThatCode(() -> Glob.matches(pattern, text)).doesNotThrowAnyException();
    assertThat(Glob.matches(pattern, text)).isFalse();
  }
}
