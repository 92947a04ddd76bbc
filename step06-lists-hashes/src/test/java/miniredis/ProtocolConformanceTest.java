package miniredis;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RESP requests, whole and in pieces, sound and broken. */
@Usually("A request is not read as it was sent, or the reply is not written as RESP wants it.")
class ProtocolConformanceTest extends ConformanceTest {

  @Test
  void aRequestIsAnArrayOfBulkStrings() {
    redis.send("*2\r\n$4\r\nECHO\r\n$5\r\nhello\r\n").expectReply("$5", "hello");
  }

  @Test
  @Usually(
      "One read() gives what has come so far. Only the reader of requests knows where one ends.")
  void aRequestMayBeCutAtAnyByte() {
    byte[] request = "*2\r\n$4\r\nECHO\r\n$5\r\nhe\r\no\r\n".getBytes(StandardCharsets.US_ASCII);
    for (int cut = 1; cut < request.length; cut++) {
      redis.send(Arrays.copyOfRange(request, 0, cut));
      redis.send(Arrays.copyOfRange(request, cut, request.length));
      redis.expectReply("$5", "he", "o");
    }
  }

  @Test
  @Usually("Replies must leave before the server waits, for the last byte of a request too.")
  void aReplyLeavesWhereverTheNextRequestIsCut() {
    byte[] request = "*2\r\n$4\r\nECHO\r\n$5\r\nhe\r\no\r\n".getBytes(StandardCharsets.US_ASCII);
    for (int cut = 1; cut < request.length; cut++) {
      redis.send("PING\r\n" + new String(request, 0, cut, StandardCharsets.US_ASCII));
      redis.expectReply("+PONG");
      redis.send(Arrays.copyOfRange(request, cut, request.length)).expectReply("$5", "he", "o");
    }
  }

  @Test
  @Usually("What stands behind a request in the buffer belongs to the next one.")
  void requestsThatComeTogetherAreAnsweredInOrder() {
    redis.send("*1\r\n$4\r\nPING\r\nPING x\r\n*2\r\n$4\r\nECHO\r\n$1\r\ny\r\n");
    redis.expectReply("+PONG", "$1", "x", "$1", "y");
  }

  @Test
  @Usually("What stands behind a request in the buffer belongs to the next one.")
  void aThousandRequestsInOnePieceAreAllAnswered() {
    redis.send("*1\r\n$4\r\nPING\r\n".repeat(1000));
    for (int i = 0; i < 1000; i++) redis.expectReply("+PONG");
  }

  @Test
  @Usually("$0 is a word of no bytes, and its CR LF follows.")
  void anEmptyArgumentIsAnArgument() {
    redis.send("*2\r\n$4\r\nECHO\r\n$0\r\n\r\n").expectReply("$0", "");
  }

  @Test
  @Usually("An array without words is passed over without a reply, as an empty line is.")
  void anArrayOfNothingIsNoRequest() {
    redis.send("*0\r\n*-1\r\n*1\r\n$4\r\nPING\r\n").expectReply("+PONG");
  }

  @Test
  @Usually("Words are cut at blanks before the quotes are looked at.")
  void quotesHoldWordsOfALineTogether() {
    redis.expect("ECHO \"two words\"", "$9", "two words");
    redis.expect("ECHO 'two words'", "$9", "two words");
    redis.expect("ECHO \"\\x41\\n\"", "$2", "A\n");
  }

  @ParameterizedTest
  @Usually("Behind a closing quote a blank or the end of the line must follow.")
  @ValueSource(strings = {"ECHO \"open\r\n", "ECHO 'open\r\n", "ECHO \"a\"b\r\n"})
  void unbalancedQuotesCloseTheConnection(String line) {
    redis.send(line).expectReply("-ERR Protocol error: unbalanced quotes in request");
    redis.expectClosed();
  }

  @ParameterizedTest
  @Usually(
      "Nobody can tell where the next request begins: say why, and hang up. The limits are Redis's.")
  @CsvSource(
      delimiter = '|',
      value = {
        "*x            | invalid multibulk length",
        "*1x           | invalid multibulk length",
        "*2147483648   | invalid multibulk length",
        "*1~!4         | expected '$', got '!'",
        "*1~$-1        | invalid bulk length",
        "*1~$x         | invalid bulk length",
        "*             | invalid multibulk length",
        "*+1           | invalid multibulk length",
        "*01           | invalid multibulk length",
        "*1~$01        | invalid bulk length",
        "*1~$          | invalid bulk length",
        "*1~$+4        | invalid bulk length",
        "*1~:5         | expected '$', got ':'",
        "*1~PING       | expected '$', got 'P'",
        "*2~$4~PING~*1 | expected '$', got '*'",
        "*1~$536870913 | invalid bulk length",
        "*1~$99999999999999999999 | invalid bulk length"
      })
  void aBrokenLengthIsNamedAndEndsTheConnection(String start, String reason) {
    redis.send(start.replace("~", "\r\n") + "\r\n");
    redis.expectReply("-ERR Protocol error: " + reason);
    redis.expectClosed();
  }

  @Test
  @Usually("Replies that wait in the buffer are flushed before the server hangs up.")
  void requestsBeforeABrokenOneAreAnswered() {
    redis.send("*1\r\n$4\r\nPING\r\n*1\r\n!\r\n");
    redis.expectReply("+PONG", "-ERR Protocol error: expected '$', got '!'");
    redis.expectClosed();
  }

