package exercises;

import course.ConformanceTest;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bytes were dumped by Redis 7.0: a text, a number, and fifty times the letter a, packed. */
@Tag("exercise")
class Step05DumpTest extends ConformanceTest {
  private static final byte[] HELLO = HexFormat.of().parseHex("000568656c6c6f0a006372df766534200a");
  private static final byte[] NUMBER = HexFormat.of().parseHex("00c1e8030a0089d1478ebac4b764");
  private static final byte[] PACKED =
      HexFormat.of().parseHex("00c30932016161e025000161610a0009ac48b9ab15fbc9");

  @Test
  void aTextIsDumpedInTheBytesOfASnapshot() {
    redis.expect("SET @greeting hello", "+OK");
    byte[] reply = new byte[5 + HELLO.length + 2];
    System.arraycopy("$17\r\n".getBytes(), 0, reply, 0, 5);
    System.arraycopy(HELLO, 0, reply, 5, HELLO.length);
    reply[reply.length - 2] = '\r';
    reply[reply.length - 1] = '\n';
    redis.send("DUMP @greeting\r\n").expectBytes(reply);
    redis.expect("DUMP @nobody", "$-1");
  }

  @Test
  void whatRedisHasDumpedIsRestored() {
    redis.command("RESTORE", "@text", "0", HELLO).expectReply("+OK");
    redis.command("RESTORE", "@number", "0", NUMBER).expectReply("+OK");
    redis.command("RESTORE", "@packed", "0", PACKED).expectReply("+OK");
    redis.expect("GET @text", "$5", "hello");
    redis.expect("INCR @number", ":1001");
    redis.expect("GET @packed", "$50", "a".repeat(50));
    redis.expect("TTL @text", ":-1");
  }

  @Test
  void aTimeToLiveMayComeWithIt() {
    redis.command("RESTORE", "@text", "100000", HELLO).expectReply("+OK");
    redis.expect("TTL @text", ":<int:99..100>");
  }

  @Test
  void aKeyThatIsThereIsNotOverwritten() {
    redis.expect("SET @text mine", "+OK");
    redis
        .command("RESTORE", "@text", "0", HELLO)
        .expectReply("-BUSYKEY Target key name already exists.");
    redis.expect("GET @text", "$4", "mine");
  }

  @Test
  void everyDamagedByteIsRefused() {
    for (int i = 0; i < HELLO.length; i++) {
      byte[] damaged = HELLO.clone();
      damaged[i] ^= 1;
      redis
          .command("RESTORE", "@text", "0", damaged)
          .expectReply("-ERR DUMP payload version or checksum are wrong");
    }
    redis.expect("EXISTS @text", ":0");
  }
}
