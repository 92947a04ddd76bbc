package miniredis;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListConformanceTest extends ConformanceTest {
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";
  private static final String NOT_POSITIVE = "-ERR value is out of range, must be positive";

  @Test
  @Usually("The elements go in one by one: LPUSH l a b c makes c b a.")
  void elementsGoInOneByOne() {
    redis.expect("LPUSH @l a b c", ":3");
    redis.expect("RPUSH @l x y", ":5");
    redis.expect("LRANGE @l 0 -1", "*5", "$1", "c", "$1", "b", "$1", "a", "$1", "x", "$1", "y");
  }

  @Test
  @Usually("L is the head and R the tail.")
  void bothEndsCanBePopped() {
    redis.expect("RPUSH @l a b c", ":3");
    redis.expect("LPOP @l", "$1", "a");
    redis.expect("RPOP @l", "$1", "c");
    redis.expect("LLEN @l", ":1");
  }

  @Test
  @Usually("No list: $-1 without a count, and *-1 with one.")
  void popOnAnEmptyListRepliesNull() {
    redis.expect("LPOP @l", "$-1");
    redis.expect("RPOP @l", "$-1");
    redis.expect("LPOP @l 2", "*-1");
    redis.expect("LLEN @l", ":0");
  }

  @Test
  @Usually("An empty list is no key: with the last element the key goes, and its deadline.")
  void poppingTheLastElementRemovesTheKey() {
    redis.expect("RPUSH @jobs only", ":1");
    redis.expect("EXPIRE @jobs 100", ":1");
    redis.expect("LPOP @jobs", "$4", "only");
    redis.expect("EXISTS @jobs", ":0");
    redis.expect("RPUSH @jobs again", ":1");
    redis.expect("TTL @jobs", ":-1");
  }

  @Test
  @Usually("With a count the reply is an array, even of one element.")
  void popTakesACount() {
    redis.expect("RPUSH @l a b c d", ":4");
    redis.expect("LPOP @l 1", "*1", "$1", "a");
    redis.expect("RPOP @l 2", "*2", "$1", "d", "$1", "c");
    redis.expect("LPOP @l 0", "*0");
    redis.expect("LPOP @l 10", "*1", "$1", "b");
    redis.expect("EXISTS @l", ":0");
    redis.expect("LPOP @l -1", NOT_POSITIVE);
    redis.expect("LPOP @l two", NOT_POSITIVE);
    redis.expect("LPOP @l 1 2", "-ERR wrong number of arguments for 'lpop' command");
  }

  @Test
  @Usually(
      "-1 is the last element, and what lies outside the list is left out. The end is included.")
  void rangesCountFromEitherEndAndNeverFail() {
    redis.expect("RPUSH @l a b c", ":3");
    redis.expect("LRANGE @l 1 1", "*1", "$1", "b");
    redis.expect("LRANGE @l -2 -1", "*2", "$1", "b", "$1", "c");
    redis.expect("LRANGE @l -100 0", "*1", "$1", "a");
    redis.expect("LRANGE @l 2 100", "*1", "$1", "c");
    redis.expect("LRANGE @l 2 1", "*0");
    redis.expect("LRANGE @l 5 9", "*0");
    redis.expect("LRANGE @nobody 0 -1", "*0");
    redis.expect("LRANGE @l x 1", "-ERR value is not an integer or out of range");
    redis.expect(
        "LRANGE @l -9223372036854775808 9223372036854775807",
        "*3",
        "$1",
        "a",
        "$1",
        "b",
        "$1",
        "c");
  }

  @Test
  @Usually("Places count from 0, and from -1 backwards; there is nothing outside.")
  void anElementIsFoundByItsPlace() {
    redis.expect("RPUSH @l a b c", ":3");
    redis.expect("LINDEX @l 0", "$1", "a");
    redis.expect("LINDEX @l -1", "$1", "c");
    redis.expect("LINDEX @l 3", "$-1");
    redis.expect("LINDEX @l -4", "$-1");
    redis.expect("LINDEX @nobody 0", "$-1");
    redis.expect("LINDEX @l first", "-ERR value is not an integer or out of range");
  }

  @Test
  @Usually("The ring loses its order where it runs over its end, or where it grows.")
  void aThousandElementsPushedAndPoppedAtBothEndsKeepTheirOrder() {
    for (int i = 0; i < 500; i++) {
      redis.expect("RPUSH @l r" + i, ":" + (2 * i + 1));
      redis.expect("LPUSH @l l" + i, ":" + (2 * i + 2));
    }
    redis.expect("LINDEX @l 0", "$4", "l499");
    redis.expect("LINDEX @l 499", "$2", "l0");
    redis.expect("LINDEX @l 500", "$2", "r0");
    for (int i = 499; i >= 0; i--) {
      String number = Integer.toString(i);
      redis.expect("LPOP @l", "$" + (number.length() + 1), "l" + i);
      redis.expect("RPOP @l", "$" + (number.length() + 1), "r" + i);
    }
    redis.expect("EXISTS @l", ":0");
  }

  @Test
  @Usually(
      "A key holds one kind of value. A command for another kind is refused, and changes nothing.")
  void whatIsNoListIsNotTreatedAsOne() {
    redis.expect("SET @s x", "+OK");
    redis.expect("LPUSH @s a", WRONG_TYPE);
    redis.expect("RPOP @s", WRONG_TYPE);
    redis.expect("LLEN @s", WRONG_TYPE);
    redis.expect("LRANGE @s 0 1", WRONG_TYPE);
    redis.expect("LINDEX @s 0", WRONG_TYPE);
    redis.expect("GET @s", "$1", "x");
  }

  @Test
  @Usually(
      "A key holds one kind of value. A command for another kind is refused, and changes nothing.")
  void aListIsNoString() {
    redis.expect("RPUSH @l 1", ":1");
    redis.expect("GET @l", WRONG_TYPE);
    redis.expect("INCR @l", WRONG_TYPE);
    redis.expect("SET @l x NX", "$-1");
    redis.expect("SET @l x", "+OK");
    redis.expect("GET @l", "$1", "x");
  }

  @Test
  @Usually("Looking at a key that is not there must not make it.")
  void whoOnlyLooksMakesNoKey() {
    redis.expect("LLEN @nobody", ":0");
    redis.expect("LRANGE @nobody 0 -1", "*0");
    redis.expect("LINDEX @nobody 0", "$-1");
    redis.expect("LPOP @nobody", "$-1");
    redis.expect("RPOP @nobody 2", "*-1");
    redis.expect("EXISTS @nobody", ":0");
  }

  @Test
  @Usually("The ring loses its order where it runs over its end, or where it grows while it does.")
  void aListIsWhatItsPushesAndPopsMakeOfIt() {
    Random random = new Random(5);
    Deque<String> model = new ArrayDeque<>();
    StringBuilder commands = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      int what = random.nextInt(i < 2_000 ? 5 : 7);
      String element = "e" + (1_000 + i);
      if (what < 2 || what == 4 && model.isEmpty()) {
        commands.append("RPUSH @l " + element + "\r\n");
        model.addLast(element);
        expected.add(":" + model.size());
      } else if (what < 4) {
        commands.append("LPUSH @l " + element + "\r\n");
        model.addFirst(element);
        expected.add(":" + model.size());
      } else {
        boolean head = random.nextBoolean();
        commands.append(head ? "LPOP @l\r\n" : "RPOP @l\r\n");
        String popped = head ? model.pollFirst() : model.pollLast();
        expected.add(popped == null ? "$-1" : "$" + popped.length() + "\r\n" + popped);
      }
      if (i % 100 == 99) {
        int place = random.nextInt(model.size() + 1) - 1;
        commands.append("LINDEX @l " + place + "\r\n");
        List<String> all = List.copyOf(model);
        String there = place < 0 ? all.isEmpty() ? null : all.getLast() : all.get(place);
        expected.add(there == null ? "$-1" : "$" + there.length() + "\r\n" + there);
      }
    }
    List<String> came = redis.send(commands.toString()).replies(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      check(
          came.get(i).equals(expected.get(i)),
          "Many pushes and pops; reply " + i,
          expected.get(i),
          came.get(i));
    }
  }

  @Test
  @Usually("A range has both its ends, counts from either side, and is cut to what is there.")
  void everyRangeOfAShortListIsRight() {
    redis.expect("RPUSH @l a b c d", ":4");
    String all = "abcd";
    for (int from = -6; from <= 6; from++) {
      for (int to = -6; to <= 6; to++) {
        int start = Math.max(0, from < 0 ? from + 4 : from);
        int end = Math.min(3, to < 0 ? to + 4 : to);
        List<String> lines = new ArrayList<>(List.of("*" + Math.max(0, end - start + 1)));
        for (int i = start; i <= end; i++) lines.addAll(List.of("$1", all.substring(i, i + 1)));
        redis.expect("LRANGE @l " + from + " " + to, lines.toArray(String[]::new));
      }
      String there = from >= 0 && from < 4 ? all.substring(from, from + 1) : "";
      if (from < 0 && from >= -4) there = all.substring(from + 4, from + 5);
      redis.expect(
          "LINDEX @l " + from, there.isEmpty() ? new String[] {"$-1"} : new String[] {"$1", there});
    }
    redis.expect("LINDEX @l 9223372036854775807", "$-1");
    redis.expect("LINDEX @l -9223372036854775808", "$-1");
    redis.expect("LINDEX @l 4294967296", "$-1");
    redis.expect("LRANGE @l 4294967296 4294967297", "*0");
    redis.expect("LRANGE @l 1 9223372036854775807", "*3", "$1", "b", "$1", "c", "$1", "d");
    redis.expect("LRANGE @l -9223372036854775808 0", "*1", "$1", "a");
  }

  @Test
  @Usually("A count takes from the end that the command names, in the order of taking.")
  void aCountTakesFromItsEnd() {
    redis.expect("RPUSH @l a b c d e f", ":6");
    redis
        .expect("LPOP @l 2", "*2", "$1", "a", "$1", "b")
        .expect("RPOP @l 3", "*3", "$1", "f", "$1", "e", "$1", "d");
    redis.expect("RPOP @l 1", "*1", "$1", "c").expect("EXISTS @l", ":0").expect("LPOP @l 0", "*-1");
    redis.expect("RPUSH @l a", ":1").expect("LPOP @l 9223372036854775807", "*1", "$1", "a");
    redis.expect("EXISTS @l", ":0").expect("RPOP @l", "$-1").expect("RPOP @l 1", "*-1");
    String range = "-ERR value is out of range, must be positive";
    redis.expect("RPOP @l -1", range).expect("LPOP @l x", range).expect("LPOP @l 1.5", range);
    redis.expect("RPOP @l 1 2", "-ERR wrong number of arguments for 'rpop' command");
  }

  @Test
  @Usually("Elements are bytes: any of them, none at all, and many.")
  void elementsAreBytes() {
    redis.command("RPUSH", "@l", "", "\0\r\n", "é", "x".repeat(70_000)).expectReply(":4");
    redis.command("LINDEX", "@l", "0").expectReply("$0", "");
    redis.command("LINDEX", "@l", "1").expectReply("$3", "\0", "");
    redis.command("LPOP", "@l", "2").expectReply("*2", "$0", "", "$3", "\0", "");
    redis.command("LRANGE", "@l", "0", "0").expectReply("*1", "$2", "é");
    redis.expect("RPOP @l", "$70000", "x".repeat(70_000)).expect("LLEN @l", ":1");
  }

  @Test
  @Usually("A list that is changed keeps its deadline; one that is made anew has none.")
  void pushingAndPoppingLeaveTheDeadlineAlone() {
    redis.expect("RPUSH @l a b c", ":3").expect("EXPIRE @l 100", ":1").expect("LPUSH @l d", ":4");
    redis
        .expect("RPUSH @l e", ":5")
        .expect("LPOP @l", "$1", "d")
        .expect("RPOP @l 2", "*2", "$1", "e", "$1", "c");
    redis.expect("TTL @l", ":<int:98..100>").expect("LPOP @l 5", "*2", "$1", "a", "$1", "b");
    redis.expect("TTL @l", ":-2").expect("LPUSH @l x", ":1").expect("TTL @l", ":-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LPUSH @s a",
        "RPUSH @s a",
        "LPOP @s",
        "RPOP @s",
        "LPOP @s 1",
        "RPOP @s 0",
        "LLEN @s",
        "LRANGE @s 0 -1",
        "LINDEX @s 0",
        "LINDEX @s x"
      })
  @Usually(
      "A key holds one kind of value. A command for another kind is refused, and changes nothing.")
  void everyCommandOfListsRefusesWhatIsNoList(String command) {
    redis.expect("SET @s x EX 100", "+OK").expect(command, WRONG_TYPE);
    redis
        .expect("GET @s", "$1", "x")
        .expect("TTL @s", ":<int:98..100>")
        .expect("TYPE @s", "+string");
    redis.expect("DEL @s", ":1").expect("HSET @s f v", ":1").expect(command, WRONG_TYPE);
    redis.expect("HGET @s f", "$1", "v").expect("HLEN @s", ":1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET @l", "INCR @l", "DECR @l", "INCRBY @l 1", "DECRBY @l 1"})
  @Usually(
      "A key holds one kind of value. A command for another kind is refused, and changes nothing.")
  void everyCommandOfStringsRefusesAList(String command) {
    redis.expect("RPUSH @l 5", ":1").expect(command, WRONG_TYPE);
    redis.expect("LRANGE @l 0 -1", "*1", "$1", "5");
    redis.expect("DEL @l", ":1").expect("HSET @l f 5", ":1").expect(command, WRONG_TYPE);
  }

  @Test
  @Usually("SET and SETEX put a string where anything was, and take the old value's deadline away.")
  void setReplacesAnyKindOfValue() {
    redis.expect("RPUSH @k a", ":1").expect("EXPIRE @k 100", ":1").expect("SET @k v", "+OK");
    redis.expect("TYPE @k", "+string").expect("TTL @k", ":-1").expect("DEL @k", ":1");
    redis.expect("HSET @k f v", ":1").expect("SETEX @k 100 v", "+OK").expect("GET @k", "$1", "v");
    redis.expect("DEL @k", ":1").expect("RPUSH @k a", ":1").expect("SET @k v XX KEEPTTL", "+OK");
    redis.expect("TTL @k", ":-1").expect("DEL @k", ":1").expect("RPUSH @k a", ":1");
    redis
        .expect("SET @k v NX", "$-1")
        .expect("TYPE @k", "+list")
        .expect("PSETEX @k 100000 v", "+OK");
    redis.expect("TYPE @k", "+string");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LPUSH @k x | :1",
        "RPUSH @k x y | :2",
        "LPOP @k | $-1",
        "RPOP @k | $-1",
        "LPOP @k 1 | *-1",
        "LLEN @k | :0",
        "LRANGE @k 0 -1 | *0",
        "LINDEX @k 0 | $-1",
        "TYPE @k | +none",
        "HSET @k f v | :1",
        "SET @k v NX | +OK"
      })
  @Usually("A list whose time has come is not there for anybody, and what follows it is new.")
  void aDeadListIsNotThereFor(String command, String reply) {
    for (int i = 0; i < 4; i++) {
      redis.expect("RPUSH @k a b c", ":3").expect("PEXPIRE @k 4", ":1").pause(Duration.ofMillis(6));
      redis.expect(command, reply);
      redis
          .expect("PTTL @k", reply.matches(":[12]|\\+OK") ? ":-1" : ":-2")
          .send("DEL @k\r\n")
          .replies(1);
    }
  }

  @Test
  @Usually("The row of the table says how many words the command takes.")
  void eachCommandHasItsNumberOfWords() {
    for (String line :
        List.of(
            "LPUSH @l",
            "RPUSH @l",
            "LPOP",
            "RPOP",
            "LLEN",
            "LLEN a b",
            "LRANGE @l 0",
            "LRANGE @l 0 1 2",
            "LINDEX @l",
            "LINDEX @l 0 1")) {
      String name = line.split(" ")[0].toLowerCase(Locale.ROOT);
      redis.expect(line, "-ERR wrong number of arguments for '%s' command".formatted(name));
    }
    redis
        .expect("EXISTS @l", ":0")
        .expect("lpush @l a", ":1")
        .expect("lrange @l 0 -1", "*1", "$1", "a");
  }

  @Test
  @Usually("A list is long: pushing one element must not cost as much as copying all of them.")
  void aLongListIsAsQuickAsAShortOne() {
    int many = 100_000;
    redis.send("RPUSH @l aaaaaaaaaa\r\nLPUSH @l bbbbbbbbbb\r\n".repeat(many / 2)).replies(many);
    redis.expect("LLEN @l", ":100000").expect("LINDEX @l 49999", "$10", "bbbbbbbbbb");
    redis.expect("LINDEX @l 50000", "$10", "aaaaaaaaaa");
    redis.send("LPOP @l\r\nRPOP @l\r\n".repeat(many / 2)).replies(many);
    redis.expect("EXISTS @l", ":0");
  }

  @Test
  @Usually("Two clients changed a list at once: all that a command does is done under the lock.")
  void manyClientsMayPushAndPopOneList() {
    List<Redis> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) clients.add(connect());
    for (Redis client : clients)
      client.send("RPUSH @l x\r\nLPUSH @l x\r\nLPOP @l\r\n".repeat(1_000));
    for (Redis client : clients) {
      boolean none = client.replies(3_000).contains("$-1");
      check(!none, "Four clients push twice and pop once, 1,000 times each", "no empty pop", "$-1");
    }
    redis.expect("LLEN @l", ":4000");
    for (Redis client : clients) client.send("RPOP @l\r\n".repeat(1_100));
    int popped = 0;
    for (Redis client : clients) popped += Collections.frequency(client.replies(1_100), "$1\r\nx");
    check(
        popped == 4_000,
        "Four clients pop a list of 4,000 elements at once",
        "4,000 elements in all",
        popped);
  }
}
