package miniredis;

import course.ConformanceTest;
import org.junit.jupiter.api.Test;

/** Talking to the server, line by line. */
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
  void anErrorLeavesTheConnectionAlive() {
    redis.expect("FLY", "-ERR unknown command 'FLY', with args beginning with: ");
    redis.expect("PING", "+PONG");
  }

  @Test
  void blanksBetweenWordsDoNotCount() {
    redis.expect("  PING    hello  ", "$5", "hello");
  }

  @Test
  void emptyLinesAreNotAnswered() {
    redis.send("\r\n\n   \r\nPING\r\n").expectReply("+PONG");
  }

  @Test
  void aLineMayEndWithALineFeedAlone() {
    redis.send("PING\n").expectReply("+PONG");
  }

  @Test
  void linesThatComeTogetherAreAnsweredInOrder() {
    redis.send("PING a\r\nPING b\r\nECHO c\r\n").expectReply("$1", "a", "$1", "b", "$1", "c");
  }

  @Test
  void aLineMayComeInPieces() {
    redis.send("PI").expectNothing();
    redis.send("NG\r").expectNothing();
    redis.send("\n").expectReply("+PONG");
  }

  @Test
  void bytesThatAreNoTextComeBackUnchanged() {
    redis.send(new byte[] {'E', 'C', 'H', 'O', ' ', (byte) 0xff, (byte) 0xc3, '\r', '\n'});
    redis.expectBytes(new byte[] {'$', '2', '\r', '\n', (byte) 0xff, (byte) 0xc3, '\r', '\n'});
  }

  @Test
  void quitIsAnsweredAndThenTheServerHangsUp() {
    redis.expect("QUIT", "+OK");
    redis.expectClosed();
  }

  @Test
  void aClientThatStopsTalkingStillGetsItsAnswers() {
    redis.send("PING\r\nPING x\r\n").halfClose();
    redis.expectReply("+PONG", "$1", "x");
    redis.expectClosed();
  }

  @Test
  void aLineWithoutAnEndIsCutOff() {
    redis.send("x".repeat(70_000));
    redis.expectReply("-ERR Protocol error: too big inline request");
    redis.expectClosed();
  }

  @Test
  void aClientThatBreaksOffHurtsNobody() {
    redis.send("PING\r\nPI").reset();
    connect().expect("PING", "+PONG");
  }
}
