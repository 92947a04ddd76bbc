package miniredis.resp;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import org.junit.jupiter.api.Test;

class BulkListTest {

  private static String wire(Reply reply, int protocol) {
    BytesBuilder out = new BytesBuilder(16);
    ReplyWriter.write(reply, protocol, out);
    return out.toBytes().text();
  }

  private static BulkList bulks() {
    BulkList bulks = new BulkList(4);
    bulks.append(Bytes.of("one"));
    bulks.append(Bytes.EMPTY);
    bulks.begin(2).append(12);
    return bulks;
  }

  @Test
  void theWireShowsAnArrayOfBulkStrings() {
    String expected = "*3\r\n$3\r\none\r\n$0\r\n\r\n$2\r\n12\r\n";
    assertThat(wire(Reply.array(bulks()), 2)).isEqualTo(expected);
    assertThat(wire(Reply.array(bulks()), 3)).isEqualTo(expected);
    assertThat(wire(Reply.array(new BulkList(0)), 2)).isEqualTo("*0\r\n");
  }

  @Test
  void toOthersItIsAListOfReplies() {
    assertThat(bulks())
        .isEqualTo(List.of(Reply.bulk("one"), Reply.bulk(""), Reply.bulk("12")))
        .hasSize(3);
  }
}
