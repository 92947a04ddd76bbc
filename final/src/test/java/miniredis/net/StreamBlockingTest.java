package miniredis.net;

import course.Redis;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that wait for more of a stream, and what they hear when there will be none. */
class StreamBlockingTest {

  private static final String XREAD = "XREAD BLOCK 0 STREAMS s $";
  private static final String XREADGROUP = "XREADGROUP GROUP g c BLOCK 0 STREAMS s >";
  private static final String[] ENTRY_9 = "*1 *2 $1 s *1 *2 $3 9-0 *2 $1 f $1 v".split(" ");

  private final LiveServer server = LiveServer.with();
  private final Redis redis = server.client();
  private final Redis first = server.client();
  private final Redis second = server.client();

  @BeforeEach
  void aStreamWithAGroupThatHasReadAll() {
    redis.expect("XADD s 1-0 f v", "$3", "1-0").expect("XGROUP CREATE s g $", "+OK");
  }

  @AfterEach
  void stop() {
    redis.close();
    first.close();
    second.close();
    server.close();
  }

  private void block(Redis client, String request, int blocked) {
    client.send(request + "\r\n");
    Redis.eventually(
        "so many to be blocked",
        () -> redis.ask("INFO clients").contains("blocked_clients:" + blocked));
  }

  private void add() {
    redis.expect("XADD s 9-0 f v", "$3", "9-0");
  }

  @Test
  void allWhoReadAStreamAreServedByOneEntry() {
    block(first, XREAD, 1);
    block(second, "XREAD COUNT 7 BLOCK 0 STREAMS other s 0 1", 2);
    add();
    first.expectReply(ENTRY_9);
    second.expectReply(ENTRY_9);
  }

  @Test
  void ofAGroupOnlyTheFirstIsServed() {
    block(first, XREADGROUP, 1);
    block(second, "XREADGROUP GROUP g d BLOCK 0 STREAMS s >", 2);
    add();
    first.expectReply(ENTRY_9);
    second.expectNothing();
    redis.expect(
        "XPENDING s g", "*4", ":1", "$3", "9-0", "$3", "9-0", "*1", "*2", "$1", "c", "$1", "1");
    redis.expect("XADD s 10-0 f v", "$4", "10-0");
    second.expectReply("*1 *2 $1 s *1 *2 $4 10-0 *2 $1 f $1 v".split(" "));
  }

  @Test
  void inRespThreeTheAnswerIsAMap() {
    first.ask("HELLO 3");
    block(first, XREAD, 1);
    add();
    first.expectReply("%1 $1 s *1 *2 $3 9-0 *2 $1 f $1 v".split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEL s", "SET s v", "RENAME s t", "FLUSHALL", "SWAPDB 0 1"})
  void whoReadsForAGroupHearsThatTheStreamIsGone(String request) {
    block(first, XREADGROUP, 1);
    redis.ask(request);
    first.expectReply("-UNBLOCKED the stream key no longer exists");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEL s", "SET s v", "FLUSHALL"})
  void whoReadsForHimselfGoesOnWaiting(String request) {
    block(first, XREAD, 1);
    redis.ask(request);
    first.expectNothing();
    redis.ask("DEL s");
    redis.expect("XADD s 1-0 f v", "$3", "1-0");
    first.expectNothing();
    add();
    first.expectReply(ENTRY_9);
  }

  @Test
  void whoReadsForAGroupHearsThatItIsGone() {
    String gone = "-NOGROUP the consumer group this client was blocked on no longer exists";
    block(first, XREADGROUP, 1);
    redis.expect("XGROUP DESTROY s g", ":1");
    first.expectReply(gone);
    redis.expect("XADD t 1-0 f v", "$3", "1-0").expect("XGROUP CREATE s g $", "+OK");
    block(first, XREADGROUP, 1);
    redis.expect("RENAME t s", "+OK");
    first.expectReply(gone);
  }

  @Test
  void whatHappensBesideTheEntriesServesNobody() {
    block(first, XREADGROUP, 1);
    redis.expect("XADD s 2-0 f v", "$3", "2-0");
    first.expectReply("*1 *2 $1 s *1 *2 $3 2-0 *2 $1 f $1 v".split(" "));
    block(first, XREADGROUP, 1);
    redis.expect("XGROUP SETID s g 0", "+OK").expect("XDEL s 1", ":1");
    redis.expect("XGROUP CREATECONSUMER s g d", ":1").expect("XSETID s 8", "+OK");
    redis.expect("XTRIM s MAXLEN 0", ":1");
    first.expectNothing();
    add();
    first.expectReply(ENTRY_9);
  }

  @Test
  void whenTheTimeIsUpThereIsNothing() {
    block(first, "XREAD BLOCK 500 STREAMS s $", 1);
    block(second, "XREADGROUP GROUP g c BLOCK 1500 STREAMS s >", 2);
    server.advance(Duration.ofSeconds(1));
    first.expectReply("*-1");
    second.expectNothing();
    server.advance(Duration.ofSeconds(1));
    second.expectReply("*-1");
  }
}
