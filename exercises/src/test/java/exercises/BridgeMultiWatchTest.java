package exercises;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
@Usually(
    "If few of these tests pass: MULTI is not known yet, or a command behind it is run and not"
        + " queued.")
class BridgeMultiWatchTest extends ConformanceTest {

  private static final String ABORTED =
      "-EXECABORT Transaction discarded because of previous errors.";
  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";

  private void multi() {
    redis.expect("MULTI", "+OK");
  }

  private void queue(String line) {
    redis.expect(line, "+QUEUED");
  }

  @Test
  void commandsAreQueuedAndRunByExec() {
    multi();
    queue("SET @a 1");
    queue("INCR @a");
    queue("GET @a");
    queue("RPUSH @list x y");
    queue("LRANGE @list 0 -1");
    redis.expect("EXEC", "*5", "+OK", ":2", "$1", "2", ":2", "*2", "$1", "x", "$1", "y");
    redis.expect("GET @a", "$1", "2");
  }

  @Test
  void nobodySeesWhatIsOnlyQueued() {
    Redis other = connect();
    redis.expect("SET @a old", "+OK");
    multi();
    queue("SET @a new");
    other.expect("GET @a", "$3", "old").expect("SET @b 1", "+OK");
    queue("GET @b");
    redis.expect("EXEC", "*2", "+OK", "$1", "1");
    other.expect("GET @a", "$3", "new");
  }

  @Test
  void discardForgetsTheQueue() {
    redis.expect("SET @a 1", "+OK");
    multi();
    queue("INCR @a");
    redis.expect("DISCARD", "+OK").expect("GET @a", "$1", "1");
    multi();
    redis.expect("EXEC", "*0");
  }

  @Test
  void outOfPlaceTheyAreRefused() {
    redis.expect("EXEC", "-ERR EXEC without MULTI").expect("DISCARD", "-ERR DISCARD without MULTI");
    multi();
    redis.expect("MULTI", "-ERR MULTI calls can not be nested");
    redis.expect("WATCH @a", "-ERR WATCH inside MULTI is not allowed");
    queue("SET @a 1");
    redis.expect("EXEC", "*1", "+OK");
    redis.expect("WATCH", "-ERR wrong number of arguments for 'watch' command");
  }

  @Test
  @Usually("Name and number of words are checked when a command is queued: then nothing is run.")
  void whatCannotBeQueuedAbortsAll() {
    multi();
    queue("SET @a 1");
    redis.expect("NONSENSE @a", "-ERR unknown command 'NONSENSE', with args beginning with: '@a' ");
    queue("SET @b 1");
    redis.expect("EXEC", ABORTED).expect("EXISTS @a @b", ":0");
    multi();
    redis.expect("GET", "-ERR wrong number of arguments for 'get' command");
    redis.expect("EXEC", ABORTED).expect("EXEC", "-ERR EXEC without MULTI");
  }

  @Test
  @Usually(
      "There is no way back in Redis: the command that fails is one reply, the others are run.")
  void whatFailsAtExecIsOneReplyAmongOthers() {
    redis.expect("SET @text abc", "+OK");
    multi();
    queue("SET @a 1");
    queue("RPUSH @text x");
    queue("INCR @a");
    redis.expect("EXEC", "*3", "+OK", WRONG_TYPE, ":2");
  }

  @Test
  void watchedKeysThatNobodyChangesLetItPass() {
    Redis other = connect();
    redis.expect("SET @a 1", "+OK").expect("WATCH @a @none", "+OK");
    other.expect("GET @a", "$1", "1").expect("SET @a 2 NX", "$-1").expect("SET @other 1", "+OK");
    other.expect("RPUSH @a x", WRONG_TYPE).expect("DEL @none", ":0");
    multi();
    queue("INCR @a");
    redis.expect("EXEC", "*1", ":2");
  }

  @Test
  @Usually("WATCH has to note the key, and each change of it has to find who watches.")
  void aWatchedKeyThatWasChangedStopsIt() {
    Redis other = connect();
    String[] changes = {
      "SET @a 1",
      "SET @a 1",
      "INCR @a",
      "EXPIRE @a 100",
      "PERSIST @a",
      "DEL @a",
      "RPUSH @a x",
      "RPUSH @a y",
      "LPOP @a",
      "DEL @a",
      "HSET @a f v",
      "HSET @a f w",
      "HDEL @a f"
    };
    for (String change : changes) {
      redis.expect("WATCH @b @a", "+OK");
      other.ask(change);
      multi();
      queue("SET @done 1");
      String came = redis.ask("EXEC");
      check(came.equals("*-1"), "WATCH @a; another client: " + change + "; EXEC", "*-1", came);
    }
    redis.expect("EXISTS @done", ":0");
  }

  @Test
  void ownChangesCountAndThoseBehindMultiDoNot() {
    redis.expect("WATCH @a", "+OK").expect("SET @a 1", "+OK");
    multi();
    queue("INCR @a");
    redis.expect("EXEC", "*-1");
    redis.expect("WATCH @a", "+OK");
    multi();
    queue("INCR @a");
    queue("INCR @a");
    redis.expect("EXEC", "*2", ":2", ":3");
  }

  @Test
  void afterExecDiscardAndUnwatchNothingIsWatched() {
    Redis other = connect();
    for (String end : List.of("UNWATCH", "EXEC", "DISCARD")) {
      redis.expect("WATCH @a", "+OK");
      if (!end.equals("UNWATCH")) multi();
      redis.ask(end);
      other.expect("SET @a 1", "+OK");
      multi();
      queue("GET @a");
      redis.expect("EXEC", "*1", "$1", "1");
    }
  }

  @Test
  void aWatchedKeyThatDiesHasChanged() {
    redis.expect("SET @a 1 PX 40", "+OK").expect("WATCH @a", "+OK");
    connect().eventually("EXISTS @a", ":0");
    multi();
    queue("SET @done 1");
    redis.expect("EXEC", "*-1").expect("EXISTS @done", ":0");
  }

  @Test
  @Usually("A dead key stays in memory until somebody looks at it: EXEC has to look.")
  void aWatchedKeyThatDiesUnseenHasChanged() {
    for (int i = 0; i < 4; i++) {
      redis.send("SET @a 1 PX 100\r\nWATCH @a\r\nPTTL @a\r\n");
      boolean aliveWhenWatched = !redis.replies(3).getLast().equals(":-2");
      redis.pause(Duration.ofMillis(105));
      multi();
      queue("SET @done 1");
      String came = redis.ask("EXEC");
      boolean right = came.equals("*-1") || !aliveWhenWatched;
      check(right, "SET @a 1 PX 100; WATCH @a; 105 ms later MULTI, SET, EXEC", "*-1", came);
    }
  }

  @Test
  @Usually("The lock is given back between two commands of one EXEC.")
  void nobodyComesBetweenTheCommandsOfOneExec() {
    List<Redis> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) clients.add(connect());
    String one = "MULTI\r\nINCR @a\r\nHINCRBY @h f 1\r\nINCR @b\r\nEXEC\r\n";
    clients.getFirst().expect("INCR @c", ":1");
    for (Redis client : clients) client.send(one.repeat(200));
    for (Redis client : clients) {
      List<String> replies = client.replies(1000);
      for (int i = 4; i < 1000; i += 5) {
        String came = replies.get(i);
        boolean same = came.matches("\\*3\r\n(:\\d+)\r\n\\1\r\n\\1");
        check(same, "four clients: MULTI, INCR of three, EXEC", "three equal numbers", came);
      }
    }
    redis.expect("GET @a", "$3", "800").expect("GET @b", "$3", "800");
  }
}
