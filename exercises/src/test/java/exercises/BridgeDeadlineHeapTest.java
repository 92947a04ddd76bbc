package exercises;

import course.ConformanceTest;
import course.Usually;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
@Usually(
    "If the server printed no exception: the map and the heap do not agree, or what stands"
        + " first in the heap is not the earliest.")
class BridgeDeadlineHeapTest extends ConformanceTest {

  @Test
  void theLastDeadlineCounts() {
    redis.expect("SET @k v EX 100", "+OK").expect("TTL @k", ":<int:99..100>");
    redis.expect("SET @short v EX 100", "+OK").expect("PEXPIRE @short 500", ":1");
    redis.expect("SET @long v PX 500", "+OK").expect("EXPIRE @long 100", ":1");
    redis.expect("SET @ever v PX 500", "+OK").expect("PERSIST @ever", ":1");
    redis.eventually("EXISTS @short", ":0");
    redis.expect("TTL @long", ":<int:99..100>").expect("TTL @ever", ":-1");
  }

  @Test
  void aKeyThatComesBackDoesNotInheritADeadline() {
    redis.expect("SET @k v PX 500", "+OK").expect("DEL @k", ":1").expect("SET @k w", "+OK");
    redis.expect("SET @other v PX 600", "+OK").expect("PTTL @other", ":<int:0..600>");
    redis.eventually("EXISTS @other", ":0");
    redis.expect("GET @k", "$1", "w");
  }

  /** Nobody looks at the keys, so only the sweep can find the dead ones, the earliest first. */
  @Test
  void theSweepFindsAllDeadKeysAndNoOther() {
    int before = Integer.parseInt(redis.ask("DBSIZE").substring(1));
    List<Integer> keys = new ArrayList<>();
    for (int i = 0; i < 400; i++) keys.add(i);
    Random dice = new Random(4711);
    Collections.shuffle(keys, dice);
    for (int i : keys) redis.expect("SET @k" + i + " v EX " + (1_000 + dice.nextInt(9_000)), "+OK");
    Collections.shuffle(keys, dice);
    for (int i : keys) redis.expect(change(i, dice), i % 4 == 3 ? "+OK" : ":1");
    redis.eventually("DBSIZE", ":" + (before + 300));
    redis.expect("EXISTS @k0", ":0").expect("EXISTS @k1 @k2 @k3 @k397 @k398 @k399", ":6");
    redis.expect("TTL @k1", ":-1").expect("TTL @k398", ":<int:19000..29000>");
    redis.expect("TTL @k3", ":-1");
  }

  /** Every fourth key dies soon, one loses its deadline, one gets a later one, one a new value. */
  private static String change(int i, Random dice) {
    return switch (i % 4) {
      case 0 -> "PEXPIRE @k" + i + " " + (1 + dice.nextInt(50));
      case 1 -> "PERSIST @k" + i;
      case 2 -> "EXPIRE @k" + i + " " + (20_000 + dice.nextInt(9_000));
      default -> "SET @k" + i + " w";
    };
  }
}
