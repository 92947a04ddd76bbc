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
    BulkList bulks = new BulkList();
    bulks.append(Bytes.of("one"));
    bulks.append(Bytes.EMPTY);
    bulks.string(12);
    return bulks;
  }

  @Test
  void theWireShowsAnArrayOfBulkStrings() {
    String expected = "*3\r\n$3\r\none\r\n$0\r\n\r\n$2\r\n12\r\n";
    assertThat(wire(Reply.array(bulks()), 2)).isEqualTo(expected);
    assertThat(wire(Reply.array(bulks()), 3)).isEqualTo(expected);
    assertThat(wire(Reply.array(new BulkList()), 2)).isEqualTo("*0\r\n");
  }

  @Test
  void toOthersItIsAListOfReplies() {
    assertThat(bulks())
        .isEqualTo(List.of(Reply.bulk("one"), Reply.bulk(""), Reply.bulk("12")))
        .hasSize(3);
  }

  @Test
  void arraysStandAmongTheStrings() {
    BulkList items = new BulkList();
    items.beginArray(2);
    items.append(Bytes.of("1-0"));
    items.beginArray(2);
    items.string("a field".getBytes(StandardCharsets.US_ASCII), 2, 7);
    items.append(Bytes.of("v"));
    items.beginArray(0);
    items.append(Bytes.of("end"));
    assertThat(wire(Reply.array(items), 2))
        .isEqualTo("*3\r\n*2\r\n$3\r\n1-0\r\n*2\r\n$5\r\nfield\r\n$1\r\nv\r\n*0\r\n$3\r\nend\r\n");
    assertThat(items)
        .isEqualTo(
            List.of(
                Reply.array(Reply.bulk("1-0"), Reply.array(Reply.bulk("field"), Reply.bulk("v"))),
                Reply.EMPTY_ARRAY,
                Reply.bulk("end")));
  }

  @Test
  void stringsOfAllLengthsLookAlike() {
    BulkList items = new BulkList();
    StringBuilder expected = new StringBuilder("*240\r\n");
    for (int i = 0; i < 120; i++) {
      String text = "x".repeat(i);
      items.append(Bytes.of(text));
      items.string(("<" + text + ">").getBytes(StandardCharsets.US_ASCII), 1, i + 1);
      expected.append(("$" + i + "\r\n" + text + "\r\n").repeat(2));
    }
    assertThat(wire(Reply.array(items), 2)).isEqualTo(expected.toString());
  }

  @Test
  void aListGrowsBeyondWhatWasExpectedOfIt() {
    BulkList many = BulkList.ofAbout(1);
    for (int i = 0; i < 1000; i++) many.append(Bytes.of("element " + i));
    assertThat(many).hasSize(1000).element(999).isEqualTo(Reply.bulk("element 999"));
  }
}
