package exercises;

import course.ConformanceTest;
import course.Usually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
@Usually("SCAN answers an array of two: the next cursor as a bulk string, and an array of keys.")
class BridgeScanTest extends ConformanceTest {

  private static final Pattern PAGE =
      Pattern.compile("\\*2\r\n\\$\\d+\r\n(\\d+)\r\n\\*\\d+(?:\r\n)?(.*)", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("\\$\\d+\r\n([^\r]*)");

  private record Page(String cursor, List<String> keys) {
    boolean isLast() {
      return cursor.equals("0");
    }
  }

  @BeforeEach
  void onlyWhereThereAreNoOtherKeys() {
    needsEmptyDatabase();
  }

  private Page scan(String cursor, String options) {
    String line = ("SCAN " + cursor + " " + options).strip();
    String reply = redis.ask(line);
    MatchResult page =
        PAGE.matcher(reply).results().findFirst().orElse(PAGE.matcher("").toMatchResult());
    check(page.hasMatch(), line, "the next cursor, and an array of keys", reply);
    List<String> keys = NAME.matcher(page.group(2)).results().map(name -> name.group(1)).toList();
    return new Page(page.group(1), keys);
  }

  private interface Between {
    void pages(Page page, int number);
  }

  /** All keys of a whole visit, which must not take more pages than this. */
  private Set<String> visit(String options, int most, Between between) {
    Set<String> seen = new HashSet<>();
    Page page = new Page("0", List.of());
    for (int i = 1; i == 1 || !page.isLast(); i++) {
      check(i <= most, "SCAN 0 " + options + " and on", "the cursor 0 in the end", "no end");
      page = scan(page.cursor(), options);
      seen.addAll(page.keys());
      between.pages(page, i);
    }
    return seen;
  }

  private Set<String> fill(String name, int from, int to) {
    StringBuilder batch = new StringBuilder();
    Set<String> keys = new TreeSet<>();
    for (int i = from; i < to; i++) {
      batch.append("SET @%s%s v\r\n".formatted(name, i));
      keys.add(redis.named("@" + name + i));
    }
    redis.send(batch.toString()).replies(to - from);
    return keys;
  }

  private void delete(Iterable<String> keys) {
    String all = String.join(" ", keys);
    if (!all.isEmpty()) redis.ask("DEL " + all);
  }

  private static void allSeen(String done, Set<String> wanted, Set<String> seen) {
    Set<String> missed = new TreeSet<>(wanted);
    missed.removeAll(seen);
    List<String> some = missed.stream().limit(3).toList();
    check(missed.isEmpty(), done, "every key at least once", missed.size() + " missed, so " + some);
  }

  @Test
  void withoutKeysTheFirstPageIsTheLast() {
    redis.expect("SCAN 0 COUNT 100000", "*2", "$1", "0", "*0");
  }

  @Test
  void everyKeyComes() {
    Set<String> keys = fill("k", 0, 500);
    redis.expect("RPUSH @list a", ":1").expect("HSET @hash f v", ":1");
    keys.addAll(Set.of(redis.named("@list"), redis.named("@hash")));
    Set<String> seen = visit("", 600, (page, number) -> {});
    allSeen("500 strings, a list and a hash; SCAN to the end", keys, seen);
    check(seen.equals(keys), "SCAN to the end", "no key that is not there", seen.size() + " keys");
  }

  @Test
  @Usually("COUNT says about how many keys a page has: 10 without it.")
  void aPageHasAboutAsManyKeysAsCountSays() {
    fill("k", 0, 500);
    int ten = scan("0", "").keys().size();
    check(ten >= 1 && ten < 60, "SCAN 0 with 500 keys", "about 10 keys", ten + " keys");
    int hundred = scan("0", "COUNT 100").keys().size();
    check(hundred >= 50 && hundred < 300, "SCAN 0 COUNT 100", "about 100 keys", hundred + " keys");
    Page all = scan("0", "COUNT 100000");
    check(all.isLast() && all.keys().size() == 500, "SCAN 0 COUNT 100000", "all 500 keys", all);
  }

  @Test
  @Usually(
      "The cursor is a position in a list of keys: when those before it go, all others move up."
          + " Or the table has shrunk, and the cursor does not know.")
  void keysThatGoMeanwhileHideNoOthers() {
    Set<String> keys = fill("k", 0, 2000);
    Set<String> seen = visit("COUNT 20", 3000, (page, number) -> delete(page.keys()));
    allSeen("SCAN of 2,000 keys, each page deleted as it comes", keys, seen);
    redis.expect("DBSIZE", ":0");
  }

  @Test
  @Usually(
      "The table has grown, its keys have other places now, and the cursor means the old ones.")
  void keysThatComeMeanwhileHideNoOthers() {
    Set<String> keys = fill("k", 0, 300);
    Between more =
        (page, number) -> {
          if (number <= 10) fill("new", number * 400, number * 400 + 400);
        };
    Set<String> seen = visit("COUNT 20", 3000, more);
    allSeen("SCAN of 300 keys, while 4,000 others come", keys, seen);
  }

  @Test
  void keysThatComeAndGoHideNoOthers() {
    Set<String> keys = fill("k", 0, 100);
    Between wave =
        (page, number) -> {
          if (number > 40) return;
          Set<String> others = fill("wave", 0, 1500);
          if (number % 2 == 0) delete(others);
        };
    allSeen("SCAN of 100 keys, others come and go", keys, visit("COUNT 5", 5000, wave));
  }

  @Test
  @Usually("The server remembers something for each scan: the cursor should be all there is.")
  void aCursorIsNotUsedUp() {
    fill("k", 0, 100);
    // A table that grows between the two has other pages: so it is tried again.
    for (int tries = 4; ; tries--) {
      String cursor = scan("0", "").cursor();
      Page once = scan(cursor, "");
      scan("0", "COUNT 50");
      Page again = scan(cursor, "");
      if (once.equals(again)) return;
      check(tries > 0, "SCAN " + cursor + ", twice", once.toString(), again);
    }
  }

  @Test
  @Usually("TYPE leaves keys out of a page after it was read, so a page may well be empty.")
  void typeLeavesOutTheOthers() {
    fill("k", 0, 200);
    Set<String> lists = new TreeSet<>();
    for (int i = 0; i < 3; i++) {
      redis.expect("RPUSH @list" + i + " a", ":1");
      lists.add(redis.named("@list" + i));
    }
    List<Page> pages = new ArrayList<>();
    Set<String> seen = visit("TYPE list", 300, (page, number) -> pages.add(page));
    check(seen.equals(lists), "SCAN TYPE list, to the end", lists.toString(), seen);
    boolean empty = pages.stream().anyMatch(page -> page.keys().isEmpty() && !page.isLast());
    check(empty, "SCAN TYPE list: 3 lists among 200 strings", "a page without keys", pages);
  }

  @Test
  @Usually("A dead key stays in memory until somebody looks at it: SCAN has to ask the clock.")
  void deadKeysDoNotCome() {
    redis.expect("SET @alive v", "+OK");
    for (int i = 0; i < 3; i++) {
      redis.expect("SET @dead v PX 50", "+OK").pause(Duration.ofMillis(55));
      redis.expect("SCAN 0 COUNT 100000", "*2", "$1", "0", "*1", "$13", "@alive");
    }
  }

  @Test
  void whatIsNoCursorAndNoOptionIsRefused() {
    redis.expect("SCAN x", "-ERR invalid cursor");
    redis.expect("SCAN 0 COUNT 0", "-ERR syntax error");
    redis.expect("SCAN 0 COUNT x", "-ERR value is not an integer or out of range");
    redis.expect("SCAN 0 COUNT", "-ERR syntax error");
    redis.expect("SCAN 0 SIZE 10", "-ERR syntax error");
    redis.expect("SCAN", "-ERR wrong number of arguments for 'scan' command");
  }
}
