package miniredis.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import miniredis.net.LiveServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keyspace notifications: which are sent under which setting, and what they say. */
class NotificationsTest {

  private final LiveServer server = LiveServer.with("enable-debug-command", "yes");
  private final Redis redis = server.client();
  private final Redis listener = server.client();

  @AfterEach
  void stop() {
    redis.close();
    listener.close();
    server.close();
  }

  /** Turns the classes on and listens to all there is. */
  private void listen(String classes) {
    redis.expect("CONFIG SET notify-keyspace-events \"" + classes + "\"", "+OK");
    listener.send("PSUBSCRIBE __key*\r\nSUBSCRIBE end\r\n").replies(2);
  }

  /** What came since the last question: the event and the key, or the other way round. */
  private List<String> heard() {
    redis.expect("PUBLISH end x", ":1");
    List<String> heard = new ArrayList<>();
    while (true) {
      String[] message = listener.replies(1).getFirst().split("\r\n");
      if (message[2].equals("message")) return heard;
      heard.add(message[6].replaceFirst("__key(space|event)@", "") + " " + message[8]);
    }
  }

  @Test
  void atFirstNothingIsSent() {
    redis.expect(
        "CONFIG GET notify-keyspace-events", "*2", "$22", "notify-keyspace-events", "$0", "");
    listener.send("PSUBSCRIBE __key*\r\nSUBSCRIBE end\r\n").replies(2);
    redis.expect("SET k v", "+OK");
    assertThat(heard()).isEmpty();
  }

  @Test
  void classesWithoutAWayAreNotSentEither() {
    listen("A");
    redis.expect("SET k v", "+OK");
    assertThat(heard()).isEmpty();
  }

  @Test
  void theWholeMessageIsThatOfAPattern() {
    redis.expect("CONFIG SET notify-keyspace-events KEA", "+OK");
    listener.send("PSUBSCRIBE __key*@0__:*\r\n").replies(1);
    redis.expect("SET k v", "+OK");
    listener.expectReply(
        "*4",
        "$8",
        "pmessage",
        "$12",
        "__key*@0__:*",
        "$16",
        "__keyspace@0__:k",
        "$3",
        "set",
        "*4",
        "$8",
        "pmessage",
        "$12",
        "__key*@0__:*",
        "$18",
        "__keyevent@0__:set",
        "$1",
        "k");
  }

  @ParameterizedTest
  @CsvSource({
    "K$, SET k v, 0__:k set",
    "E$, SET k v, 0__:set k",
    "Kg, SET k v, ''",
    "Kl, RPUSH k v, 0__:k rpush",
    "Ks, SADD k v, 0__:k sadd",
    "Kh, HSET k f v, 0__:k hset",
    "Kz, ZADD k 1 v, 0__:k zadd",
    "Kt, XADD k 1-1 f v, 0__:k xadd",
    "Km, GET k, 0__:k keymiss",
    "KA, GET k, ''",
    "Kn, SET k v, 0__:k new",
    "K$n, SET k v, '0__:k new,0__:k set'",
    "KA, SET k v EX 100, '0__:k set,0__:k expire'",
    "K$, SET k v EX 100, 0__:k set",
    "Kd, SET k v, ''",
  })
  void eachClassIsTurnedOnByItsLetter(String classes, String request, String events) {
    listen(classes);
    redis.ask(request);
    assertThat(String.join(",", heard())).isEqualTo(events);
  }

  @Test
  void aKeyThatDiesByItselfIsToldOfWhenItIsRemoved() {
    listen("Ex");
    redis.expect("SET k v PX 1000", "+OK");
    server.advance(Duration.ofSeconds(2));
    Redis.eventually("it is told of", () -> heard().contains("0__:expired k"));
  }

  @Test
  void aDeadKeyThatSomebodyLooksForIsToldOfBeforeWhatFollows() {
    redis.expect("DEBUG SET-ACTIVE-EXPIRE 0", "+OK");
    listen("EAnm");
    redis.expect("SET k v PX 1000", "+OK");
    server.advance(Duration.ofSeconds(2));
    redis.expect("APPEND k w", ":1").expect("GET other", "$-1");
    assertThat(heard())
        .containsExactly(
            "0__:new k",
            "0__:set k",
            "0__:expire k",
            "0__:expired k",
            "0__:new k",
            "0__:append k",
            "0__:keymiss other");
  }

