package miniredis;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and the strings that they hold. */
@Usually(
    "The key is not found again, or the value does not come back as it was, or the kind of the reply is wrong.")
class StringConformanceTest extends ConformanceTest {

  @Test
  void whatWasSetCanBeGot() {
    redis.expect("SET @user anna", "+OK");
    redis.expect("GET @user", "$4", "anna");
  }

  @Test
  @Usually("$-1 is \"there is nothing\", and $0 is \"there is an empty string\".")
  void aKeyThatIsNotThereIsNull() {
    redis.expect("GET @nobody", "$-1");
  }

  @Test
  void settingAgainReplacesTheValue() {
    redis.expect("SET @user anna", "+OK");
    redis.expect("SET @user bo", "+OK");
    redis.expect("GET @user", "$2", "bo");
  }

  @Test
  @Usually("An empty value is a value: only where there is none the reply is $-1.")
  void anEmptyValueIsAValue() {
    redis.expect("SET @empty \"\"", "+OK");
    redis.expect("GET @empty", "$0", "");
    redis.expect("EXISTS @empty", ":1");
  }

  @Test
  @Usually("Only names of commands and options may be written in any case. Keys are bytes.")
  void keysAreComparedByteForByte() {
    redis.expect("SET @user anna", "+OK");
    redis.expect("GET @USER", "$-1");
  }

  @Test
  @Usually("A value is bytes. Whoever makes a String of it needs a charset that keeps every byte.")
  void everyByteSurvives() throws Exception {
    byte[] value = new byte[256];
    for (int i = 0; i < 256; i++) value[i] = (byte) i;
    redis.command("SET", redis.named("@bytes"), value);
    redis.expectReply("+OK");
    redis.command("GET", redis.named("@bytes"));
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    reply.write("$256\r\n".getBytes(StandardCharsets.US_ASCII));
    reply.write(value);
    reply.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    redis.expectBytes(reply.toByteArray());
  }

  @Test
  @Usually("One read() gives what has come so far: a long value comes in many pieces.")
  void aValueOfAMegabyteSurvives() {
    String value = "0123456789abcdef".repeat(65_536);
    redis.command("SET", redis.named("@big"), value);
    redis.expectReply("+OK");
    redis.expect("GET @big", "$1048576", value);
  }

  @Test
  @Usually("DEL counts the keys that it has really removed, each once.")
  void delSaysHowManyKeysItRemoved() {
    redis.expect("SET @a 1", "+OK");
    redis.expect("SET @b 2", "+OK");
    redis.expect("DEL @a @b @c @a", ":2");
    redis.expect("GET @a", "$-1");
    redis.expect("DEL @a", ":0");
  }

  @Test
  @Usually("EXISTS counts the words that name a key which is there, not the different keys.")
  void existsCountsAKeyAsOftenAsItIsNamed() {
    redis.expect("SET @a 1", "+OK");
    redis.expect("EXISTS @a", ":1");
    redis.expect("EXISTS @a @a @b", ":2");
  }

  @Test
  @Usually(
      "A row of the command table says how many words the command takes, its name included; a minus"
          + " sign says \"or more\".")
  void theNumberOfArgumentsIsChecked() {
    redis.expect("GET", "-ERR wrong number of arguments for 'get' command");
    redis.expect("GET a b", "-ERR wrong number of arguments for 'get' command");
    redis.expect("SET a", "-ERR wrong number of arguments for 'set' command");
    redis.expect("DEL", "-ERR wrong number of arguments for 'del' command");
    redis.expect("EXISTS", "-ERR wrong number of arguments for 'exists' command");
  }

  @Test
  void setWithAnOptionNobodyKnowsIsASyntaxError() {
    redis.expect("SET @a 1 BOGUS", "-ERR syntax error");
    redis.expect("GET @a", "$-1");
  }

  @Test
  void whatOneClientSetsAnotherSeesWhenItsTurnComes() {
    redis.expect("SET @shared x", "+OK");
    redis.expect("QUIT", "+OK");
    connect().expect("GET @shared", "$1", "x");
  }