  @Test
  @Usually("A length is only a promise. Memory is taken for bytes that have come.")
  void aHugeCountAloneTakesNoMemory() {
    redis.send("*2147483647\r\n$536870912\r\nabc").expectNothing();
    redis.reset();
    connect().expect("PING", "+PONG");
  }

  @Test
  @Usually("A line has a limit in an array, too.")
  void aLengthLineWithoutAnEndIsCutOff() {
    redis.send("*" + "1".repeat(70_000));
    redis.expectReply("-ERR Protocol error: too big mbulk count string");
    redis.expectClosed();
  }

  @Test
  @Usually(
      "A reply waits in a buffer, although the server has nothing more to read: flush it first.")
  void aReplyDoesNotWaitForTheNextRequest() {
    redis.send("*1\r\n$4\r\nPING\r\n*2\r\n$4\r\nEC").expectReply("+PONG");
    redis.send("HO\r\n$2\r\nhi\r\n").expectReply("$2", "hi");
  }

  @Test
  @Usually("Half a request is none. The client has left, so the server hangs up.")
  void halfARequestAtTheEndIsNotAnswered() {
    redis.send("*1\r\n$4\r\nPING\r\n*2\r\n$4\r\nECHO\r\n$5\r\nhel").halfClose();
    redis.expectReply("+PONG");
    redis.expectClosed();
    connect().send("*3\r\n").halfClose().expectClosed();
  }

  @Test
  @Usually("An array of fewer than no words is no request; it is passed over.")
  void anArrayOfFewerThanNoWordsIsNoRequest() {
    redis.send("*-5\r\n*1\r\n$4\r\nPING\r\n").expectReply("+PONG");
  }

  @Test
  @Usually("new byte[length] takes memory for a promise. It is taken for bytes that have come.")
  void aPromiseTakesNoMemory() {
    for (int i = 0; i < 12; i++) {
      Redis greedy = connect();
      greedy.send("*2\r\n$4\r\nECHO\r\n$536870912\r\nabc").expectNothing();
      greedy.close();
    }
    redis.expect("PING", "+PONG");
  }

  @Test
  @Usually("A line that is too long is named after what it should have been.")
  void eachLineThatIsTooLongHasItsName() {
    redis.send("*1\r\n$" + "1".repeat(70_000));
    redis.expectReply("-ERR Protocol error: too big bulk count string");
    redis.expectClosed();
  }

  @Test
  @Usually("A reply of one line must not contain line ends: CR and LF in it become blanks.")
  void anErrorIsOneLineWhateverItShows() {
    redis
        .command("a\r\nb c", "\n")
        .expectReply("-ERR unknown command 'a  b c', with args beginning with: ' ' ");
    redis.command("").expectReply("-ERR unknown command '', with args beginning with: ");
    redis.command("PING").expectReply("+PONG");
  }

  @Test
  @Usually(
      "Quotes may open inside a word, and inside them a backslash stands for Redis's few escapes.")
  void quotesAndEscapesAreThoseOfRedis() {
    redis.expect("ECHO foo\"bar baz\"", "$10", "foobar baz");
    redis.expect("ECHO a'b'", "$2", "ab");
    redis.expect("ECHO ''", "$0", "").expect("ECHO \"\"", "$0", "");
    redis.expect("ECHO 'a\\'b\\n\"'", "$6", "a'b\\n\"");
    redis.expect("ECHO \"\\q\\x4\\xzz\\x4a\"", "$7", "qx4xzzJ");
    redis.send("ECHO \"\\t\\r\\n\\b\\a\\\\\\\"\\x00\\xfF'\"\r\n");
    byte[] reply = "$10\r\n\t\r\n\b\007\\\"\0\u00ff'\r\n".getBytes(StandardCharsets.ISO_8859_1);
    redis.expectBytes(reply);
  }

  @Test
  @Usually("Data is not protocol: a word is as long as its length says, whatever is in it.")
  void aWordMayLookLikeARequest() {
    String word = "*1\r\n$4\r\nPING\r\n";
    redis.command("ECHO", word).expectReply("$14", "*1", "$4", "PING", "");
    redis.command("PING", "$-1\r\n").expectReply("$5", "$-1", "");
  }

  @Test
  @Usually("A request may have many words.")
  void aRequestMayHaveManyWords() {
    StringBuilder request = new StringBuilder("*5001\r\n$6\r\nEXISTS\r\n");
    for (int i = 0; i < 5_000; i++) request.append("$5\r\nno%03d\r\n".formatted(i % 1_000));
    redis.send(request.toString()).expectReply(":0");
  }

  @Test
  @Usually(
      "What follows a broken request must not be run: nobody knows where a request begins there.")
  void nothingIsDoneBehindABrokenRequest() {
    redis.send("*1\r\n!\r\nSET @k v\r\n*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n");
    redis.expectReply("-ERR Protocol error: expected '$', got '!'");
    redis.expectClosed();
    connect().expect("EXISTS @k", ":0");
  }

  @Test
  @Usually("One read() gives what has come so far: a word is whole when all its bytes are there.")
  void aWordMayComeInPieces() {
    redis.send("*2\r\n$4\r\nECHO\r\n$5\r\nhe").expectNothing();
    redis.send("llo\r\n").expectReply("$5", "hello");
  }
}
