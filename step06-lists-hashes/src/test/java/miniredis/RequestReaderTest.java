package miniredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestReaderTest {
  private static final String TWO_REQUESTS =
      "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$6\r\na\r\n\0b*\r\n*2\r\n$3\r\nGET\r\n$1\r\nk\r\n";

  private static RequestReader reader(String text) {
    return new RequestReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void wordsMayHoldAnyBytes() throws Exception {
    RequestReader reader = reader(TWO_REQUESTS);
    assertThat(reader.next()).hasToString("[SET, k, a\r\n\0b*]");
    assertThat(reader.next()).hasToString("[GET, k]");
    assertThat(reader.next()).isNull();
  }

  @Test
  void theNetworkMayCutAnywhere() throws Exception {
    RequestReader reader =
        new RequestReader(
            new ByteArrayInputStream(TWO_REQUESTS.getBytes(StandardCharsets.ISO_8859_1)) {
              @Override
              public int read(byte[] bytes, int from, int most) {
                return super.read(bytes, from, Math.min(most, 1));
              }
            });
    assertThat(reader.next()).hasSize(3);
    assertThat(reader.next()).hasSize(2);
    assertThat(reader.next()).isNull();
  }

  @Test
  void whoLeavesWithinARequestHasNotMadeOne() {
    for (int cut = 1; cut < TWO_REQUESTS.indexOf("*2"); cut++) {
      RequestReader reader = reader(TWO_REQUESTS.substring(0, cut));
      assertThatThrownBy(reader::next).as("cut at %d", cut).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void aLineIsARequestToo() throws Exception {
    RequestReader reader = reader("PING\r\n\r\nECHO 'a b'\n");
    assertThat(reader.next()).hasToString("[PING]");
    assertThat(reader.next()).isEmpty();
    assertThat(reader.next()).hasToString("[ECHO, a b]");
  }

  @Test
  void anArrayOfNothingIsNothing() throws Exception {
    assertThat(reader("*0\r\n").next()).isEmpty();
    assertThat(reader("*-1\r\n").next()).isEmpty();
    assertThat(reader("*-99999999999\r\n").next()).isEmpty();
  }

  @Test
  void aPromisedLengthTakesNoMemory() {
    // Half a gigabyte, and then a second word of as much: neither comes.
    assertThatThrownBy(reader("*2147483647\r\n$536870912\r\nabc")::next)
        .isInstanceOf(EOFException.class);
  }

  @Test
  void aLineHasALimit() {
    assertThatThrownBy(reader("x".repeat(70_000))::next)
        .hasMessage("Protocol error: too big inline request");
    assertThatThrownBy(reader("*" + "1".repeat(70_000))::next)
        .hasMessage("Protocol error: too big mbulk count string");
    assertThatThrownBy(reader("*1\r\n$" + "1".repeat(70_000))::next)
        .hasMessage("Protocol error: too big bulk count string");
  }

  @Test
  void aHundredThousandBytesInOnePieceAndInMany() throws Exception {
    String word = "0123456789".repeat(10_000);
    String request = "*2\r\n$4\r\nECHO\r\n$100000\r\n" + word + "\r\n";
    assertThat(reader(request).next().getLast()).hasToString(word);
    assertThat(new RequestReader(slow(request)).next().getLast()).hasToString(word);
  }

  private static InputStream slow(String text) {
    InputStream sevenAtATime =
        new FilterInputStream(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))) {
          @Override
          public int read(byte[] bytes, int from, int most) throws IOException {
            return super.read(bytes, from, Math.min(most, 7));
          }
        };
    return new BufferedInputStream(sevenAtATime, 11);
  }
}