  @ParameterizedTest
  @CsvSource({
    "XACK x g 1-1, keymiss x",
    "XCLAIM x g c 0 1-1, keymiss x",
    "XAUTOCLAIM x g c nonsense 0, keymiss x",
    "LCS h x, keymiss x",
    "BITFIELD k OVERFLOW FAIL INCRBY u2 0 9, new k",
    "BITFIELD k OVERFLOW FAIL INCRBY u2 0 9 SET u8 8 1, 'new k,setbit k'",
    "SMOVE x dead m, expired dead",
    "WATCH dead, ''",
    "SINTERSTORE dead x, 'keymiss x,del dead'",
    "BITOP AND dead x, 'keymiss x,del dead'",
    "RESTORE dead 0 \"\\x00\\xc1\\xe8\\x03\\n\\x00\\x89\\xd1G\\x8e\\xba\\xc4\\xb7d\" REPLACE, 'new dead,restore dead'",
    "DEL dead, expired dead",
  })
  void whatIsLookedForIsToldOfAsInRedis(String request, String events) {
    redis.expect("DEBUG SET-ACTIVE-EXPIRE 0", "+OK").expect("HSET h f v", ":1");
    redis.expect("SET dead v PXAT 1", "+OK");
    listen("EAnm");
    redis.ask(request);
    assertThat(String.join(",", heard())).isEqualTo(events.replaceAll("(\\w+ \\w)", "0__:$1"));
  }

  @Test
  void aKeyThatHasToGoForRoomIsToldOf() {
    listen("Ee");
    redis.expect("SET k v", "+OK");
    redis.expect("CONFIG SET maxmemory-policy allkeys-lru maxmemory 1", "+OK");
    Redis.eventually("it is told of", () -> redis.ask("DBSIZE").equals(":0"));
    assertThat(heard()).containsExactly("0__:evicted k");
  }

  @Test
  void anEventIsOfTheDatabaseOfItsKey() {
    listen("EA");
    redis.expect("SELECT 3", "+OK").expect("SET k v", "+OK").expect("MOVE k 5", ":1");
    redis.expect("SELECT 5", "+OK").expect("COPY k l DB 2", ":1");
    assertThat(heard())
        .containsExactly("3__:set k", "3__:move_from k", "5__:move_to k", "2__:copy_to l");
  }

  @Test
  void eventsOfATransactionComeInItsOrder() {
    listen("EA");
    redis.expect("MULTI", "+OK").expect("RPUSH l a", "+QUEUED").expect("LPOP l", "+QUEUED");
    redis.expect("EXEC", "*2", ":1", "$1", "a");
    assertThat(heard()).containsExactly("0__:rpush l", "0__:lpop l", "0__:del l");
  }

  @Test
  void whoeverWaitedIsToldOfAfterWhatEndedTheWait() {
    listen("EA");
    try (Redis waiting = server.client()) {
      waiting.send("BLMOVE from to LEFT RIGHT 0\r\n");
      Redis.eventually("it waits", () -> redis.ask("INFO clients").contains("blocked_clients:1"));
      redis.expect("RPUSH from a", ":1");
      waiting.expectReply("$1", "a");
    }
    assertThat(heard())
        .containsExactly("0__:rpush from", "0__:rpush to", "0__:lpop from", "0__:del from");
  }

  @Test
  void anEventIsOnlyForThoseWhoListenToItsChannel() {
    redis.expect("CONFIG SET notify-keyspace-events KEA", "+OK");
    listener.send("SUBSCRIBE __keyspace@0__:mine\r\n").replies(1);
    redis.expect("SET other v", "+OK").expect("SET mine v", "+OK");
    listener.expectReply("*3", "$7", "message", "$19", "__keyspace@0__:mine", "$3", "set");
    listener.expectNothing();
  }
}
