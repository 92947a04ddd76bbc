package exercises;

import static java.nio.charset.StandardCharsets.UTF_8;

import course.ConformanceTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
class Step02LostKeyTest extends ConformanceTest {

  @Test
  void aKeyIsTheSameTypedAndSent() {
    redis.command("SET", "@José", "1").expectReply("+OK");
    redis.expect("GET @José", "$1", "1");
    redis.expect("DEL @José", ":1");
    redis.command("GET", "@José").expectReply("$-1");
  }

  @Test
  void aTypedValueKeepsItsLength() {
    redis.expect("ECHO José", "$5", "José");
    redis.expect("SET @user José", "+OK");
    redis.command("GET", "@user").expectReply("$5", "José");
  }

  @Test
  void bytesThatAreNoTextComeBack() {
    byte[] value = {(byte) 0xff, 0, '\r', '\n', (byte) 0x80};
    redis.command("SET", "@raw", value).expectReply("+OK");
    redis.command("GET", "@raw");
    redis.expectBytes("$5\r\n".getBytes(UTF_8)).expectBytes(value);
    redis.expectBytes("\r\n".getBytes(UTF_8));
    redis.send("ECHO \"\\xff\\x00\"\r\n");
    redis.expectBytes(new byte[] {'$', '2', '\r', '\n', (byte) 0xff, 0});
    redis.expectBytes("\r\n".getBytes(UTF_8));
  }
}
