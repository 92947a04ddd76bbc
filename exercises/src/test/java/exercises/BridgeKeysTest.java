package exercises;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
@Usually("If few of these tests pass: there is no row for KEYS yet, or Glob says no to everything.")
class BridgeKeysTest extends ConformanceTest {

  private final List<String> given = new ArrayList<>();

  private void given(String... keys) {
    for (String key : keys) redis.command("SET", key, "v").expectReply("+OK");
    given.addAll(List.of(keys));
  }

  /** Names such as @a.c are no words, so nobody else knows which keys they are. */
  @AfterEach
  void leaveNothing() {
    Redis last = connect();
    for (String key : given) last.command("DEL", key).replies(1);
    given.clear();
  }

  /** Whether KEYS answers these keys, in any order, and no others. */
  private void find(String pattern, String... keys) {
    redis.command("KEYS", pattern);
    String reply = redis.replies(1).getFirst();
    List<String> found = Stream.of(reply.split("\r\n\\$\\d+\r\n")).skip(1).sorted().toList();
    List<String> wanted = Stream.of(keys).map(redis::named).sorted().toList();
    boolean array = reply.startsWith("*" + keys.length);
    check(array && found.equals(wanted), "KEYS " + pattern, wanted.toString(), reply);
  }

  @Test
  void aStarStandsForAnyBytesAndForNone() {
    given("@a", "@ab", "@abc", "@xab");
    find("@a*", "@a", "@ab", "@abc");
    find("@a*b", "@ab");
    find("@a*c", "@abc");
    find("@a**b**", "@ab", "@abc");
    find("@x*", "@xab");
    find("@no*");
  }

  @Test
  void aQuestionMarkStandsForOneByte() {
    given("@h1", "@h12", "@h");
    find("@h?", "@h1");
    find("@h??", "@h12");
  }

  @Test
  void bracketsHoldAChoice() {
    given("@cat", "@cot", "@cut", "@c-t");
    find("@c[ao]t", "@cat", "@cot");
    find("@c[a-o]t", "@cat", "@cot");
    find("@c[o-a]t", "@cat", "@cot");
    find("@c[^ao]t", "@cut", "@c-t");
    find("@c[^a-z]t", "@c-t");
  }

  @Test
  @Usually("The pattern has been made into one of java.util.regex, where a dot is any character.")
  void allOtherCharactersStandForThemselves() {
    given("@a.c", "@abc", "@a+", "@aa", "@a|b", "@A");
    find("@a.c", "@a.c");
    find("@a+", "@a+");
    find("@a|b", "@a|b");
    find("@a$");
    find("@A", "@A");
  }

  @Test
  void aBackslashTakesTheMeaningAway() {
    given("@a*", "@ab", "@a?", "@a\\");
    find("@a\\*", "@a*");
    find("@a\\?", "@a?");
    find("@a\\\\", "@a\\");
    find("@a\\b", "@ab");
    find("@a[\\*\\?]", "@a*", "@a?");
  }

  @Test
  @Usually("The pattern is read beyond its end. After each byte, look whether there is another.")
  void aPatternMayEndTooEarly() {
    given("@a", "@ab", "@ac", "@a\\", "@a-", "@a]", "@a[");
    find("@a\\", "@a\\");
    find("@a[bc", "@ab", "@ac");
    find("@a[^bc", "@a\\", "@a-", "@a]", "@a[");
    find("@a[b-", "@ab", "@a-");
    find("@a[b\\", "@ab", "@a\\");
    find("@a[");
    find("@a[\\", "@a\\");
    find("@a[^", "@ab", "@ac", "@a\\", "@a-", "@a]", "@a[");
  }

  @Test
  void bracketsMayHoldABracket() {
    given("@a", "@ab", "@a]", "@a\\", "@a-");
    find("@a[\\]]", "@a]");
    find("@a[b\\]]", "@ab", "@a]");
    find("@a[^\\]]", "@ab", "@a\\", "@a-");
    find("@a[\\\\]", "@a\\");
    find("@a[b\\-z]", "@ab", "@a-");
    find("@a[]");
  }

  @Test
  @Usually("A key is bytes: a line end is one of them, and so is each byte of a letter like ü.")
  void keysAreBytes() {
    given("@a\r\n", "@xü");
    redis.command("KEYS", "@a??").expectReply("*1", "$11", "@a\r\n");
    redis.command("KEYS", "@x?").expectReply("*0");
    redis.command("KEYS", "@x??").expectReply("*1", "$11", "@xü");
  }

  @Test
  @Usually("A dead key stays in memory until somebody looks at it: KEYS has to ask the clock.")
  void keysOfEveryKindAreListedAndDeadOnesAreNot() {
    redis.expect("RPUSH @klist a", ":1").expect("HSET @khash f v", ":1").expect("SET @k v", "+OK");
    find("@k*", "@klist", "@khash", "@k");
    for (int i = 0; i < 3; i++) {
      redis.expect("SET @kdead v PX 50", "+OK").pause(Duration.ofMillis(55));
      find("@k*", "@klist", "@khash", "@k");
    }
  }

  @Test
  @Usually(
      "Each star tries all that the next ones may stand for: twenty stars are some trillion tries."
          + " Only the last star that was met needs to take one byte more.")
  void manyStarsTakeNoTime() {
    given("@k" + "a".repeat(60));
    find("@k" + "a*".repeat(20) + "b");
  }

  @Test
  void keysTakesOnePattern() {
    redis.expect("KEYS", "-ERR wrong number of arguments for 'keys' command");
    redis.expect("KEYS a b", "-ERR wrong number of arguments for 'keys' command");
  }
}
