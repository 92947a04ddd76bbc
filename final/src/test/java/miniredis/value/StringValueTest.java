package miniredis.value;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.Test;

class StringValueTest {

  @Test
  void theContentOfAnUneditedStringIsNotCopied() {
    Bytes content = Bytes.of("hello");
    assertThat(new StringValue(content).content()).isSameAs(content);
  }

  @Test
  void anEditNeverShowsInWhatWasHandedOutBefore() {
    Bytes original = Bytes.of("hello");
    StringValue string = new StringValue(original);
    string.write(0, Bytes.of("j"));
    Bytes first = string.content();
    string.append(Bytes.of(" world"));
    Bytes second = string.content();
    string.set(0, (byte) 'J');
    assertThat(original).isEqualTo(Bytes.of("hello"));
    assertThat(first).isEqualTo(Bytes.of("jello"));
    assertThat(second).isEqualTo(Bytes.of("jello world"));
    assertThat(string.content()).isEqualTo(Bytes.of("Jello world"));
  }

  @Test
  void aGapIsFilledWithZeroBytes() {
    StringValue string = new StringValue(Bytes.of("ab"));
    string.write(4, Bytes.of("x"));
    assertThat(string.content()).isEqualTo(Bytes.latin("ab\0\0x"));
    string.set(6, (byte) 1);
    assertThat(string.content()).isEqualTo(Bytes.latin("ab\0\0x\0\u0001"));
  }

  @Test
  void writingInsideDoesNotChangeTheLength() {
    StringValue string = new StringValue(Bytes.of("hello"));
    string.write(1, Bytes.of("EL"));
    assertThat(string.length()).isEqualTo(5);
    assertThat(string.content()).isEqualTo(Bytes.of("hELlo"));
  }

  @Test
  void aHundredThousandAppendsCopyLittle() {
    StringValue string = new StringValue(Bytes.EMPTY);
    Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 100_000; i++) {
      string.append(Bytes.of("0123456789"));
      arrays.add(string.array());
    }
    assertThat(string.length()).isEqualTo(1_000_000);
    assertThat(arrays).hasSizeLessThan(20);
  }

  @Test
  void aCopyIsIndependent() {
    StringValue string = new StringValue(Bytes.of("a"));
    string.append(Bytes.of("b"));
    StringValue copy = (StringValue) string.copy();
    string.append(Bytes.of("c"));
    copy.append(Bytes.of("d"));
    assertThat(string.content()).isEqualTo(Bytes.of("abc"));
    assertThat(copy.content()).isEqualTo(Bytes.of("abd"));
  }

  @Test
  void rangesAreCopies() {
    StringValue string = new StringValue(Bytes.of("hello"));
    Bytes range = string.range(1, 3);
    string.write(0, Bytes.of("HELLO"));
    assertThat(range).isEqualTo(Bytes.of("el"));
  }

  @Test
  void randomEditsGiveWhatAPlainArrayGives() {
    RandomGenerator random = new Random(4);
    StringValue string = new StringValue(Bytes.EMPTY);
    byte[] model = new byte[0];
    for (int i = 0; i < 5_000; i++) {
      int offset = random.nextInt(200);
      byte[] part = new byte[1 + random.nextInt(20)];
      random.nextBytes(part);
      if (random.nextInt(4) == 0) string.content();
      string.write(offset, Bytes.wrap(part));
      model = Arrays.copyOf(model, Math.max(model.length, offset + part.length));
      System.arraycopy(part, 0, model, offset, part.length);
      if (random.nextInt(10) == 0) assertThat(string.content().array()).isEqualTo(model);
    }
    assertThat(string.content().array()).isEqualTo(model);
  }
}
