package miniredis.clients;

import course.Redis;
import java.time.Duration;
import miniredis.net.LiveServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CLIENT PAUSE: requests wait, and none is lost. */
class PauseTest {

  private final LiveServer server = LiveServer.with();
  private final Redis redis = server.client();
  private final Redis other = server.client();

  @AfterEach
  void stop() {
    redis.close();
    other.close();
    server.close();
  }

  @Test
  void everybodyWaitsUntilTheTimeIsUp() {
    redis.expect("CLIENT PAUSE 100000", "+OK");
    other.send("PING a\r\nPING b\r\n").expectNothing();
    redis.send("PING\r\n").expectNothing();
    server.advance(Duration.ofSeconds(101));
    other.expectReply("$1", "a", "$1", "b");
    redis.expectReply("+PONG");
  }

  @Test
  void onlyWritersWaitIfThatIsWanted() {
    redis.expect("CLIENT PAUSE 100000 WRITE", "+OK");
    other.expect("GET k", "$-1");
    other.send("SET k v\r\nPING\r\n").expectNothing();
    redis.expect("GET k", "$-1").expect("CLIENT UNPAUSE", "+OK");
    other.expectReply("+OK", "+PONG");
  }

  @Test
  void aRequestThatFailsAtOnceDoesNotWait() {
    redis.expect("CLIENT PAUSE 100000", "+OK");
    other.expect("GET", "-ERR wrong number of arguments for 'get' command");
  }

  @Test
  void aSecondPauseMakesTheFirstLongerOrStricterAndNeverWeaker() {
    redis.expect("CLIENT PAUSE 100000 WRITE", "+OK").expect("CLIENT PAUSE 1000 ALL", "+OK");
    other.send("PING\r\n").expectNothing();
    server.advance(Duration.ofSeconds(50));
    other.expectNothing();
    server.advance(Duration.ofSeconds(51));
    other.expectReply("+PONG");
  }

  @Test
  void aClientThatLeavesWhileItWaitsHurtsNobody() {
    redis.expect("CLIENT PAUSE 100000 WRITE", "+OK");
    other.send("SET k v\r\n").expectNothing().reset();
    redis.expect("CLIENT UNPAUSE", "+OK").expect("PING", "+PONG");
  }

  @Test
  void aHalfClosedClientGetsItsAnswersAfterThePause() {
    redis.expect("CLIENT PAUSE 100000 WRITE", "+OK");
    other.send("SET k v\r\nGET k\r\n").halfClose().expectNothing();
    redis.expect("CLIENT UNPAUSE", "+OK");
    other.expectReply("+OK", "$1", "v").expectClosed();
  }

  @Test
  void meanwhileNoKeyDiesThoughItIsNotFoundAnyMore() {
    redis.expect("SET x 1 PX 30000", "+OK").expect("SET y 1 PX 30000", "+OK");
    redis.expect("CLIENT PAUSE 100000 WRITE", "+OK");
    server.advance(Duration.ofSeconds(31));
    redis.expect("GET x", "$-1").expectNothing();
    redis.expect("DBSIZE", ":2").expect("CLIENT UNPAUSE", "+OK");
    Redis.eventually("both are gone", () -> redis.ask("DBSIZE").equals(":0"));
  }

  @Test
  void aKeyThatIsWrittenInPlaceOfAnExpiredOneIsThereOnce() {
    redis.expect("SET x 1 PX 30000", "+OK").expect("CLIENT PAUSE 60000 WRITE", "+OK");
    server.advance(Duration.ofSeconds(31));
    other.send("SET x 2\r\n");
    redis.expect("DBSIZE", ":1");
    server.advance(Duration.ofSeconds(31));
    other.expectReply("+OK").expect("GET x", "$1", "2").expect("DBSIZE", ":1");
  }

  @Test
  void anExecThatWouldWriteWaits() {
    other.expect("MULTI", "+OK").expect("SET queued 1", "+QUEUED");
    redis.expect("CLIENT PAUSE 100000 WRITE", "+OK");
    other.send("EXEC\r\n").expectNothing();
    redis.expect("MULTI", "+OK").expect("GET queued", "+QUEUED").expect("EXEC", "*1", "$-1");
    redis.expect("CLIENT UNPAUSE", "+OK");
    other.expectReply("*1", "+OK");
  }

  @Test
  void wrongWordsPauseNobody() {
    redis.expect("CLIENT PAUSE x", "-ERR timeout is not an integer or out of range");
    redis.expect("CLIENT PAUSE -1", "-ERR timeout is negative");
    redis.expect("CLIENT PAUSE 100000 foo", "-ERR CLIENT PAUSE mode must be WRITE or ALL");
    redis.expect(
        "CLIENT PAUSE 1 ALL x",
        "-ERR unknown subcommand or wrong number of arguments for 'PAUSE'. Try CLIENT HELP.");
    other.expect("PING", "+PONG");
  }
}
