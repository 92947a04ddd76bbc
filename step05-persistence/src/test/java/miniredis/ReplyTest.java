package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplyTest {

  private static String written(Reply reply) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    reply.writeTo(out);
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void everyKindHasItsFirstByte() throws Exception {
    assertThat(written(Reply.OK)).isEqualTo("+OK\r\n");
    assertThat(written(new Reply.Error("ERR no"))).isEqualTo("-ERR no\r\n");
    assertThat(written(new Reply.Int(-7))).isEqualTo(":-7\r\n");
    assertThat(written(new Reply.Bulk(Bytes.of("a\r\n\0")))).isEqualTo("$4\r\na\r\n\0\r\n");
    assertThat(written(new Reply.Bulk(Bytes.of("")))).isEqualTo("$0\r\n\r\n");
    assertThat(written(new Reply.Bulk(null))).isEqualTo("$-1\r\n");
  }

  @Test
  void anErrorIsOneLineWhateverItQuotes() throws Exception {
    assertThat(written(new Reply.Error("ERR 'a\r\nb'"))).isEqualTo("-ERR 'a  b'\r\n");
  }
}
