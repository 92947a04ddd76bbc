package miniredis.net;

import course.Redis;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that wait for lists: who is served, in which order, and when nobody is. */
class BlockingTest {

  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private final LiveServer server = LiveServer.with();
  private final Redis redis = server.client();
  private final Redis first = server.client();
  private final Redis second = server.client();

  @AfterEach
  void stop() {
    redis.close();
    first.close();
    second.close();
    server.close();
  }

  /** Sends what blocks, and waits until it does. */
  private void block(Redis client, String request, int blocked) {
    client.send(request + "\r\n");
    Redis.eventually(
        "so many to be blocked",
        () -> redis.ask("INFO clients").contains("blocked_clients:" + blocked));
  }

  @Test
  void whatIsThereIsTakenAtOnce() {
    redis.expect("RPUSH l a b c d e", ":5");
    redis.expect("BLPOP none l 0", "*2", "$1", "l", "$1", "a");
    redis.expect("BRPOP l none 0", "*2", "$1", "l", "$1", "e");
    redis.expect("BLMPOP 0 2 none l RIGHT COUNT 2", "*2", "$1", "l", "*2", "$1", "d", "$1", "c");
    redis.expect("BLMOVE l m LEFT LEFT 0", "$1", "b").expect("BRPOPLPUSH m l 0", "$1", "b");
  }

  @ParameterizedTest
  @CsvSource({
    "BLPOP l 0,a,*2 $1 l $1 a",
    "BRPOP x l 0,c,*2 $1 l $1 c",
    "BLMPOP 0 1 l LEFT COUNT 2,a,*2 $1 l *2 $1 a $1 b",
    "BLMOVE l m RIGHT LEFT 0,c,$1 c",
    "BRPOPLPUSH l m 0,c,$1 c"
  })
  void whoWaitsIsServedWhenAListComes(String request, String element, String reply) {
    block(first, request, 1);
    redis.expect("RPUSH l a b c", ":3");
    first.expectReply(reply.split(" "));
    first.expect("LPOS l " + element, "$-1");
  }

  @Test
  void aKeyThatCameDeadIsLeftForOthersToFind() {
    redis.expect("DEBUG SET-ACTIVE-EXPIRE 0", "+OK");
    block(first, "BZPOPMAX k 0", 1);
    redis.expect("SET k v PXAT 1", "+OK").expect("DBSIZE", ":1");
    redis.expect("GET k", "$-1").expect("DBSIZE", ":0");
    redis.expect("ZADD k 1 m", ":1");
    first.expectReply("*3", "$1", "k", "$1", "m", "$1", "1");
  }

  @Test
  void theyAreServedInTheOrderInWhichTheyCame() {
    block(first, "BLPOP l 0", 1);
    block(second, "BLPOP l 0", 2);
    redis.expect("RPUSH l a", ":1");
    first.expectReply("*2", "$1", "l", "$1", "a");
    second.expectNothing();
    redis.expect("RPUSH l b c", ":2");
    second.expectReply("*2", "$1", "l", "$1", "b");
    redis.expect("LRANGE l 0 -1", "*1", "$1", "c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"RENAME other l", "COPY other l", "SORT other STORE l", "LMOVE other l LEFT LEFT"})
  void aListMayComeInAnyWay(String request) {
    redis.expect("RPUSH other 1", ":1");
    block(first, "BLPOP l 0", 1);
    redis.ask(request);
    first.expectReply("*2", "$1", "l", "$1", "1");
  }

  @Test
  void aListMayComeFromAnotherDatabase() {
    block(first, "BLPOP l 0", 1);
    redis.expect("SELECT 1", "+OK").expect("RPUSH l 1", ":1").expect("SWAPDB 0 1", "+OK");
    first.expectReply("*2", "$1", "l", "$1", "1");
  }

  @Test
  void whatIsNoListIsNotWaitedFor() {
    block(first, "BLPOP l 0", 1);
    redis.expect("SET l v", "+OK");
    first.expectNothing();
    redis.expect("BLPOP l 0", WRONG_TYPE).expect("DEL l", ":1").expect("RPUSH l a", ":1");
    first.expectReply("*2", "$1", "l", "$1", "a");
  }

  @Test
  void whoCannotBeServedLeavesItToTheNext() {
    redis.expect("SET string v", "+OK");
    block(first, "BLMOVE l string LEFT LEFT 0", 1);
    block(second, "BLPOP l 0", 2);
    redis.expect("RPUSH l a", ":1");
    first.expectReply(WRONG_TYPE);
    second.expectReply("*2", "$1", "l", "$1", "a");
  }

  @Test
  void servingOneMayServeAnother() {
    block(first, "BLMOVE l m LEFT LEFT 0", 1);
    block(second, "BLPOP m 0", 2);
    redis.expect("RPUSH l a", ":1");
    first.expectReply("$1", "a");
    second.expectReply("*2", "$1", "m", "$1", "a");
    redis.expect("DBSIZE", ":0");
  }

  @Test
  void requestsBehindTheOneThatWaitsWaitToo() {
    block(first, "BLPOP l 0\r\nPING\r\nBLPOP m 0\r\nECHO x", 1);
    redis.expect("RPUSH l a", ":1");
    first.expectReply("*2", "$1", "l", "$1", "a", "+PONG").expectNothing();
    redis.expect("RPUSH m b", ":1");
    first.expectReply("*2", "$1", "m", "$1", "b", "$1", "x");
  }

  @Test
  void whenTheTimeIsUpThereIsNothing() {
    block(first, "BLPOP l 100.5", 1);
    block(second, "BLMOVE l m LEFT LEFT 200", 2);
    server.advance(Duration.ofSeconds(101));
    first.expectReply("*-1");
    second.expectNothing();
    server.advance(Duration.ofSeconds(100));
    second.expectReply("*-1");
    redis.expect("RPUSH l a", ":1").expect("LLEN l", ":1");
  }

  @Test
  void aClientThatHasLeftIsGivenNothing() {
    block(first, "BLPOP l 0", 1);
    first.reset();
    Redis.eventually(
        "nobody to be blocked", () -> redis.ask("INFO clients").contains("blocked_clients:0"));
    redis.expect("RPUSH l a", ":1").expect("LLEN l", ":1");
  }

  @Test
  void anotherClientMayEndTheWait() {
    String id = first.ask("CLIENT ID").substring(1);
    block(first, "BLPOP l 0", 1);
    redis.expect("CLIENT UNBLOCK " + id, ":1");
    first.expectReply("*-1");
    block(first, "BLPOP l 0", 1);
    redis.expect("CLIENT UNBLOCK " + id + " ERROR", ":1");
    first.expectReply("-UNBLOCKED client unblocked via CLIENT UNBLOCK");
    redis.expect("CLIENT UNBLOCK " + id, ":0");
  }

  @ParameterizedTest
  @CsvSource({
    "-1,timeout is negative",
    "x,timeout is not a float or out of range",
    "nan,timeout is not a float or out of range",
    "1e300,timeout is negative",
    "inf,timeout is negative"
  })
  void aTimeMustBeSecondsFromZeroOn(String time, String error) {
    redis.expect("BLPOP l " + time, "-ERR " + error);
    redis.expect("BRPOPLPUSH l m " + time, "-ERR " + error);
  }

  @Test
  void theTimeOfBlmpopIsLookedAtLast() {
    redis.expect("BLMPOP x 0 l LEFT", "-ERR numkeys should be greater than 0");
    redis.expect("BLMPOP x 1 l UP", "-ERR syntax error");
    redis.expect("BLMPOP x 1 l LEFT", "-ERR timeout is not a float or out of range");
  }
}
