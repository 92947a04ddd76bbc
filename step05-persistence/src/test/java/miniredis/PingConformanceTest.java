package miniredis;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Talking to the server, line by line. */
@Usually("The reply is not the one of Redis, to the byte: its kind, its text, or its line end.")
class PingConformanceTest extends ConformanceTest {

  @Test
  void pingIsAnsweredWithPong() {
    redis.expect("PING", "+PONG");
  }

  @Test
  void commandNamesMayBeWrittenInAnyCase() {
    redis.expect("ping", "+PONG");
    redis.expect("PiNg", "+PONG");
  }

  @Test
  void pingRepeatsItsMessage() {
    redis.expect("PING hello", "$5", "hello");
  }

  @Test
  void pingTakesOneMessageAtMost() {
    redis.expect("PING a b", "-ERR wrong number of arguments for 'ping' command");
  }

  @Test
  void echoRepeatsItsMessage() {
    redis.expect("ECHO hello", "$5", "hello");
  }

  @Test
  void echoNeedsAMessage() {
    redis.expect("ECHO", "-ERR wrong number of arguments for 'echo' command");
    redis.expect("ECHO a b", "-ERR wrong number of arguments for 'echo' command");
  }

  @Test
  void anUnknownCommandIsNamedWithItsArguments() {
    redis.expect("FLY", "-ERR unknown command 'FLY', with args beginning with: ");
    redis.expect("FLY me to", "-ERR unknown command 'FLY', with args beginning with: 'me' 'to' ");
  }

  @Test
  @Usually("An error is a reply like any other. Only a broken protocol ends the connection.")
  void anErrorLeavesTheConnectionAlive() {
    redis.expect("FLY", "-ERR unknown command 'FLY', with args beginning with: ");
    redis.expect("PING", "+PONG");
  }

  @Test
  @Usually("split(\" \") makes an empty word of each blank too many.")
  void blanksBetweenWordsDoNotCount() {
    redis.expect("  PING    hello  ", "$5", "hello");
  }

  @Test
  @Usually("A line without words is no request: it is passed over without a reply.")
  void emptyLinesAreNotAnswered() {
    redis.send("\r\n\n   \r\nPING\r\n").expectReply("+PONG");
  }

  @Test
  void aLineMayEndWithALineFeedAlone() {
    redis.send("PING\n").expectReply("+PONG");
  }

  @Test
  @Usually(
      "One read() may give many lines. What follows the first one was thrown away, or was put into"
          + " a reader that was then forgotten.")
  void linesThatComeTogetherAreAnsweredInOrder() {
    redis.send("PING a\r\nPING b\r\nECHO c\r\n").expectReply("$1", "a", "$1", "b", "$1", "c");
  }

  @Test
  @Usually("One read() gives what has come so far, which is seldom exactly one line.")
  void aLineMayComeInPieces() {
    redis.send("PI").expectNothing();
    redis.send("NG\r").expectNothing();
    redis.send("\n").expectReply("+PONG");
  }

  @Test
  @Usually(
      "The bytes were turned into characters and back in a charset that has no sign for each byte:"
          + " UTF-8 puts a question mark for what it does not know, ISO-8859-1 keeps every byte.")
  void bytesThatAreNoTextComeBackUnchanged() {
    redis.send(new byte[] {'E', 'C', 'H', 'O', ' ', (byte) 0xff, (byte) 0xc3, '\r', '\n'});
    redis.expectBytes(new byte[] {'$', '2', '\r', '\n', (byte) 0xff, (byte) 0xc3, '\r', '\n'});
  }

  @Test
  @Usually(
      "The socket is not closed behind the last reply: try-with-resources closes it in every case.")
  void quitIsAnsweredAndThenTheServerHangsUp() {
    redis.expect("QUIT", "+OK");
    redis.expectClosed();
  }

  @Test
  @Usually(
      "The end of what a client says (read() returns -1) ends its connection, after the answers.")
  void aClientThatStopsTalkingStillGetsItsAnswers() {
    redis.send("PING\r\nPING x\r\n").halfClose();
    redis.expectReply("+PONG", "$1", "x");
    redis.expectClosed();
  }

  @Test
  @Usually(
      "Without a limit a client that never sends a line end makes the server store whatever it sends.")
  void aLineWithoutAnEndIsCutOff() {
    redis.send("x".repeat(70_000));
    redis.expectReply("-ERR Protocol error: too big inline request");
    redis.expectClosed();
  }

  @Test
  @Usually(
      "An IOException of one client went through to the loop that accepts clients, and ended it.")
  void aClientThatBreaksOffHurtsNobody() {
    redis.send("PING\r\nPI").reset();
    connect().expect("PING", "+PONG");
  }

