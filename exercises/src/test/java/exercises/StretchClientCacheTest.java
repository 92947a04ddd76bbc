package exercises;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A client may be told more than it has to be, so no test counts messages: it waits for the one
 * that must come.
 */
@Tag("exercise")
@Usually(
    "If the server printed no exception: a change passes by the place where you tell of it; or"
        + " a read by the one that notes it.")
class StretchClientCacheTest extends ConformanceTest {

  private static final String CHANNEL = "__redis__:invalidate";
  private static final int MEGABYTE = 1024 * 1024;

  /** Hears what becomes of the keys that {@link #redis} has read. */
  private Redis listener;

  private Redis other;

  @BeforeEach
  void listen() {
    listener = connect();
    other = connect();
    redis.expect("CLIENT TRACKING ON REDIRECT " + subscribed(listener), "+OK");
  }

  private static String subscribed(Redis client) {
    String id = client.ask("CLIENT ID");
    check(id.matches(":[1-9]\\d*"), "CLIENT ID", "a number", id);
    client.expect(
        "SUBSCRIBE " + CHANNEL, "*3", "$9", "subscribe", "$" + CHANNEL.length(), CHANNEL, ":1");
    return id.substring(1);
  }

  /** Waits for the message about this key, and takes it and all that come before it. */
  private static String told(Redis listener, String key) {
    String end = "\r\n" + listener.named("@" + key);
    String head = "*3\r\n$7\r\nmessage\r\n$" + CHANNEL.length() + "\r\n" + CHANNEL + "\r\n*";
    StringBuilder all = new StringBuilder();
    for (String message = ""; !message.endsWith(end); all.append(message)) {
      message = listener.replies(1).getFirst();
      check(message.startsWith(head), "a key was changed", "*3 message, channel, *1 key", message);
    }
    return all.toString();
  }

  @Test
  @Usually(
      "Whatever changes a key has to tell, and whatever looks at one has to be noted, also if there"
          + " is no such key. This change was not told, or that look not noted.")
  void whoHasReadAKeyIsToldOfItsChange() {
    String[] rounds = {
      "a1: SET 1; GET; SET 2",
      "a2: SET 1; GET; INCR",
      "a3: SET 1; GET; DEL",
      "a4: SET 1; TTL; EXPIRE 1000",
      "a5: SETEX 1000 v; TTL; PERSIST",
      "a6: ; GET; SET 1",
      "a7: ; EXISTS; RPUSH x",
      "a8: RPUSH x; LRANGE 0 -1; RPUSH y",
      "a9: RPUSH x; LLEN; LPOP",
      "b1: RPUSH x; LINDEX 0; LPUSH y",
      "b2: HSET f v; HGETALL; HSET f w",
      "b3: HSET f v; HGET f; HDEL f",
      "b4: HSET f 1; HMGET f g; HINCRBY f 1",
      "b5: HSET f v; HLEN; DEL",
      "b6: SET 1; TYPE; PSETEX 100000 v",
      "b7: SET 1; GET; EXPIRE -1",
    };
    for (String round : rounds) {
      String key = round.substring(0, 2);
      String[] steps = round.substring(3).split(";");
      if (!steps[0].isBlank()) other.ask(command(steps[0], key));
      redis.ask(command(steps[1], key));
      String reply = other.ask(command(steps[2], key));
      check(!reply.startsWith("-"), command(steps[2], key), "no error", reply);
      told(listener, key);
    }
  }

  private static String command(String step, String key) {
    String[] words = step.strip().split(" ", 2);
    return words[0] + " @" + key + (words.length == 2 ? " " + words[1] : "");
  }

  @Test
  void whoHasNotReadAKeyNeedNotKnow() {
    redis.expect("GET @mine", "$-1");
    other.expect("SET @theirs 1", "+OK").expect("GET @mine", "$-1").expect("DEL @theirs", ":1");
    listener.expectNothing();
  }

