package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Json;
import miniredis.bytes.JsonValue;
import miniredis.lens.WireReader.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireReaderTest {

  /** What a reader says of some bytes: a letter for each role, and the frames' texts. */
  private record Seen(String roles, List<String> frames) {}

  private static Seen read(Side side, String wire, int every) {
    List<String> frames = new ArrayList<>();
    WireReader reader =
        new WireReader(
            side,
            frame ->
                frames.add(
                    frame.from()
                        + "-"
                        + frame.to()
                        + " "
                        + (side == Side.REQUESTS
                            ? FrameText.ofRequest(frame)
                            : FrameText.ofReply(frame))));
    byte[] bytes = wire.getBytes(StandardCharsets.ISO_8859_1);
    StringBuilder roles = new StringBuilder();
    for (int at = 0; at < bytes.length; at += every) {
      int end = Math.min(bytes.length, at + every);
      reader.read(bytes, at, end);
      String piece = roles(reader.parts());
      assertThat(piece).as("the parts cover the piece").hasSize(end - at);
      roles.append(piece);
    }
    return new Seen(roles.toString(), frames);
  }

  private static String roles(Parts parts) {
    Json json = new Json().beginObject().name("parts");
    parts.write(json, 0, 0);
    StringBuilder roles = new StringBuilder();
    for (JsonValue part : JsonValue.read(json.endObject().toString()).items("parts")) {
      if (part instanceof JsonValue.Items(var items)
          && items.get(0) instanceof JsonValue.Text(var role)
          && items.get(1) instanceof JsonValue.Number(var length)) {
        String letter = role.equals("payload") ? "." : role.substring(0, 1);
        roles.append(letter.repeat((int) length));
      }
    }
    return roles.toString();
  }

  private static Seen requests(String wire) {
    return read(Side.REQUESTS, wire, wire.length());
  }

  private static Seen replies(String wire) {
    return read(Side.REPLIES, wire, wire.length());
  }

  @Test
  void eachByteOfARequestHasItsRole() {
    Seen seen = requests("*2\r\n$3\r\nGET\r\n$4\r\nname\r\n");
    assertThat(seen.roles()).isEqualTo("tlcctlcc...cctlcc....cc");
    assertThat(seen.frames()).containsExactly("0-23 GET name");
  }

  @Test
  void aLineThatWasTypedIsOneFrame() {
    Seen seen = requests("PING\r\n\r\nset a \"b c\"\n");
    assertThat(seen.roles()).isEqualTo("iiiicccciiiiiiiiiiic");
    assertThat(seen.frames()).containsExactly("0-6 PING", "8-20 set a \"b c\"");
  }

  @Test
  void repliesOfAllTypesAreRead() {
    String resp2 =
        "+OK\r\n-ERR no\r\n:12\r\n$2\r\nab\r\n$-1\r\n$0\r\n\r\n*-1\r\n*0\r\n*2\r\n:1\r\n*1\r\n+x\r\n";
    assertThat(replies(resp2).frames())
        .containsExactly(
            "0-5 +OK",
            "5-14 -ERR no",
            "14-19 :12",
            "19-27 $2 \"ab\"",
            "27-32 $-1 (null)",
            "32-38 $0 \"\"",
            "38-43 *-1 (null)",
            "43-47 *0 []",
            "47-63 *2 [:1, *1 [+x]]");
    String resp3 =
        "%1\r\n+a\r\n:1\r\n~1\r\n,1.5\r\n#t\r\n_\r\n(99\r\n=5\r\ntxt:a\r\n!3\r\nE x\r\n>2\r\n+m\r\n+n\r\n"
            + "|1\r\n+k\r\n:7\r\n+noted\r\n";
    assertThat(replies(resp3).frames())
        .extracting(frame -> frame.substring(frame.indexOf(' ') + 1))
        .containsExactly(
            "%1 {+a = :1}",
            "~1 [,1.5]",
            "#t",
            "_ (null)",
            "(99",
            "=5 \"txt:a\"",
            "!3 \"E x\"",
            ">2 [+m, +n]",
            "|1 {+k = :7} +noted");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 11, 50})
  void howTheBytesAreCutUpDoesNotMatter(int every) {
    String requests =
        "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$4\r\n\r\n\0\u00ff\r\nPING\r\n*0\r\n  \r\n*1\r\n$4\r\nQUIT\r\n";
    assertThat(read(Side.REQUESTS, requests, every)).isEqualTo(requests(requests));
    String replies =
        "+OK\r\n*3\r\n$3\r\na\r\n\r\n:-5\r\n%1\r\n+a\r\n*0\r\n|1\r\n+k\r\n:7\r\n$-1\r\nplain\r\n>1\r\n_\r\n";
    assertThat(read(Side.REPLIES, replies, every)).isEqualTo(replies(replies));
    assertThat(replies(replies).frames()).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*x\r\n",
        "*1\r\n:5\r\n",
        "*1\r\n$x\r\n",
        "*1\r\n$1\r\nabc",
        "*1\rx",
        "*99999999999999\r\n"
      })
  void whatFollowsABrokenFrameIsJunk(String broken) {
    Seen seen = requests("PING\r\n" + broken + "*1\r\n$4\r\nPING\r\n");
    assertThat(seen.frames()).containsExactly("0-6 PING");
    assertThat(seen.roles()).endsWith("j".repeat(14));
    assertThat(seen.roles().substring(6)).containsPattern("^[tlc.]*j+$");
  }

  @Test
  void deepArraysAreNoProblemAndTooDeepOnesAreJunk() {
    assertThat(replies("*1\r\n".repeat(128) + ":1\r\n").frames()).hasSize(1);
    Seen seen = replies("*1\r\n".repeat(129) + ":1\r\n");
    assertThat(seen.frames()).isEmpty();
    assertThat(seen.roles()).endsWith("jjjj");
  }

  @Test
  void ofALongFrameOnlyTheBeginningIsKept() {
    String value = "v".repeat(100_000);
    String wire = "*2\r\n$4\r\nECHO\r\n$100000\r\n" + value + "\r\n";
    for (int every : List.of(wire.length(), 1000, 17)) {
      Seen seen = read(Side.REQUESTS, wire, every);
      assertThat(seen.frames()).hasSize(1);
      String text = seen.frames().getFirst();
      assertThat(text).startsWith("0-100025 ECHO vvv").endsWith("…");
      assertThat(text.length()).isLessThanOrEqualTo("0-100025 ".length() + FrameText.LONGEST);
    }
  }

  @Test
  void ofBytesThatAreNotShownTheRolesAreNotEither() {
    WireReader reader = new WireReader(Side.REPLIES, _ -> {});
    byte[] bytes = ":1\r\n".repeat(2000).getBytes(StandardCharsets.US_ASCII);
    reader.read(bytes, 0, bytes.length);
    Json json = new Json();
    reader.parts().write(json, 5, 7990);
    assertThat(json.toString())
        .isEqualTo(
            "[[\"type\",1],[\"payload\",1],[\"crlf\",2],[\"type\",1],[\"payload\",7990],"
                + "[\"payload\",1],[\"crlf\",2]]"
                    .replace(
                        "[\"payload\",1],[\"crlf\",2]]",
                        "[\"crlf\",1],[\"type\",1],[\"payload\",1],[\"crlf\",2]]"));
  }
}