  @Test
  @Usually(
      "A buffer is used again for the next request, and the value that was stored is a view of it.")
  void aValueStaysWhatItIsWhateverComesNext() {
    redis.expect("SET @a first", "+OK").expect("SET @b other", "+OK");
    redis.command("SET", "@c", "third").expectReply("+OK");
    redis.expect("GET @a", "$5", "first").expect("GET @b", "$5", "other");
    redis.expect("GET @c", "$5", "third");
    // A value as long as the key before it, and as the value of the next request.
    redis.command("SET", "@d", "012345678").expectReply("+OK");
    redis.command("SET", "@e", "abcdefghi").expectReply("+OK");
    redis.command("GET", "@d").expectReply("$9", "012345678");
    redis.command("GET", "@e").expectReply("$9", "abcdefghi");
    redis.command("ECHO", "echo").expectReply("$4", "echo");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1, 127, 128, 1_023, 1_024, 4_095, 4_096, 8_191, 8_192, 8_193, 65_535, 65_537})
  @Usually(
      "The length is one of a buffer: a value ends exactly where the buffer does, or one behind.")
  void aValueMayHaveAnyLength(int length) {
    String value = "v".repeat(length - 1) + "!";
    redis.command("SET", "@v", value).expectReply("+OK");
    redis.command("GET", "@v").expectReply("$" + length, value);
    redis.expect("EXISTS @v", ":1");
  }

  @Test
  @Usually("Aa and BB have the same hashCode(). equals() must compare the bytes.")
  void keysWithTheSameHashAreDifferentKeys() {
    redis.expect("SET @Aa 1", "+OK").expect("SET @BB 2", "+OK");
    redis.expect("GET @Aa", "$1", "1").expect("GET @BB", "$1", "2");
    redis.expect("DEL @BB", ":1").expect("GET @Aa", "$1", "1");
  }

  @Test
  @Usually("A key is bytes, too: any bytes, as many as there are, and in this order.")
  void aKeyMayBeAnyBytes() {
    String odd = redis.named("@k") + " \r\n\0\u00e9";
    redis.command("SET", odd, "v").expectReply("+OK");
    redis.command("GET", odd).expectReply("$1", "v");
    redis.command("EXISTS", odd + "\0", odd + " ", odd).expectReply(":1");
    redis.command("DEL", odd).expectReply(":1");
    redis.expect("SET @ab 1", "+OK").expect("GET @ba", "$-1").expect("GET @abc", "$-1");
    redis.command("SET", "", "empty").expectReply("+OK");
    redis.command("GET", "").expectReply("$5", "empty");
    redis.command("DEL", "").expectReply(":1");
  }

  @Test
  @Usually("The table is asked with the name as it was sent; it should be asked in one case.")
  void commandsMayBeWrittenInAnyCaseInEveryForm() {
    redis.expect("set @a 1", "+OK").expect("gEt @a", "$1", "1").expect("exists @a", ":1");
    redis.command("get", "@a").expectReply("$1", "1");
    redis.command("dEL", "@a").expectReply(":1");
    redis.command("Set", "@a").expectReply("-ERR wrong number of arguments for 'set' command");
    redis.command("quit").expectReply("+OK");
    redis.expectClosed();
  }

  @Test
  @Usually("What a command is refused for must not have happened in part.")
  void aRefusedSetChangesNothing() {
    redis.expect("SET @a 1", "+OK");
    redis.expect("SET @a 2 BOGUS", "-ERR syntax error").expect("GET @a", "$1", "1");
    redis.expect("SET @a", "-ERR wrong number of arguments for 'set' command");
    redis.expect("GET @a", "$1", "1");
    redis.expect("GET @a @a", "-ERR wrong number of arguments for 'get' command");
  }

  @Test
  @Usually("DEL and EXISTS take as many keys as there are words, from the first to the last.")
  void manyKeysAreLookedAtToTheLast() {
    redis.expect("SET @a 1", "+OK").expect("SET @b 2", "+OK").expect("SET @c 3", "+OK");
    redis.expect("EXISTS @a @x @b @c", ":3").expect("EXISTS @x @c", ":1");
    redis.expect("DEL @x @a @c", ":2").expect("EXISTS @a @b @c", ":1");
    redis.expect("GET @c", "$-1").expect("GET @b", "$1", "2");
    redis.expect("DEL @b", ":1").expect("DEL @b", ":0").expect("EXISTS @b", ":0");
  }

  @Test
  @Usually("Replies are gathered in a buffer that is too small, or is not flushed when it is full.")
  void manyLongRepliesComeWholeAndInOrder() {
    redis.command("SET", "@v", "x".repeat(100_000)).expectReply("+OK");
    redis.send("GET @v\r\nPING\r\n".repeat(50));
    for (int i = 0; i < 50; i++) redis.expectReply("$100000", "x".repeat(100_000), "+PONG");
  }

  @Test
  @Usually("The data belongs to the server and not to a connection.")
  void theDataOutlivesTheConnection() {
    redis.expect("SET @k v", "+OK");
    redis.close();
    Redis next = connect().expect("GET @k", "$1", "v").expect("DEL @k", ":1");
    next.close();
    connect().expect("GET @k", "$-1");
  }
}