  @Test
  void whoReadsAgainIsToldAgain() {
    for (int i = 0; i < 3; i++) {
      other.expect("SET @a " + i, "+OK");
      redis.expect("GET @a", "$1", "" + i);
      other.expect("SET @a new", "+OK");
      told(listener, "a");
    }
  }

  @Test
  @Usually("A key that dies changes as well, and no command has done it.")
  void aKeyThatDiesIsTold() {
    other.expect("SET @short v PX 60", "+OK");
    redis.ask("GET @short");
    told(listener, "short");
    redis.expect("GET @short", "$-1");
  }

  @Test
  void flushallIsToldAtOnce() {
    needsEmptyDatabase();
    redis.expect("GET @a", "$-1");
    other.expect("SET @b 1", "+OK").expect("FLUSHALL", "+OK");
    listener.expectReply("*3", "$7", "message", "$" + CHANNEL.length(), CHANNEL, "$-1");
  }

  @Test
  void whatIsRefusedChangesNothing() {
    other.expect("SET @text v", "+OK").expect("HSET @hash f v", ":1");
    redis.expect("GET @text", "$1", "v").expect("HGET @hash f", "$1", "v").expect("GET @no", "$-1");
    other.ask("RPUSH @text x");
    other.ask("INCR @text");
    other.expect("SET @text w NX", "$-1").expect("SET @no w XX", "$-1").expect("DEL @no", ":0");
    other.expect("HDEL @hash g", ":0").expect("EXPIRE @no 100", ":0").expect("PERSIST @text", ":0");
    other.ask("GET @hash");
    listener.expectNothing();
  }

  @Test
  void eachClientHasItsOwn() {
    Redis ear = connect();
    Redis second = connect().expect("CLIENT TRACKING ON REDIRECT " + subscribed(ear), "+OK");
    redis.expect("GET @one", "$-1").expect("GET @both", "$-1");
    second.expect("GET @two", "$-1").expect("GET @both", "$-1");
    other.expect("SET @one 1", "+OK").expect("SET @two 1", "+OK").expect("SET @both 1", "+OK");
    String first = told(listener, "one") + told(listener, "both");
    check(!first.contains(":two"), "a change of what another has read", "nothing", first);
    String last = told(ear, "two") + told(ear, "both");
    check(!last.contains(":one"), "a change of what another has read", "nothing", last);
  }

  @Test
  void trackingCanEnd() {
    redis.expect("GET @before", "$-1").expect("CLIENT TRACKING OFF", "+OK");
    redis.expect("GET @after", "$-1");
    other.expect("SET @before 1", "+OK").expect("SET @after 1", "+OK");
    listener.expectNothing();
  }

  @Test
  void whatIsWrongIsRefusedAndTheRestStays() {
    String nobody = "-ERR The client ID you want redirect to does not exist";
    redis.expect("CLIENT TRACKING ON REDIRECT 987654321", nobody);
    redis.expect("CLIENT TRACKING MAYBE", "-ERR syntax error");
    redis.expect("CLIENT TRACKING ON REDIRECT", "-ERR syntax error");
    String number = "-ERR value is not an integer or out of range";
    redis.expect("CLIENT TRACKING ON REDIRECT me", number).expect("GET @a", "$-1");
    other.expect("SET @a 1", "+OK");
    told(listener, "a");
  }

  @Test
  void aListenerThatLeavesIsForgotten() {
    redis.expect("GET @a", "$-1");
    listener.reset();
    for (int i = 0; i < 200; i++) {
      redis.ask("GET @a");
      other.expect("SET @a " + i, "+OK");
    }
    redis.expect("GET @a", "$3", "199");
    Redis ear = connect();
    redis.expect("CLIENT TRACKING ON REDIRECT " + subscribed(ear), "+OK").ask("GET @a");
    other.expect("SET @a 200", "+OK");
    told(ear, "a");
  }

