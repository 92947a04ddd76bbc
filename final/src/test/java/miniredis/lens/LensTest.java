package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page asks for, done to a real server. */
@Timeout(60)
class LensTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final Hub hub = new Hub();
  private final Watching events = new Watching(hub);
  private final EmbeddedSubject subject = new EmbeddedSubject();
  private Lens lens;

  @BeforeEach
  void start() throws IOException {
    lens = new Lens(hub, subject, 0);
    lens.start(Programme.EMPTY);
  }

  @AfterEach
  void stop() throws IOException {
    events.close();
    lens.close();
  }

  private JsonValue act(String json) {
    return JsonValue.read(lens.act(JsonValue.read(json.replace('\'', '"'))));
  }

  private void done(String json) {
    assertThat(act(json)).as(json).matches(answer -> answer.truth("ok"));
  }

  private void send(String client, String text) {
    done("{'do':'send','client':'%s','bytes':'%s'}".formatted(client, base64(text)));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void replied(String client, long replies) throws InterruptedException {
    assertThat(lens.hands().await(client, replies, SOON)).as("replies to " + client).isTrue();
  }

  private long number(String client) throws InterruptedException {
    return events.await("client", event -> event.text("name").equals(client)).number("c", 0);
  }

  private void held(int count) throws InterruptedException {
    events.await("state", event -> event.number("held", -1) == count);
  }

  @Test
  void itSaysHelloAndHowThingsStand() throws InterruptedException {
    JsonValue hello = events.await("hello", event -> true);
    assertThat(hello.text("subject")).isEqualTo("final");
    assertThat(hello.number("port", 0)).isEqualTo(lens.port());
    assertThat(hello.number("direct", 0)).isEqualTo(subject.port());
    assertThat(hello.items("can")).contains(new JsonValue.Text("control"));
    JsonValue state = events.await("state", event -> true);
    assertThat(state.truth("running")).isTrue();
    assertThat(state.truth("paused")).isFalse();
  }

  @Test
  void thePageHasClientsOfItsOwn() throws InterruptedException {
    send("A", "SET a 1\r\n");
    replied("A", 1);
    send("B", "GET a\r\n");
    replied("B", 1);
    assertThat(lens.hands().received("B")).isEqualTo(Bytes.of("$1\r\n1\r\n"));
    assertThat(number("A")).isNotEqualTo(number("B"));
    done("{'do':'close','client':'A'}");
    long a = number("A");
    events.await(
        "client", event -> event.text("what").equals("close") && event.number("c", 0) == a);
  }

  @Test
  void whilePausedRequestsWaitAndPassOneByOne() throws InterruptedException {
    done("{'do':'pause'}");
    send("A", "SET a 1\r\nINCR a\r\n");
    held(2);
    send("B", "GET a\r\n");
    held(3);
    assertThat(subject.server().received()).isEmpty();
    done("{'do':'step'}");
    replied("A", 1);
    assertThat(lens.hands().received("A")).isEqualTo(Bytes.of("+OK\r\n"));
    assertThat(subject.server().received()).hasSize(1);
    done("{'do':'resume'}");
    replied("A", 2);
    replied("B", 1);
    assertThat(lens.hands().received("A")).isEqualTo(Bytes.of(":2\r\n"));
    held(0);
  }

  @Test
  void aRequestThatIsNotCompleteIsNotHeld() throws InterruptedException {
    done("{'do':'pause'}");
    send("A", "*1\r\n$4\r\nPI");
    events.await("bytes", event -> true);
    send("A", "NG\r\n");
    held(1);
    done("{'do':'close','client':'A'}");
    held(0);
    done("{'do':'resume'}");
  }

  @Test
  void slowerMeansATimeBetweenRequestsAndNoneIsLost() throws InterruptedException {
    done("{'do':'speed','to':0.9}");
    send("A", "PING 1\r\nPING 2\r\nPING 3\r\n");
    held(3);
    events.await("state", event -> event.number("held", -1) == 2 && event.text("x").isEmpty());
    replied("A", 3);
    done("{'do':'speed','to':1}");
    send("A", "PING 4\r\n");
    replied("A", 4);
  }

  @Test
  void bytesCanBeSplitAtEveryPlace() throws InterruptedException {
    done("{'do':'split','client':'A','every':3,'bytes':'%s'}".formatted(base64("PING hello\r\n")));
    replied("A", 1);
    List<JsonValue> pieces =
        events.all("bytes").stream().filter(event -> event.text("dir").equals("in")).toList();
    assertThat(pieces)
        .extracting(piece -> piece.number("length", 0))
        .containsExactly(3L, 3L, 3L, 3L);
  }

  @Test
  void aClientCanBeCutAfterSomeBytes() throws InterruptedException {
    send("A", "PING\r\n");
    replied("A", 1);
    done("{'do':'cut','c':%d,'after':7}".formatted(number("A")));
    send("A", "SET a 12345\r\n");
    JsonValue close = events.await("client", event -> event.text("what").equals("close"));
    assertThat(close.text("why")).isEqualTo("cut off from the page");
    JsonValue piece = events.await("bytes", event -> event.number("at", 0) == 6);
    assertThat(piece.number("length", 0)).isEqualTo(7);
    send("A", "EXISTS a\r\n");
    replied("A", 1);
    assertThat(lens.hands().received("A")).isEqualTo(Bytes.of(":0\r\n"));
  }

  @Test
  void aClientCanBeCutAtOnce() throws InterruptedException {
    send("A", "PING\r\n");
    replied("A", 1);
    done("{'do':'cut','c':%d}".formatted(number("A")));
    events.await("client", event -> event.text("what").equals("close"));
    assertThat(act("{'do':'cut','c':%d}".formatted(number("A"))).text("error"))
        .isEqualTo("Client 1 has gone.");
  }

  @Test
  void aSlowReaderGetsItsReplyInSmallPieces() throws InterruptedException {
    send("A", "PING\r\n");
    replied("A", 1);
    done("{'do':'slow','c':%d,'bytesPerSecond':1000}".formatted(number("A")));
    send("A", "PING %s\r\n".formatted("x".repeat(450)));
    replied("A", 2);
    assertThat(events.all("bytes"))
        .filteredOn(event -> event.text("dir").equals("out"))
        .extracting(event -> event.number("length", 0))
        .contains(100L)
        .allMatch(length -> length <= 100);
    done("{'do':'slow','c':%d,'bytesPerSecond':0}".formatted(number("A")));
  }

  @Test
  void whatConcernsTheServerIsToldAndHandedOn() throws InterruptedException {
    send("A", "SET a 1 PX 5000\r\n");
    replied("A", 1);
    done("{'do':'clock','advance':6000}");
    send("A", "EXISTS a\r\n");
    replied("A", 2);
    assertThat(lens.hands().received("A")).isEqualTo(Bytes.of("+OK\r\n:0\r\n"));
    JsonValue did = events.await("did", event -> true);
    assertThat(did.text("what")).isEqualTo("clock");
    assertThat(did.number("advance", 0)).isEqualTo(6000);
    subject.tell("{\"kind\":\"inside\",\"views\":{}}");
    events.await("inside", event -> true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{'do':'dance'}",
        "{'do':'send'}",
        "{'do':'send','client':'a','bytes':''}",
        "{'do':'send','client':'A','bytes':'%'}",
        "{'do':'speed','to':0}",
        "{'do':'speed','to':'fast'}",
        "{'do':'cut','c':99}",
        "{'do':'slow'}",
        "{'do':'kill'}",
        "{'do':'scene','id':'none'}"
      })
  void whatCannotBeDoneIsAnsweredWithASentence(String request) {
    assertThat(act(request).text("error")).matches("[A-Z].*\\.");
  }
}
