package miniredis.clients;

import course.Redis;
import java.time.Duration;
import java.util.function.Consumer;
import miniredis.command.Attachment;
import miniredis.command.ClientFacts;
import miniredis.command.CommandTable;
import miniredis.command.Handler;
import miniredis.net.LiveServer;
import miniredis.resp.Reply;
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
    redis.expect("SET x 1 PX 100", "+OK").expect("SET y 1 PX 100", "+OK");
    redis.expect("CLIENT PAUSE 100000 WRITE", "+OK");
    server.advance(Duration.ofSeconds(1));
    redis.expect("GET x", "$-1").expectNothing();
    redis.expect("DBSIZE", ":2").expect("CLIENT UNPAUSE", "+OK");
    Redis.eventually("both are gone", () -> redis.ask("DBSIZE").equals(":0"));
  }

  @Test
  void aKeyThatIsWrittenInPlaceOfAnExpiredOneIsThereOnce() {
    redis.expect("SET x 1 PX 100", "+OK").expect("CLIENT PAUSE 2000 WRITE", "+OK");
    server.advance(Duration.ofSeconds(1));
    other.send("SET x 2\r\n");
    redis.expect("DBSIZE", ":1");
    server.advance(Duration.ofSeconds(2));
    other.expectReply("+OK").expect("GET x", "$1", "2").expect("DBSIZE", ":1");
  }

  @Test
  void aQueueThatWritesWaitsWhateverTheCommandThatRunsItIsCalled() {
    record Queue() implements Attachment {
      @Override
      public void end() {}

      @Override
      public void describe(ClientFacts facts) {
        facts.queuedWrite = true;
      }
    }
    Handler queue =
        call -> {
          call.client().attach(Queue.class, new Queue());
          return Reply.OK;
        };
    Consumer<CommandTable> rows =
        table -> {
          table.add("QUEUE", 1, queue);
          table.add("GO", 1, _ -> Reply.OK).runsTheQueue();
        };
    try (LiveServer queueing = LiveServer.with(rows);
        Redis client = queueing.client();
        Redis lord = queueing.client()) {
      client.expect("QUEUE", "+OK");
      lord.expect("CLIENT PAUSE 100000 WRITE", "+OK").expect("GO", "+OK");
      client.send("GO\r\n").expectNothing();
      lord.expect("CLIENT UNPAUSE", "+OK");
      client.expectReply("+OK");
    }
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
