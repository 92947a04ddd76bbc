package miniredis;

import course.ConformanceTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RESP requests, whole and in pieces, sound and broken. */
class ProtocolConformanceTest extends ConformanceTest {

  @Test
  void aRequestIsAnArrayOfBulkStrings() {
    redis.send("*2\r\n$4\r\nECHO\r\n$5\r\nhello\r\n").expectReply("$5", "hello");
  }

  @Test
  void aRequestMayBeCutAtAnyByte() {
    byte[] request = "*2\r\n$4\r\nECHO\r\n$5\r\nhe\r\no\r\n".getBytes(StandardCharsets.US_ASCII);
    for (int cut = 1; cut < request.length; cut++) {
      redis.send(Arrays.copyOfRange(request, 0, cut));
      redis.send(Arrays.copyOfRange(request, cut, request.length));
      redis.expectReply("$5", "he", "o");
    }
  }

  @Test
  void requestsThatComeTogetherAreAnsweredInOrder() {
    redis.send("*1\r\n$4\r\nPING\r\nPING x\r\n*2\r\n$4\r\nECHO\r\n$1\r\ny\r\n");
    redis.expectReply("+PONG", "$1", "x", "$1", "y");
  }

  @Test
  void aThousandRequestsInOnePieceAreAllAnswered() {
    redis.send("*1\r\n$4\r\nPING\r\n".repeat(1000));
    for (int i = 0; i < 1000; i++) redis.expectReply("+PONG");
  }

  @Test
  void anEmptyArgumentIsAnArgument() {
    redis.send("*2\r\n$4\r\nECHO\r\n$0\r\n\r\n").expectReply("$0", "");
  }

  @Test
  void anArrayOfNothingIsNoRequest() {
    redis.send("*0\r\n*-1\r\n*1\r\n$4\r\nPING\r\n").expectReply("+PONG");
  }

  @Test
  void quotesHoldWordsOfALineTogether() {
    redis.expect("ECHO \"two words\"", "$9", "two words");
    redis.expect("ECHO 'two words'", "$9", "two words");
    redis.expect("ECHO \"\\x41\\n\"", "$2", "A\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ECHO \"open\r\n", "ECHO 'open\r\n", "ECHO \"a\"b\r\n"})
  void unbalancedQuotesCloseTheConnection(String line) {
    redis.send(line).expectReply("-ERR Protocol error: unbalanced quotes in request");
    redis.expectClosed();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*x            | invalid multibulk length",
        "*1x           | invalid multibulk length",
        "*2147483648   | invalid multibulk length",
        "*1~!4         | expected '$', got '!'",
        "*1~$-1        | invalid bulk length",
        "*1~$x         | invalid bulk length",
        "*1~$01        | invalid bulk length",
        "*1~$536870913 | invalid bulk length",
        "*1~$99999999999999999999 | invalid bulk length"
      })
  void aBrokenLengthIsNamedAndEndsTheConnection(String start, String reason) {
    redis.send(start.replace("~", "\r\n") + "\r\n");
    redis.expectReply("-ERR Protocol error: " + reason);
    redis.expectClosed();
  }

  @Test
  void requestsBeforeABrokenOneAreAnswered() {
    redis.send("*1\r\n$4\r\nPING\r\n*1\r\n!\r\n");
    redis.expectReply("+PONG", "-ERR Protocol error: expected '$', got '!'");
    redis.expectClosed();
  }

  @Test
  void aHugeCountAloneTakesNoMemory() {
    redis.send("*2147483647\r\n$536870912\r\nabc").expectNothing();
    redis.reset();
    connect().expect("PING", "+PONG");
  }

  @Test
  void aLengthLineWithoutAnEndIsCutOff() {
    redis.send("*" + "1".repeat(70_000));
    redis.expectReply("-ERR Protocol error: too big mbulk count string");
    redis.expectClosed();
  }
}
