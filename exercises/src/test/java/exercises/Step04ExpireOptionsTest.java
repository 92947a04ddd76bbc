package exercises;

import course.ConformanceTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
class Step04ExpireOptionsTest extends ConformanceTest {

  @Test
  void nxSetsOnlyTheFirstDeadline() {
    redis.expect("SET @k v", "+OK");
    redis.expect("EXPIRE @k 100 NX", ":1");
    redis.expect("EXPIRE @k 500 NX", ":0");
    redis.expect("TTL @k", ":<int:99..100>");
  }

  @Test
  void xxChangesOnlyADeadlineThatIsThere() {
    redis.expect("SET @k v", "+OK");
    redis.expect("EXPIRE @k 100 xx", ":0");
    redis.expect("EXPIRE @k 100", ":1");
    redis.expect("EXPIRE @k 500 XX", ":1");
    redis.expect("TTL @k", ":<int:499..500>");
  }

  @Test
  void gtOnlyPutsOff() {
    redis.expect("SET @k v", "+OK");
    redis.expect("EXPIRE @k 100 GT", ":0");
    redis.expect("EXPIRE @k 100", ":1");
    redis.expect("EXPIRE @k 50 GT", ":0");
    redis.expect("EXPIRE @k 500 GT", ":1");
    redis.expect("TTL @k", ":<int:499..500>");
  }

  @Test
  void ltOnlyBringsForward() {
    redis.expect("SET @k v", "+OK");
    redis.expect("EXPIRE @k 100 LT", ":1");
    redis.expect("EXPIRE @k 500 LT", ":0");
    redis.expect("EXPIRE @k 50 LT XX", ":1");
    redis.expect("TTL @k", ":<int:49..50>");
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    String mixed = "-ERR NX and XX, GT or LT options at the same time are not compatible";
    redis.expect("SET @k v", "+OK");
    redis.expect("EXPIRE @k 100 NX XX", mixed);
    redis.expect("EXPIRE @k 100 NX GT", mixed);
    redis.expect(
        "EXPIRE @k 100 GT LT", "-ERR GT and LT options at the same time are not compatible");
    redis.expect("EXPIRE @k 100 soon", "-ERR Unsupported option soon");
    redis.expect("TTL @k", ":-1");
  }

  @Test
  void expiretimeTellsTheMoment() {
    redis.expect("SET @k v EXAT 33177117420", "+OK");
    redis.expect("EXPIRETIME @k", ":33177117420");
    redis.expect("PEXPIRETIME @k", ":33177117420000");
    redis.expect("SET @k v", "+OK").expect("EXPIRETIME @k", ":-1");
    redis.expect("EXPIRETIME @nobody", ":-2");
  }
}
