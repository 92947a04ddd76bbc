package miniredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import module java.base;

import course.Redis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a real Redis cannot do for a test: time, broken connections, what was sent, a bad disk. */
class WhatATestWantsTest {

  /** Nobody wants to read of the failures that are made here. */
  private static final String LOG = Path.of("target", "embedded.log").toString();

  private final MiniRedis redis = MiniRedis.start("--logfile", LOG);
  private final Redis client = MiniRedisTest.connect(redis);

  @AfterEach
  void end() {
    client.close();
    redis.close();
  }

  private List<String> lines() {
    return redis.received().stream().map(Received::line).toList();
  }

  // The clock

  @Test
  void keysDieWhenTheClockIsMoved() {
    client.expect("SET k v EX 3600", "+OK");
    Instant before = redis.now();
    redis.advance(Duration.ofMinutes(59));
    client.expect("EXISTS k", ":1");
    redis.advance(Duration.ofMinutes(2));
    client.expect("EXISTS k", ":0");
    assertThat(Duration.between(before, redis.now()))
        .isGreaterThanOrEqualTo(Duration.ofMinutes(61));
  }

  @Test
  void deadKeysAreGoneWithoutBeingLookedAt() {
    for (int i = 0; i < 1000; i++) client.expect("SET k" + i + " v EX 100", "+OK");
    redis.advance(Duration.ofSeconds(101));
    client.expect("DBSIZE", ":0");
  }

  @Test
  void blockedClientsHaveWaitedLongEnough() {
    try (Redis waiter = MiniRedisTest.connect(redis)) {
      waiter.send("BLPOP nothing 3600\r\n");
      Redis.eventually("it waits", () -> client.ask("INFO clients").contains("blocked_clients:1"));
      redis.advance(Duration.ofHours(1));
      waiter.expectReply("*-1");
    }
  }

  @Test
  void idleClientsAreClosed() {
    client.expect("CONFIG SET timeout 300", "+OK");
    redis.advance(Duration.ofSeconds(302));
    client.expectClosed();
  }

  @Test
  void timeDoesNotGoBack() {
    assertThatIllegalArgumentException().isThrownBy(() -> redis.advance(Duration.ofMillis(-1)));
  }

  // What was sent

  @Test
  void allThatWasSentIsListedWhetherItIsACommandOrNot() {
    client.expect("SET k 'two words'", "+OK").expect("get k", "$9", "two words");
    client.expect("GET", "-ERR wrong number of arguments for 'get' command");
    client.expect("NONSENSE x", "-ERR unknown command 'NONSENSE', with args beginning with: 'x' ");
    assertThat(lines()).containsExactly("SET k two words", "get k", "GET", "NONSENSE x");
    assertThat(redis.received().getFirst().words()).containsExactly("SET", "k", "two words");
    assertThat(redis.received().get(1).is("GET")).isTrue();
    redis.forget();
    assertThat(redis.received()).isEmpty();
  }

  @Test
  void whatATransactionRunsIsListedOnce() {
    client.expect("MULTI", "+OK").expect("INCR k", "+QUEUED").expect("EXEC", "*1", ":1");
    assertThat(lines()).containsExactly("MULTI", "INCR k", "EXEC");
  }

  @Test
  void theListSaysWhoSentIt() {
    client.expect("CLIENT SETNAME worker", "+OK").expect("PING", "+PONG");
    assertThat(redis.received().getFirst().client()).startsWith("127.0.0.1:");
    assertThat(redis.received().getLast().client()).isEqualTo("worker");
  }

  /** APPEND changes a long value in place; what was sent stays what it was. */
  @Test
  void theListIsACopy() {
    String value = "x".repeat(1000);
    client.expect("SET k " + value, "+OK").expect("SETRANGE k 0 yyyy", ":1000");
    client.expect("APPEND k z", ":1001");
    assertThat(lines().getFirst()).isEqualTo("SET k " + value);
  }

  @Test
  void theListIsBounded() {
    StringBuilder pings = new StringBuilder();
    for (int i = 0; i < Journal.MOST + 5; i++) pings.append("ECHO ").append(i).append("\r\n");
    client.send(pings.toString()).replies(Journal.MOST + 5);
    assertThat(lines()).hasSize(Journal.MOST).startsWith("ECHO 5").endsWith("ECHO 10004");
  }

  @Test
  void longRequestsCountForMore() {
    String value = "x".repeat(1 << 20);
    for (int i = 0; i < 20; i++) client.command("SET", "k", value).expectReply("+OK");
    assertThat(lines()).hasSize(15);
  }

  // Broken connections

  @Test
  void aConnectionBreaksInPlaceOfTheLastReply() {
    redis.cutAfter(2);
    client.expect("INCR k", ":1");
    client.send("INCR k\r\n").expectClosed();
    try (Redis next = MiniRedisTest.connect(redis)) {
      next.expect("GET k", "$1", "2").expect("INCR k", ":3");
    }
  }