  @Test
  @Usually("Messages to somebody who does not read pile up, or whoever writes waits for him.")
  void aListenerWhoDoesNotReadHoldsNobodyUpAndIsCutOff() throws IOException {
    try (Socket slow = new Socket(target().host(), target().port())) {
      slow.setSoTimeout(10_000);
      String request = "CLIENT ID\r\nSUBSCRIBE " + CHANNEL + "\r\n";
      slow.getOutputStream().write(request.getBytes(ISO_8859_1));
      BufferedReader in =
          new BufferedReader(new InputStreamReader(slow.getInputStream(), ISO_8859_1), 10);
      String id = in.readLine().substring(1);
      for (int line = 0; line < 6; line++) in.readLine();
      redis.expect("CLIENT TRACKING ON REDIRECT " + id, "+OK");
      byte[] name = (redis.named("@k") + "x".repeat(MEGABYTE)).getBytes(ISO_8859_1);
      for (int i = 0; i < 48; i++) {
        redis.command("GET", name).expectReply("$-1");
        other.command("SET", name, "v").expectReply("+OK");
        other.command("DEL", name).expectReply(":1");
      }
      long came = untilTheEnd(in);
      check(came < 44L * MEGABYTE, "48 MB for one who does not read", "cut off", came + " bytes");
    }
  }

  private static long untilTheEnd(BufferedReader in) {
    long count = 0;
    char[] some = new char[MEGABYTE];
    try {
      for (int n; (n = in.read(some)) >= 0; ) count += n;
    } catch (IOException reset) {
      // An end as well; or nothing came for ten seconds, and the count says so.
    }
    return count;
  }

  /** What a client with a cache does: the same as the card says. */
  private static final class Cache {
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    synchronized String ask(String key) {
      String known = values.get(key);
      if (known == null) asked.add(key);
      return known;
    }

    synchronized void answer(String key, String value) {
      if (asked.remove(key)) values.put(key, value);
    }

    synchronized void forget(String key) {
      asked.remove(key);
      values.remove(key);
    }

    synchronized Map<String, String> all() {
      return new HashMap<>(values);
    }
  }

  @Test
  @Usually("Between a read and its note, or a change and its message, there is a gap.")
  void aCacheIsNeverWrongForLong() throws InterruptedException {
    Cache cache = new Cache();
    int keys = 40;
    Redis ear = connect();
    Redis reader = connect().expect("CLIENT TRACKING ON REDIRECT " + subscribed(ear), "+OK");
    ear.named("@c0");
    Thread hearing = Thread.ofVirtual().start(() -> hear(ear, cache));
    List<Thread> writers = new ArrayList<>();
    for (int w = 0; w < 3; w++) writers.add(Thread.startVirtualThread(writer(keys)));
    while (writers.stream().anyMatch(Thread::isAlive)) {
      for (int i = 0; i < keys; i++) {
        String key = reader.named("@c" + i);
        if (cache.ask(key) == null) cache.answer(key, reader.ask("GET " + key));
      }
    }
    boolean[] right = new boolean[1];
    for (int i = 0; i < 100 && !right[0]; i++) {
      right[0] = isRight(cache);
      if (!right[0]) redis.pause(Duration.ofMillis(50));
    }
    ear.close();
    hearing.join();
    check(right[0], "3 clients write, one reads and keeps", "it keeps the last values", "older");
  }

  private Runnable writer(int keys) {
    Redis client = connect();
    StringBuilder round = new StringBuilder();
    for (int i = 0; i < keys; i++) round.append("INCR @c" + i + "\r\n");
    return () -> {
      for (int i = 0; i < 100; i++) client.send(round.toString()).replies(keys);
    };
  }

  private boolean isRight(Cache cache) {
    return cache.all().entrySet().stream()
        .allMatch(each -> other.ask("GET " + each.getKey()).equals(each.getValue()));
  }

  private static void hear(Redis ear, Cache cache) {
    try {
      while (true) cache.forget(ear.replies(1).getFirst().replaceFirst("(?s).*\r\n", ""));
    } catch (AssertionError closed) {
      // The test is over.
    }
  }
}
