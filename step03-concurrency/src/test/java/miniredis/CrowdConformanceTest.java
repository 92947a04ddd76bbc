package miniredis;

import static org.assertj.core.api.Assertions.assertThat;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many clients at once: none waits for another, and none sees half of what another does. */
class CrowdConformanceTest extends ConformanceTest {
  private static final int MEGABYTE = 1 << 20;

  private List<Redis> clients(int count) {
    List<Redis> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) clients.add(connect());
    return clients;
  }

  /** So many lines, with the number of each in the place of the #. */
  private static String lines(int count, String line) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) lines.append(line.replace("#", "" + i)).append("\r\n");
    return lines.toString();
  }

  @Test
  @Usually(
      "A count is missing: two clients read the same old number, and there is no lock yet. Or nobody"
          + " answers: there are too few threads, and each client needs one of its own.")
  void aThousandIdleClientsDisturbNobody() {
    List<Redis> idle = clients(1_000);
    redis.expect("INCR @n", ":1");
    idle.getLast().expect("INCR @n", ":2");
    for (Redis client : idle) client.send("INCR @n\r\n");
    for (Redis client : idle) client.expectReply(":<int:3..1002>");
    redis.expect("GET @n", "$4", "1002");
  }

  @Test
  @Usually(
      "Two clients read the same old number before either wrote its new one: the lost update. All"
          + " that a command does must be done under one lock, the same for all commands.")
  void noTwoClientsAreToldTheSameCount() {
    List<Redis> clients = clients(6);
    for (Redis client : clients) client.send("INCR @n\r\n".repeat(3_000));
    Set<String> told = new HashSet<>();
    for (Redis client : clients) told.addAll(client.replies(3_000));
    redis.expect("GET @n", "$5", "18000");
    check(
        told.size() == 18_000,
        "Six clients send INCR, 3,000 times each",
        "18,000 different replies",
        told.size() + " different replies");
  }

  @Test
  @Usually("Each command has a lock, and not the same one: the lock belongs around all of them.")
  void upAndDownTogetherLeadBackToNought() {
    List<Redis> clients = clients(6);
    List<String> commands = List.of("INCR @n", "DECR @n", "INCRBY @n 7", "DECRBY @n 7");
    for (int i = 0; i < 4; i++) clients.get(i).send((commands.get(i) + "\r\n").repeat(3_000));
    for (int i = 0; i < 4; i++) clients.get(i).replies(3_000);
    redis.expect("GET @n", "$1", "0");
  }

  @Test
  @Usually(
      "GET and EXISTS read a map that another thread is changing: reading needs the lock, too.")
  void aKeyIsThereWhileOthersAreAdded() throws Exception {
    redis.expect("SET @always here", "+OK");
    Redis reader = connect();
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger missed = new AtomicInteger();
    Thread reading =
        Thread.startVirtualThread(
            () -> {
              while (!over.get()) {
                List<String> replies = reader.send("GET @always\r\n".repeat(500)).replies(500);
                missed.addAndGet(500 - Collections.frequency(replies, "$4\r\nhere"));
              }
            });
    int keys = 0;
    for (int batch = 0; batch < 10; batch++) {
      redis.send(lines(20_000, "SET @k" + batch + "_# v")).replies(20_000);
    }
    over.set(true);
    reading.join();
    for (int batch = 0; batch < 10; batch++) {
      redis.send(lines(20_000, "DEL @k" + batch + "_#"));
      keys += Collections.frequency(redis.replies(20_000), ":1");
    }
    String done = "One client sets 200,000 keys; meanwhile another asks for one that is there";
    check(missed.get() == 0, done, "its value, each time", missed + " times another reply");
    check(keys == 200_000, done, "200,000 new keys in the end", keys);
  }

  @Test
  @Usually("Two clients removed the same key: looking and removing must be done under one lock.")
  void aKeyIsDeletedOnce() {
    int keys = 2_000;
    redis.send(lines(keys, "SET @k# v")).replies(keys);
    List<Redis> clients = clients(4);
    for (Redis client : clients) client.send(lines(keys, "DEL @k#"));
    int deleted = 0;
    for (Redis client : clients) deleted += Collections.frequency(client.replies(keys), ":1");
    check(
        deleted == keys,
        "Four clients delete the same 2,000 keys at once",
        "2,000 replies :1 in all",
        deleted);
  }

  @Test
  @Usually("Something that belongs to one client, a buffer perhaps, is shared by all of them.")
  void eachClientGetsItsOwnRepliesInOrder() {
    List<Redis> clients = clients(8);
    for (int c = 0; c < 8; c++) {
      clients.get(c).send(lines(500, "ECHO c" + c + "-#"));
    }
    for (int c = 0; c < 8; c++) {
      List<String> replies = clients.get(c).replies(500);
      for (int i = 0; i < 500; i++) {
        String mine = "$%d\r\nc%d-%d".formatted(3 + Integer.toString(i).length(), c, i);
        check(replies.get(i).equals(mine), "Eight clients send ECHO at once", mine, replies.get(i));
      }
    }
  }

  @Test
  @Usually(
      "The lock is not released where a command ends with an error: unlock() belongs in finally.")
  void anErrorOfOneClientHoldsUpNobody() {
    redis.expect("SET @text abc", "+OK");
    redis.expect("INCR @text", "-ERR value is not an integer or out of range");
    redis.expect("INCRBY @text x", "-ERR value is not an integer or out of range");
    connect().expect("SET @text 1", "+OK").expect("INCR @text", ":2");
  }

  @Test
  @Usually(
      "The lock is held while a reply is written. A client that does not read holds it for ever.")
  void aSlowReaderHoldsUpNobody() throws Exception {
    redis.command("SET", "@big", "x".repeat(MEGABYTE)).expectReply("+OK");
    int times = 48;
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(65_536);
      slow.setSoTimeout(10_000);
      slow.connect(new InetSocketAddress(target().host(), target().port()));
      String gets = redis.named("GET @big\r\n").repeat(times);
      slow.getOutputStream().write(gets.getBytes(StandardCharsets.US_ASCII));
      InputStream in = slow.getInputStream();
      assertThat(in.read()).isEqualTo('$');
      redis.pause(Duration.ofMillis(100));
      redis.expect("SET @other 1", "+OK").expect("INCR @other", ":2");
      connect().expect("GET @other", "$1", "2");
      long rest = (long) times * ("$1048576\r\n".length() + MEGABYTE + 2) - 1;
      in.skipNBytes(rest);
      assertThat(in.available()).as("bytes behind the last reply").isZero();
    }
  }

  @Test
  @Usually("An IOException of one client's thread reached something that all of them need.")
  void whoBreaksOffInTheMiddleOfItsRepliesHurtsNobody() {
    redis.command("SET", "@big", "x".repeat(MEGABYTE)).expectReply("+OK");
    for (int i = 0; i < 5; i++) {
      Redis rude = connect();
      rude.send("GET @big\r\n".repeat(20));
      rude.reset();
    }
    connect().expect("INCR @n", ":1");
    redis.expect("INCR @n", ":2");
  }
}
