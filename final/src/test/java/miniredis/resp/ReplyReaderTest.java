package miniredis.resp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {

  static final Bytes BINARY = Bytes.wrap(new byte[] {0, '\r', '\n', -1, '"'});

  static List<Reply> everyType() {
    Reply nested = Reply.array(Reply.array(Reply.ONE, Reply.NULL), Reply.EMPTY_ARRAY);
    return List.of(
        Reply.OK,
        Reply.simple(""),
        Reply.error("ERR no"),
        Reply.integer(Long.MIN_VALUE),
        new Reply.Bulk(BINARY),
        Reply.bulk(""),
        Reply.bulk("x".repeat(100_000)),
        Reply.simple("x".repeat(100_000)),
        Reply.NULL,
        nested,
        Reply.map(Reply.bulk("k"), nested, Reply.bulk("l"), Reply.map()),
        new Reply.Set(List.of(Reply.ONE, Reply.bulk("a"))),
        new Reply.Push(List.of(Reply.bulk("message"), Reply.bulk("c"), Reply.bulk("m"))),
        new Reply.Double(0.1),
        new Reply.Double(-1e300),
        new Reply.Double(Double.NEGATIVE_INFINITY),
        new Reply.Double(Double.NaN),
        new Reply.Boolean(true),
        new Reply.Boolean(false),
        new Reply.BigNumber(Bytes.of("-3492890328409238509324850943850943825024385")),
        new Reply.Verbatim("txt", Bytes.of("some\r\ntext")));
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void everyTypeComesBackAsItWasSentInResp3(Reply reply) throws IOException {
    assertThat(read(wire(reply, 3))).isEqualTo(reply);
  }

  /** In RESP2 a reply changes its type on the way, so what is compared is its second journey. */
  @ParameterizedTest
  @MethodSource("everyType")
  void everyTypeComesBackWithTheSameBytesInResp2(Reply reply) throws IOException {
    byte[] wire = wire(reply, 2);
    assertThat(wire(read(wire), 2)).isEqualTo(wire);
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void repliesThatComeByteByByteAreReadAllTheSame(Reply reply) throws IOException {
    InputStream slow =
        new FilterInputStream(new ByteArrayInputStream(wire(reply, 3))) {
          @Override
          public int read(byte[] b, int off, int len) throws IOException {
            return super.read(b, off, Math.min(len, 1));
          }
        };
    assertThat(new ReplyReader(slow).read()).isEqualTo(reply);
  }

  @Test
  void repliesAreReadOneAfterTheOther() throws IOException {
    ReplyReader reader = reader("+OK\r\n:1\r\n$1\r\na\r\n");
    assertThat(reader.read()).isEqualTo(Reply.OK);
    assertThat(reader.ready()).isTrue();
    assertThat(reader.read()).isEqualTo(Reply.ONE);
    assertThat(reader.read()).isEqualTo(Reply.bulk("a"));
    assertThat(reader.ready()).isFalse();
    assertThatThrownBy(reader::read).isInstanceOf(EOFException.class);
  }

  @Test
  void aNullArrayIsNotANullString() throws IOException {
    assertThat(reader("*-1\r\n").read()).isEqualTo(Reply.NULL_ARRAY);
    assertThat(reader("$-1\r\n").read()).isEqualTo(Reply.NULL);
    assertThat(reader("_\r\n").read()).isEqualTo(Reply.NULL);
  }

  @Test
  void attributesAreDroppedWhereverTheyStand() throws IOException {
    String attribute = "|1\r\n+ttl\r\n%1\r\n+a\r\n:3600\r\n";
    assertThat(reader(attribute + "*2\r\n:1\r\n" + attribute + attribute + ":2\r\n").read())
        .isEqualTo(Reply.array(Reply.ONE, Reply.integer(2)));
  }

  @Test
  void aBlobErrorIsAnError() throws IOException {
    assertThat(reader("!21\r\nSYNTAX invalid syntax\r\n").read())
        .isEqualTo(Reply.error("SYNTAX invalid syntax"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "?1\\r\\n ~ got \"?\" as reply type byte",
        ":1.5\\r\\n ~ invalid number \"1.5\" after \":\"",
        "$-2\\r\\n ~ invalid length -2 after \"$\"",
        "*9999999999\\r\\n ~ invalid length 9999999999 after \"*\"",
        "%-1\\r\\n ~ invalid length -1 after \"%\"",
        "$?\\r\\n ~ streamed replies are not supported",
        "$1\\r\\nab\\r\\n ~ a string that does not end where it should",
        "+a\\rb ~ a carriage return without a newline",
        "_1\\r\\n ~ a null with a value",
        "#x\\r\\n ~ invalid boolean \"x\"",
        ",1f\\r\\n ~ invalid double \"1f\"",
        "(12a\\r\\n ~ invalid big number",
        "=3\\r\\ntxt\\r\\n ~ a verbatim string without its format",
      })
  void whatIsNoReplyIsRefusedInPlainWords(String wire, String message) {
    assertThatThrownBy(() -> reader(wire.translateEscapes()).read())
        .isInstanceOf(ProtocolException.class)
        .hasMessage(message);
  }

  @Test
  void aLengthLineThatNeverEndsIsRefused() {
    assertThatThrownBy(() -> reader("*" + "1".repeat(1000)).read())
        .isInstanceOf(ProtocolException.class)
        .hasMessage("a line of more than 64 bytes");
  }

  @Test
  void endlessNestingIsRefused() {
    assertThatThrownBy(() -> reader("*1\r\n".repeat(100_000)).read())
        .isInstanceOf(ProtocolException.class)
        .hasMessage("replies nested more than 128 deep");
  }

  /** Each of them would need gigabytes if its length were believed. */
  @ParameterizedTest
  @ValueSource(strings = {"$1000000000\r\nab", "*1000000000\r\n:1\r\n", "%1000000000\r\n:1\r\n"})
  void aHugeLengthCostsNothingUntilItsBytesCome(String wire) {
    assertThatThrownBy(() -> reader(wire).read()).isInstanceOf(EOFException.class);
  }

  private static ReplyReader reader(String wire) {
    return new ReplyReader(new ByteArrayInputStream(wire.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static Reply read(byte[] wire) throws IOException {
    ReplyReader reader = new ReplyReader(new ByteArrayInputStream(wire));
    Reply reply = reader.read();
    assertThat(reader.ready()).as("bytes left over").isFalse();
    return reply;
  }

  private static byte[] wire(Reply reply, int protocol) {
    BytesBuilder out = new BytesBuilder(16);
    ReplyWriter.write(reply, protocol, out);
    byte[] bytes = new byte[out.length()];
    out.toBytes().copyTo(bytes, 0);
    return bytes;
  }
}