  @Test
  void afterNoneTheNextRequestIsNotRun() {
    redis.cutAfter(0);
    client.send("INCR k\r\n").expectClosed();
    try (Redis next = MiniRedisTest.connect(redis)) {
      next.expect("GET k", "$-1");
    }
  }

  @Test
  void whatCameBehindTheLastRequestIsNotRun() {
    redis.cutAfter(2);
    client.send("INCR k\r\nINCR k\r\nINCR k\r\nINCR k\r\n").expectClosed();
    try (Redis next = MiniRedisTest.connect(redis)) {
      next.expect("GET k", "$1", "2");
    }
  }

  @Test
  void onlyRequestsOfAKindCount() {
    try (Redis other = MiniRedisTest.connect(redis)) {
      other.expect("CLIENT SETNAME other", "+OK");
      redis.cutAfter(1, each -> each.is("incr") && each.client().equals("other"));
      client.expect("INCR k", ":1").expect("INCR k", ":2");
      other.expect("PING", "+PONG");
      other.send("INCR k\r\n").expectClosed();
      client.expect("GET k", "$1", "3");
    }
  }

  @Test
  void aTransactionMayBeDoneWithoutAnybodyKnowing() {
    redis.cutAfter(1, each -> each.is("EXEC"));
    client.expect("MULTI", "+OK").expect("INCR k", "+QUEUED");
    client.send("EXEC\r\n").expectClosed();
    try (Redis next = MiniRedisTest.connect(redis)) {
      next.expect("GET k", "$1", "1");
    }
  }

  /** It runs in the middle of the end of a turn, between two writings of replies. */
  @Test
  void aRequestThatWaitedBehindABlockedOneLosesItsReplyToo() {
    try (Redis pusher = MiniRedisTest.connect(redis)) {
      redis.cutAfter(1, each -> each.is("INCR"));
      client.send("BLPOP jobs 0\r\nINCR k\r\n");
      Redis.eventually("it waits", () -> pusher.ask("INFO clients").contains("blocked_clients:1"));
      pusher.expect("RPUSH jobs wash", ":1");
      client.expectReply("*2", "$4", "jobs", "$4", "wash").expectClosed();
      pusher.expect("GET k", "$1", "1");
    }
  }

  @Test
  void eachCutIsMadeOnce() {
    redis.cutAfter(1);
    redis.cutAfter(3);
    client.send("INCR k\r\n").expectClosed();
    try (Redis second = MiniRedisTest.connect(redis)) {
      second.expect("INCR k", ":2");
      second.send("INCR k\r\n").expectClosed();
    }
    try (Redis third = MiniRedisTest.connect(redis)) {
      for (int i = 4; i < 10; i++) third.expect("INCR k", ":" + i);
    }
  }

  @Test
  void aNegativeNumberIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> redis.cutAfter(-1));
  }

  @Test
  void theServersThreadCannotWaitForItself() {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    redis.cutAfter(
        1,
        _ -> {
          try {
            redis.flush();
          } catch (IllegalStateException refused) {
            thrown.set(refused);
          }
          return false;
        });
    client.expect("PING", "+PONG");
    assertThat(thrown.get()).hasMessageContaining("cannot wait for itself");
  }

  // Between two tests

  @Test
  void aResetLeavesNothingButClientsSettingsAndTheTime() {
    client.expect("SET k v", "+OK");
    redis.cutAfter(1);
    redis.reset();
    client.expect("GET k", "$-1");
    assertThat(lines()).containsExactly("GET k");
  }

  // The disk

  @Test
  void withoutALogThereIsNothingToFail() {
    assertThatIllegalStateException()
        .isThrownBy(redis::failNextFsync)
        .withMessageContaining("--appendonly yes");
    client.expect("CONFIG SET appendonly yes", "+OK");
    redis.failNextFsync();
    redis.reset();
  }

  @Test
  void writesAreRefusedAfterAFailedFsyncUntilOneWorks() {
    try (MiniRedis durable = MiniRedis.start("--appendonly", "yes", "--logfile", LOG);
        Redis writer = MiniRedisTest.connect(durable)) {
      durable.failNextFsync();
      String refused = "-MISCONF Errors writing to the AOF file: Input/output error";
      writer.eventually("INCR k", refused).expect("PING", refused).expect("EXISTS k", ":1");
      Redis.eventually("the next one works", () -> writer.ask("INCR k").startsWith(":"));
    }
  }

  @Test
  void underAlwaysNobodyIsToldOfAWriteThatTheDiskDoesNotHave() {
    String[] options = {"--appendonly", "yes", "--appendfsync", "always", "--logfile", LOG};
    try (MiniRedis durable = MiniRedis.start(options);
        Redis writer = MiniRedisTest.connect(durable)) {
      writer.expect("INCR k", ":1");
      durable.failNextFsync();
      writer.send("INCR k\r\n").expectClosed();
      Redis.eventually("it has ended", () -> !durable.isRunning());
      assertThatIllegalStateException()
          .isThrownBy(durable::flush)
          .withMessageContaining("Input/output error");
      assertThat(durable.received()).hasSize(2);
    }
  }
}
