package miniredis;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashConformanceTest extends ConformanceTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  @Test
  @Usually("HSET counts the fields that were not there before, and sets the others, too.")
  void hSetCountsTheFieldsThatAreNew() {
    redis.expect("HSET @h name anna age 30", ":2");
    redis.expect("HSET @h age 31 town ulm", ":1");
    redis.expect("HGET @h age", "$2", "31");
    redis.expect("HLEN @h", ":3");
  }

  @Test
  @Usually("A field that is named twice is one field, with the last value.")
  void aFieldThatIsNamedTwiceCountsOnce() {
    redis.expect("HSET @h a 1 a 2", ":1");
    redis.expect("HGET @h a", "$1", "2");
  }

  @Test
  @Usually("Fields and values come in pairs; what is left over is refused before anything is set.")
  void everyFieldNeedsAValue() {
    redis.expect("HSET @h a", "-ERR wrong number of arguments for 'hset' command");
    redis.expect("HSET @h a 1 b", "-ERR wrong number of arguments for 'hset' command");
    redis.expect("EXISTS @h", ":0");
  }

  @Test
  @Usually("What is not there is $-1, also as an element of an array.")
  void whatIsNotThereIsNull() {
    redis.expect("HGET @h a", "$-1");
    redis.expect("HSET @h a 1", ":1");
    redis.expect("HGET @h b", "$-1");
    redis.expect("HMGET @h b a b", "*3", "$-1", "$1", "1", "$-1");
    redis.expect("HMGET @nobody a b", "*2", "$-1", "$-1");
    redis.expect("HEXISTS @h a", ":1");
    redis.expect("HEXISTS @h b", ":0");
    redis.expect("HEXISTS @nobody a", ":0");
    redis.expect("HLEN @nobody", ":0");
  }

  @Test
  @Usually("HGETALL gives field, value, field, value; of no hash an empty array.")
  void hGetAllGivesFieldsAndValues() {
    redis.expect("HSET @h a 1 b 2", ":2");
    redis.expect("HGETALL @h", "*4", "$1", "a", "$1", "1", "$1", "b", "$1", "2");
    redis.expect("HGETALL @nobody", "*0");
  }

  @Test
  @Usually("An empty hash is no key; HDEL counts what it has really removed.")
  void deletingTheLastFieldRemovesTheKey() {
    redis.expect("HSET @h a 1 b 2", ":2");
    redis.expect("HDEL @h a x a", ":1");
    redis.expect("HDEL @h x", ":0");
    redis.expect("HDEL @h b", ":1");
    redis.expect("EXISTS @h", ":0");
    redis.expect("HDEL @h b", ":0");
  }

  @Test
  @Usually("HINCRBY counts as INCRBY does; its error for what is no number has words of its own.")
  void fieldsCanBeCounted() {
    redis.expect("HINCRBY @h n 5", ":5");
    redis.expect("HINCRBY @h n -7", ":-2");
    redis.expect("HGET @h n", "$2", "-2");
    redis.expect("HINCRBY @h n x", "-ERR value is not an integer or out of range");
    redis.expect("HSET @h name anna", ":1");
    redis.expect("HINCRBY @h name 1", "-ERR hash value is not an integer");
    redis.expect("HSET @h n 9223372036854775807", ":0");
    redis.expect("HINCRBY @h n 1", "-ERR increment or decrement would overflow");
  }

  @Test
  @Usually(
      "A key holds one kind of value. A command for another kind is refused, and changes nothing.")
  void whatIsNoHashIsNotTreatedAsOne() {
    redis.expect("RPUSH @l a", ":1");
    redis.expect("HSET @l a 1", WRONG_TYPE);
    redis.expect("HGET @l a", WRONG_TYPE);
    redis.expect("HMGET @l a", WRONG_TYPE);
    redis.expect("HGETALL @l", WRONG_TYPE);
    redis.expect("HDEL @l a", WRONG_TYPE);
    redis.expect("HEXISTS @l a", WRONG_TYPE);
    redis.expect("HLEN @l", WRONG_TYPE);
    redis.expect("HINCRBY @l a 1", WRONG_TYPE);
    redis.expect("LLEN @l", ":1");
  }

  @Test
  @Usually("Looking at a key that is not there must not make it; nor may what is refused.")
  void whoOnlyLooksMakesNoKey() {
    redis.expect("HGET @nobody f", "$-1");
    redis.expect("HLEN @nobody", ":0");
    redis.expect("HGETALL @nobody", "*0");
    redis.expect("HEXISTS @nobody f", ":0");
    redis.expect("HDEL @nobody f", ":0");
    redis.expect("HINCRBY @nobody f x", "-ERR value is not an integer or out of range");
    redis.expect("EXISTS @nobody", ":0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HSET @k f 1",
        "HGET @k f",
        "HMGET @k f g",
        "HGETALL @k",
        "HDEL @k f",
        "HEXISTS @k f",
        "HLEN @k",
        "HINCRBY @k f 1"
      })
  @Usually(
      "A key holds one kind of value. A command for another kind is refused, and changes nothing.")
  void everyCommandOfHashesRefusesWhatIsNoHash(String command) {
    redis.expect("SET @k 5 EX 100", "+OK").expect(command, WRONG_TYPE).expect("GET @k", "$1", "5");
    redis.expect("TTL @k", ":<int:98..100>").expect("DEL @k", ":1").expect("RPUSH @k f", ":1");
    redis.expect(command, WRONG_TYPE).expect("LRANGE @k 0 -1", "*1", "$1", "f");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HSET @k f v | :1", "HGET @k a | $-1", "HGETALL @k | *0", "HDEL @k a | :0",
        "HEXISTS @k a | :0", "HLEN @k | :0", "HINCRBY @k a 5 | :5", "TYPE @k | +none",
        "RPUSH @k x | :1", "SET @k v XX | $-1"
      })
  @Usually("A hash whose time has come is not there for anybody, and what follows it is new.")
  void aDeadHashIsNotThereFor(String command, String reply) {
    for (int i = 0; i < 4; i++) {
      redis
          .expect("HSET @k a 1 b 2", ":2")
          .expect("PEXPIRE @k 4", ":1")
          .pause(Duration.ofMillis(6));
      redis.expect(command, reply);
      redis.expect("PTTL @k", reply.matches(":[15]") ? ":-1" : ":-2").send("DEL @k\r\n").replies(1);
    }
  }

  @Test
  @Usually("A field may be set, replaced, deleted and set again; the others do not notice.")
  void fieldsComeAndGo() {
    redis.expect("HSET @h a 1 b 2 c 3", ":3").expect("HSET @h a 9", ":0").expect("HDEL @h b", ":1");
    redis
        .expect("HSET @h b 8", ":1")
        .expect(
            "HGETALL @h", "*6", "$1", "a", "$1", "9", "$1", "c", "$1", "3", "$1", "b", "$1", "8");
    redis.expect("HMGET @h c x b a c", "*5", "$1", "3", "$-1", "$1", "8", "$1", "9", "$1", "3");
    redis.expect("HLEN @h", ":3").expect("HSET @h a 1 d 4 b 2 e 5", ":2").expect("HLEN @h", ":5");
    redis.expect("HDEL @h a b c a x", ":3").expect("HLEN @h", ":2").expect("HEXISTS @h d", ":1");
    redis.expect("HEXISTS @h a", ":0").expect("HDEL @h d e", ":2").expect("EXISTS @h", ":0");
    redis.expect("HGETALL @h", "*0").expect("TYPE @h", "+none");
  }

  @Test
  @Usually("A hash that is changed keeps its deadline; one that is made anew has none.")
  void changingAHashLeavesTheDeadlineAlone() {
    redis.expect("HSET @h a 1 b 2", ":2").expect("EXPIRE @h 100", ":1").expect("HSET @h c 3", ":1");
    redis
        .expect("HINCRBY @h a 5", ":6")
        .expect("HDEL @h b", ":1")
        .expect("TTL @h", ":<int:98..100>");
    redis.expect("HDEL @h a c", ":2").expect("TTL @h", ":-2").expect("HSET @h a 1", ":1");
    redis.expect("TTL @h", ":-1");
  }

  @Test
  @Usually("HINCRBY has the limits of 64 bits, and what it refuses changes nothing.")
  void aFieldIsCountedWithinItsLimits() {
    String overflow = "-ERR increment or decrement would overflow";
    String noNumber = "-ERR hash value is not an integer";
    redis.expect("HSET @h n -9223372036854775808 t text s \" 1\" e \"\"", ":4");
    redis.expect("HINCRBY @h n -1", overflow).expect("HGET @h n", "$20", "-9223372036854775808");
    redis.expect("HINCRBY @h n 9223372036854775807", ":-1").expect("HINCRBY @h n 1", ":0");
    redis.expect("HINCRBY @h n 9223372036854775807", ":9223372036854775807");
    redis.expect("HINCRBY @h n 1", overflow).expect("HINCRBY @h t 1", noNumber);
    redis.expect("HINCRBY @h s 1", noNumber).expect("HINCRBY @h e 1", noNumber);
    redis
        .expect("HGET @h t", "$4", "text")
        .expect("HINCRBY @h new -3", ":-3")
        .expect("HLEN @h", ":5");
    for (String odd : List.of("x", "1.5", "+1", "01", "9223372036854775808", "\"\"")) {
      redis.expect("HINCRBY @h new " + odd, "-ERR value is not an integer or out of range");
    }
    redis.expect("HGET @h new", "$2", "-3").expect("HINCRBY @h new 0", ":-3");
  }

  @Test
  @Usually("Fields and values are bytes, and compared byte for byte.")
  void fieldsAndValuesAreBytes() {
    redis
        .command("HSET", "@h", "", "empty", "\0\r\n", "é", "f", "", "F", "x".repeat(70_000))
        .expectReply(":4");
    redis.command("HGET", "@h", "").expectReply("$5", "empty");
    redis.command("HGET", "@h", "\0\r\n").expectReply("$2", "é");
    redis.command("HGET", "@h", "f").expectReply("$0", "");
    redis.command("HEXISTS", "@h", "f").expectReply(":1");
    redis
        .command("HMGET", "@h", "f", "F")
        .expectReply("*2", "$0", "", "$70000", "x".repeat(70_000));
    redis
        .expect("HSET @h Aa 1 BB 2", ":2")
        .expect("HGET @h Aa", "$1", "1")
        .expect("HGET @h BB", "$1", "2");
  }

  @Test
  @Usually("The row of the table says how many words the command takes.")
  void eachCommandHasItsNumberOfWords() {
    for (String line :
        List.of(
            "HSET @h",
            "HSET @h f",
            "HSET @h f v g",
            "HGET @h",
            "HGET @h f g",
            "HMGET @h",
            "HGETALL",
            "HGETALL a b",
            "HDEL @h",
            "HEXISTS @h",
            "HEXISTS @h f g",
            "HLEN",
            "HLEN a b",
            "HINCRBY @h f",
            "HINCRBY @h f 1 2")) {
      String name = line.split(" ")[0].toLowerCase(Locale.ROOT);
      redis.expect(line, "-ERR wrong number of arguments for '%s' command".formatted(name));
    }
    redis.expect("EXISTS @h", ":0").expect("hset @h f v", ":1").expect("hget @h f", "$1", "v");
  }

  @Test
  @Usually("Two clients changed a hash at once: all that a command does is done under the lock.")
  void manyClientsMayCountOneField() {
    List<Redis> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) clients.add(connect());
    for (Redis client : clients) client.send("HINCRBY @h n 1\r\n".repeat(2_000));
    Set<String> told = new HashSet<>();
    for (Redis client : clients) told.addAll(client.replies(2_000));
    check(
        told.size() == 8_000,
        "Four clients send HINCRBY h n 1, 2,000 times each",
        "8,000 different replies",
        told.size());
    redis.expect("HGET @h n", "$4", "8000");
  }

  @Test
  @Usually("A hash may have many fields.")
  void aHashMayHaveManyFields() {
    StringBuilder sets = new StringBuilder();
    for (int i = 0; i < 5_000; i++) sets.append("HSET @h f" + i + " v" + i + "\r\n");
    redis.send(sets.toString());
    for (String reply : redis.replies(5_000))
      check(reply.equals(":1"), "HSET of a new field", ":1", reply);
    redis.expect("HLEN @h", ":5000").expect("HGET @h f4999", "$5", "v4999");
    String all = redis.ask("HGETALL @h");
    check(all.startsWith("*10000\r\n"), "HGETALL of 5,000 fields", "*10000", all.substring(0, 10));
  }
}
