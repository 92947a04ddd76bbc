package miniredis.net;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.util.ArrayList;
import java.util.List;
import miniredis.command.CommandTable;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that leave in all the wrong ways, and faults of our own: nobody else notices. */
class BrokenConnectionsTest {

  private final LiveServer server = LiveServer.with(BrokenConnectionsTest::addTo);
  private final Redis redis = server.client();
  private final Redis witness = server.client();

  private static void addTo(CommandTable table) {
    table.add(
        "FAULT",
        1,
        _ -> {
          throw new IllegalStateException("as it was to be");
        });
    table.add("DEEP", 1, _ -> deeper());
    table.add("ENDLESS", 1, _ -> endless());
  }

  private static Reply deeper() {
    return Reply.array(deeper());
  }

  /** A reply that holds itself cannot be written. */
  private static Reply endless() {
    List<Reply> items = new ArrayList<>();
    Reply.Array reply = new Reply.Array(items);
    items.add(reply);
    return reply;
  }

  @AfterEach
  void stop() {
    redis.close();
    witness.expect("PING", "+PONG").close();
    server.close();
  }

  @Test
  void aHalfClosedClientGetsAnAnswerToEveryWholeRequest() {
    redis.send("PING\r\nSET k v\r\nGET k\r\nGE").halfClose();
    redis.expectReply("+PONG", "+OK", "$1", "v").expectClosed();
  }

  @Test
  void aHalfClosedClientGetsALongAnswerToo() {
    redis.expect("SETRANGE big 9999999 x", ":10000000");
    redis.send("GETRANGE big 9999990 -1\r\nSTRLEN big\r\n".repeat(1000)).halfClose();
    String answer = "$10\r\n\0\0\0\0\0\0\0\0\0x\r\n:10000000\r\n";
    redis.expectBytes(answer.repeat(1000).getBytes()).expectClosed();
  }

  @Test
  void aClientThatSaysNothingAndLeavesIsGone() {
    redis.halfClose().expectClosed();
  }

  @Test
  void aBrokenRequestIsAnsweredAfterTheOnesBeforeIt() {
    redis.send("PING\r\n*1\r\nx\r\nPING\r\n");
    redis.expectReply("+PONG", "-ERR Protocol error: expected '$', got 'x'").expectClosed();
  }

  @Test
  void aResetInTheMiddleOfARequestIsAnEndLikeAnyOther() {
    redis.send("*2\r\n$3\r\nGET\r\n$100\r\nab").reset();
    gone();
  }

  @Test
  void aResetWithRepliesOnTheirWayIsAnEndLikeAnyOther() {
    redis.expect("SETRANGE big 9999999 x", ":10000000");
    redis.send("GET big\r\n".repeat(10)).reset();
    gone();
  }

  private void gone() {
    Redis.eventually(
        "the client is gone",
        () -> witness.ask("CLIENT LIST").lines().filter(line -> line.contains("id=")).count() == 1);
  }

  @Test
  void whatFollowsQuitIsNotRun() {
    redis.send("QUIT\r\nSET k v\r\n").expectReply("+OK").expectClosed();
    witness.expect("EXISTS k", ":0");
  }

  @Test
  void aFaultInACommandIsAnErrorOfThatCommandAlone() {
    redis.send("SET k v\r\nFAULT\r\nGET k\r\n");
    redis.expectReply("+OK", "-ERR internal error, see the server's log", "$1", "v");
    assertThat(server.log()).contains("command fault failed").contains("as it was to be");
  }

  @Test
  void aCommandWithoutEndInItselfIsAnErrorOfThatCommandAlone() {
    redis.expect("DEEP", "-ERR internal error, see the server's log").expect("PING", "+PONG");
  }

  @Test
  void aReplyThatCannotBeWrittenEndsItsConnectionAlone() {
    redis.send("ENDLESS\r\n");
    Redis.eventually("the fault is logged", () -> server.log().contains("Connection 1 failed"));
    witness.expect("PING", "+PONG");
  }
}
