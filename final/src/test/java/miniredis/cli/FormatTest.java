package miniredis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;
import miniredis.resp.ReplyReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormatTest {

  static List<Printed> samples() {
    return Printed.samples();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyReplyIsPrintedAsRedisCliPrintsIt(Printed sample) throws IOException {
    byte[] wire = sample.wire().getBytes(StandardCharsets.ISO_8859_1);
    Reply reply = new ReplyReader(new ByteArrayInputStream(wire)).read();
    assertThat(Printed.print(reply, Format.PLAIN)).isEqualTo(sample.plain());
    assertThat(Printed.print(reply, Format.RAW)).isEqualTo(sample.raw());
    assertThat(Printed.print(reply, Format.JSON)).isEqualTo(sample.json());
  }

  /** redis-cli 7.0 knows no big numbers and gives up. */
  @Test
  void aBigNumberIsPrintedAsAnInteger() {
    Reply big = new Reply.BigNumber(Bytes.of("12345678901234567890"));
    assertThat(Printed.print(big, Format.PLAIN)).isEqualTo("(integer) 12345678901234567890\n");
  }
}
