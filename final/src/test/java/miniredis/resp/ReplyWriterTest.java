package miniredis.resp;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import org.junit.jupiter.api.Test;

/** No type of reply is forgotten: no switch makes sure of that. */
class ReplyWriterTest {

  private static final Bytes TEXT = Bytes.of("text");
  private static final List<Reply> ITEMS = List.of(Reply.OK, Reply.ONE);

  private static final List<Reply> ALL =
      List.of(
          new Reply.Text(TEXT),
          new Reply.Error(TEXT),
          new Reply.Int(7),
          new Reply.Bulk(TEXT),
          new Reply.Null(),
          new Reply.NullArray(),
          new Reply.Array(ITEMS),
          new Reply.Map(ITEMS),
          new Reply.Set(ITEMS),
          new Reply.Push(ITEMS),
          new Reply.Double(1.5),
          new Reply.Boolean(true),
          new Reply.BigNumber(TEXT),
          new Reply.Verbatim("txt", TEXT),
          new Reply.Attributed(ITEMS, Reply.OK),
          new Reply.Several(ITEMS),
          new Reply.None());

  @Test
  void eachTypeButNoneIsWrittenInBothProtocols() {
    assertThat(ALL).extracting(Object::getClass).containsAll(types());
    for (Reply each : ALL) {
      for (int protocol : List.of(2, 3)) {
        BytesBuilder out = new BytesBuilder(64);
        ReplyWriter.write(each, protocol, out);
        assertThat(out.length() == 0)
            .as("%s in %d", each, protocol)
            .isEqualTo(each == ALL.getLast());
      }
    }
  }

  private static List<Class<?>> types() {
    return List.of(Reply.class.getPermittedSubclasses());
  }
}