  @Test
  @Usually("The name is to be compared in one case for all commands, QUIT and ECHO included.")
  void everyCommandMayBeWrittenInAnyCase() {
    redis.expect("echo hello", "$5", "hello");
    redis.expect("EcHo", "-ERR wrong number of arguments for 'echo' command");
    redis.expect("ping Hello", "$5", "Hello");
    redis.expect("quit", "+OK");
    redis.expectClosed();
  }

  @Test
  @Usually("An error shows the name as the client wrote it; only the look-up ignores its case.")
  void anUnknownNameIsShownAsItWasWritten() {
    redis.expect("fly Me", "-ERR unknown command 'fly', with args beginning with: 'Me' ");
  }

  @Test
  @Usually("Redis shows 128 bytes of the name, and 128 bytes of the arguments with their quotes.")
  void anErrorShowsOnlyTheBeginningOfWhatIsLong() {
    String f = "f".repeat(128);
    String a = "a".repeat(128);
    redis.expect(
        f + "ff " + a + "aaa b",
        "-ERR unknown command '" + f + "', with args beginning with: '" + a + "' ");
    redis.expect(
        "FLY" + " abcdefghi".repeat(20),
        "-ERR unknown command 'FLY', with args beginning with: "
            + "'abcdefghi' ".repeat(10)
            + "'abcdefgh' ");
  }

  @Test
  @Usually("Every kind of white space parts words, a tab too.")
  void aTabPartsWordsAsABlankDoes() {
    redis.expect("ECHO\thello", "$5", "hello");
    redis.expect("\t PING \t", "+PONG");
  }

  @Test
  @Usually("The length behind $ counts bytes. A letter such as é is two of them.")
  void lengthsCountBytes() {
    redis.expect("ECHO héllo-€", "$10", "héllo-€");
    redis.expect("PING ü", "$2", "ü");
  }

  @Test
  @Usually("A line may be 64 KB long: the limit is there to stop abuse, and is not smaller.")
  void aLongLineIsALineLikeAnyOther() {
    redis.expect("ECHO " + "x".repeat(60_000), "$60000", "x".repeat(60_000));
    redis.expect("PING", "+PONG");
  }

  @Test
  @Usually(
      "64 KB are allowed, and the first byte beyond them is too much: off by one, or no limit.")
  void theLongestLineIsTheOneOfRedis() {
    redis.send("x".repeat(65_536)).expectNothing();
    redis.send("x").expectReply("-ERR Protocol error: too big inline request");
    redis.expectClosed();
  }

  @Test
  @Usually("QUIT ends the connection, whatever stands behind it on the line or in the buffer.")
  void nothingIsAnsweredAfterQuit() {
    redis.send("PING\r\nQUIT now\r\nPING\r\nPING\r\n").expectReply("+PONG", "+OK");
    redis.expectClosed();
  }

  @Test
  @Usually("Half a line is no request. The client has left, so the server hangs up.")
  void halfALineAtTheEndIsNotAnswered() {
    redis.send("PING\r\nPING").halfClose();
    redis.expectReply("+PONG");
    redis.expectClosed();
  }

  @Test
  @Usually(
      "A reply waits in a buffer, although the server has nothing more to read: flush it first.")
  void aReplyDoesNotWaitForTheNextLine() {
    redis.send("PING one\r\nPI").expectReply("$3", "one");
    redis.send("NG two\r\n").expectReply("$3", "two");
  }

  @Test
  @Usually("The state of one client, such as half a line, was kept and given to the next.")
  void aNewClientBeginsAnew() {
    redis.send("PING half").halfClose();
    redis.expectClosed();
    connect().expect("PING", "+PONG");
  }

  @Test
  @Usually("The sockets of clients that have left are not closed, or their threads never end.")
  void manyClientsMayComeAndGo() {
    redis.close();
    for (int i = 0; i < 300; i++) {
      try (Redis client = connect()) {
        client.expect("PING", "+PONG");
      }
    }
    connect().expect("PING", "+PONG");
  }

  @Test
  @Usually("Replies are written one by one, or the reader keeps only the first part of a burst.")
  void aBurstOfLinesIsAnsweredToTheLast() {
    redis.send("PING\r\n".repeat(5_000) + "ECHO last\r\n");
    List<String> replies = redis.replies(5_001);
    for (int i = 0; i < 5_000; i++) {
      check(
          replies.get(i).equals("+PONG"),
          "PING, 5,000 times in one piece",
          "+PONG",
          replies.get(i));
    }
    String last = replies.getLast();
    check(last.equals("$4\r\nlast"), "PING, 5,000 times, and ECHO last", "$4 last", last);
  }

  @Test
  @Usually("Whoever comes while another is served must not be turned away: listen() keeps a queue.")
  void whoWaitsIsServedWhenTheOtherHasLeft() {
    redis.expect("PING", "+PONG");
    Redis waiting = connect();
    waiting.send("PING waited\r\n");
    redis.close();
    waiting.expectReply("$6", "waited");
  }
}
