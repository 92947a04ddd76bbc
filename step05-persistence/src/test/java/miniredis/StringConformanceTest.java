package miniredis;

import course.ConformanceTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Keys and the strings that they hold. */
class StringConformanceTest extends ConformanceTest {

  @Test
  void whatWasSetCanBeGot() {
    redis.expect("SET @user anna", "+OK");
    redis.expect("GET @user", "$4", "anna");
  }

  @Test
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
  void anEmptyValueIsAValue() {
    redis.expect("SET @empty \"\"", "+OK");
    redis.expect("GET @empty", "$0", "");
    redis.expect("EXISTS @empty", ":1");
  }

  @Test
  void keysAreComparedByteForByte() {
    redis.expect("SET @user anna", "+OK");
    redis.expect("GET @USER", "$-1");
  }

  @Test
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
  void aValueOfAMegabyteSurvives() {
    String value = "0123456789abcdef".repeat(65_536);
    redis.command("SET", redis.named("@big"), value);
    redis.expectReply("+OK");
    redis.expect("GET @big", "$1048576", value);
  }

  @Test
  void delSaysHowManyKeysItRemoved() {
    redis.expect("SET @a 1", "+OK");
    redis.expect("SET @b 2", "+OK");
    redis.expect("DEL @a @b @c @a", ":2");
    redis.expect("GET @a", "$-1");
    redis.expect("DEL @a", ":0");
  }

  @Test
  void existsCountsAKeyAsOftenAsItIsNamed() {
    redis.expect("SET @a 1", "+OK");
    redis.expect("EXISTS @a", ":1");
    redis.expect("EXISTS @a @a @b", ":2");
  }

  @Test
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
}
