package miniredis.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.time.Duration;
import miniredis.net.LiveServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Subscribing, publishing, and what a subscriber may say meanwhile, through a socket. */
class PubSubTest {

  private static final String[] SUBSCRIBED_TO_NEWS = {"*3", "$9", "subscribe", "$4", "news", ":1"};
  private static final String[] SUBSCRIBED_TO_NEWS_3 = {
    ">3", "$9", "subscribe", "$4", "news", ":1"
  };

  private final LiveServer server = LiveServer.with();
  private final Redis redis = server.client();
  private final Redis reader = server.client();

  @AfterEach
  void stop() {
    redis.close();
    reader.close();
    server.close();
  }

  private void speakResp3(Redis client) {
    assertThat(client.ask("HELLO 3")).startsWith("%7");
  }

  private static String refused(String command) {
    return "-ERR Can't execute '"
        + command
        + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this"
        + " context";
  }

  @Test
  void aMessageReachesThoseWhoListenAndNobodyElse() {
    reader.expect("SUBSCRIBE news", SUBSCRIBED_TO_NEWS);
    redis.expect("PUBLISH news hello", ":1").expect("PUBLISH other hello", ":0");
    reader.expectReply("*3", "$7", "message", "$4", "news", "$5", "hello").expectNothing();
  }

  @Test
  void aMessageMayBeAnyBytes() {
    reader.expect("SUBSCRIBE news", SUBSCRIBED_TO_NEWS);
    byte[] message = {0, '\r', '\n', -1};
    redis.command("PUBLISH", "news", message).expectReply(":1");
    reader.expectBytes("*3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$4\r\n".getBytes());
    reader.expectBytes(message).expectBytes("\r\n".getBytes());
  }

  @Test
  void eachChannelIsConfirmedAndCountedWithThePatterns() {
    reader.expect(
        "SUBSCRIBE a b a",
        "*3",
        "$9",
        "subscribe",
        "$1",
        "a",
        ":1",
        "*3",
        "$9",
        "subscribe",
        "$1",
        "b",
        ":2",
        "*3",
        "$9",
        "subscribe",
        "$1",
        "a",
        ":2");
    reader.expect("PSUBSCRIBE p*", "*3", "$10", "psubscribe", "$2", "p*", ":3");
    reader.expect("UNSUBSCRIBE a", "*3", "$11", "unsubscribe", "$1", "a", ":2");
    reader.expect("UNSUBSCRIBE none", "*3", "$11", "unsubscribe", "$4", "none", ":2");
    reader.expect("UNSUBSCRIBE", "*3", "$11", "unsubscribe", "$1", "b", ":1");
    reader.expect("PUNSUBSCRIBE", "*3", "$12", "punsubscribe", "$2", "p*", ":0");
    reader.expect("PUNSUBSCRIBE", "*3", "$12", "punsubscribe", "$-1", ":0");
    redis.expect("PUBLISH a x", ":0");
  }

  @Test
  void whoListensByNameAndByPatternIsToldTwice() {
    reader.expect("SUBSCRIBE news", SUBSCRIBED_TO_NEWS);
    reader.expect("PSUBSCRIBE n[aeiou]*", "*3", "$10", "psubscribe", "$9", "n[aeiou]*", ":2");
    redis.expect("PUBLISH news x", ":2").expect("PUBLISH nix x", ":1");
    reader.expectReply(
        "*3",
        "$7",
        "message",
        "$4",
        "news",
        "$1",
        "x",
        "*4",
        "$8",
        "pmessage",
        "$9",
        "n[aeiou]*",
        "$4",
        "news",
        "$1",
        "x",
        "*4",
        "$8",
        "pmessage",
        "$9",
        "n[aeiou]*",
        "$3",
        "nix",
        "$1",
        "x");
  }

  @Test
  void shardChannelsAreAWorldOfTheirOwn() {
    reader.expect("SSUBSCRIBE news", "*3", "$10", "ssubscribe", "$4", "news", ":1");
    reader.expect("SUBSCRIBE news", SUBSCRIBED_TO_NEWS);
    redis.expect("SPUBLISH news x", ":1").expect("PUBLISH news y", ":1");
    reader.expectReply("*3", "$8", "smessage", "$4", "news", "$1", "x");
    reader.expectReply("*3", "$7", "message", "$4", "news", "$1", "y");
    reader.expect("SUNSUBSCRIBE", "*3", "$12", "sunsubscribe", "$4", "news", ":0");
    reader.expect("SUNSUBSCRIBE", "*3", "$12", "sunsubscribe", "$-1", ":0");
  }

  @Test
  void inResp2ASubscriberMayOnlySayWhatIsAnsweredByAMessage() {
    reader.expect("SUBSCRIBE news", SUBSCRIBED_TO_NEWS);
    reader.expect("GET k", refused("get")).expect("CLIENT ID", refused("client|id"));
    reader.expect("HELLO 3", refused("hello")).expect("PUBLISH news x", refused("publish"));
    reader.expect("GET", "-ERR wrong number of arguments for 'get' command");
    reader.expect("PING", "*2", "$4", "pong", "$0", "");
    reader.expect("PING hi", "*2", "$4", "pong", "$2", "hi");
    reader.expect("PING a b", "-ERR wrong number of arguments for 'ping' command");
    reader.expect("UNSUBSCRIBE", "*3", "$11", "unsubscribe", "$4", "news", ":0");
    reader.expect("GET k", "$-1").expect("PING", "+PONG");
  }

  @Test
  void aShardChannelAloneNarrowsTheCommandsToo() {
    reader.expect("SSUBSCRIBE s", "*3", "$10", "ssubscribe", "$1", "s", ":1");
    reader.expect("GET k", refused("get"));
    reader.expect("SUNSUBSCRIBE", "*3", "$12", "sunsubscribe", "$1", "s", ":0");
    reader.expect("GET k", "$-1");
  }

  @Test
  void resetEndsAllSubscriptionsAndQuitTheConnection() {
    reader.expect("SUBSCRIBE news", SUBSCRIBED_TO_NEWS).expect("RESET", "+RESET");
    redis.expect("PUBLISH news x", ":0");
    reader.expect("GET k", "$-1").expect("SUBSCRIBE news", SUBSCRIBED_TO_NEWS);
    reader.expect("QUIT", "+OK").expectClosed();
    redis.eventually("PUBLISH news x", ":0");
  }

  @Test
  void inResp3CommandsWorkAsEverAndMessagesArePushes() {
    speakResp3(reader);
    reader.expect("SUBSCRIBE news", SUBSCRIBED_TO_NEWS_3);
    reader.expect("SET k v", "+OK").expect("GET k", "$1", "v").expect("PING", "+PONG");
    redis.expect("PUBLISH news x", ":1");
    reader.expectReply(">3", "$7", "message", "$4", "news", "$1", "x");
    reader.expect("PUNSUBSCRIBE", ">3", "$12", "punsubscribe", "_", ":1");
  }

  @Test
  void whoPublishesToItselfGetsTheMessageAndThenTheReply() {
    speakResp3(reader);
    reader.expect("SUBSCRIBE news", SUBSCRIBED_TO_NEWS_3);
    reader.expect("PUBLISH news x", ">3", "$7", "message", "$4", "news", "$1", "x", ":1");
  }

  @Test
  void messagesAndRepliesOfOnePieceOfInputComeInOrder() {
    speakResp3(reader);
    reader
        .send("SUBSCRIBE a\r\nGET k\r\nPUBLISH a 1\r\nUNSUBSCRIBE\r\nPUBLISH a 2\r\n")
        .expectReply(
            ">3",
            "$9",
            "subscribe",
            "$1",
            "a",
            ":1",
            "_",
            ">3",
            "$7",
            "message",
            "$1",
            "a",
            "$1",
            "1",
            ":1",
            ">3",
            "$11",
            "unsubscribe",
            "$1",
            "a",
            ":0",
            ":0");
  }

  @Test
  void backInResp2TheCommandsAreNarrowedAgain() {
    speakResp3(reader);
    reader.expect("SUBSCRIBE news", SUBSCRIBED_TO_NEWS_3);
    assertThat(reader.ask("HELLO 2")).startsWith("*14");
    reader.expect("GET k", refused("get")).expect("HELLO 3", refused("hello"));
    reader.expect("PING", "*2", "$4", "pong", "$0", "");
  }

  @Test
  void inATransactionSubscriptionsAreConfirmedAmongTheReplies() {
    reader.expect("MULTI", "+OK").expect("SUBSCRIBE a b", "+QUEUED").expect("SET k v", "+QUEUED");
    reader.expect(
        "EXEC",
        "*2",
        "*3",
        "$9",
        "subscribe",
        "$1",
        "a",
        ":1",
        "*3",
        "$9",
        "subscribe",
        "$1",
        "b",
        ":2",
        "+OK");
    reader.expect("GET k", refused("get"));
    reader.expect(
        "EXEC",
        "-EXECABORT Transaction discarded because of: "
            + refused("exec").substring("-ERR ".length()));
  }

  @Test
  void inATransactionNobodySubscribesToAShard() {
    reader.expect("MULTI", "+OK").expect("SSUBSCRIBE a", "+QUEUED").expect("PING", "+QUEUED");
    reader.expect(
        "EXEC", "*2", "-ERR SSUBSCRIBE isn't allowed for a DENY BLOCKING client", "+PONG");
    reader.expect("GET k", "$-1");
  }

  @Test
  void inATransactionMessagesComeBeforeItsReplyAndNeverInside() {
    speakResp3(reader);
    reader.expect("SUBSCRIBE news", SUBSCRIBED_TO_NEWS_3).expect("MULTI", "+OK");
    reader.expect("PUBLISH news x", "+QUEUED").expect("PING", "+QUEUED");
    reader.expect("EXEC", ">3", "$7", "message", "$4", "news", "$1", "x", "*2", ":1", "+PONG");
  }

  @Test
  void messagesOfATransactionThatIsGivenUpAreNotSent() {
    reader.expect("SUBSCRIBE news", SUBSCRIBED_TO_NEWS);
    redis.expect("MULTI", "+OK").expect("PUBLISH news x", "+QUEUED").expect("DISCARD", "+OK");
    reader.expectNothing();
  }

  @Test
  void whoWantsNoRepliesIsStillToldOfSubscriptionsAndMessages() {
    reader.send("CLIENT REPLY OFF\r\nSUBSCRIBE news\r\nPING\r\n").expectReply(SUBSCRIBED_TO_NEWS);
    redis.expect("PUBLISH news x", ":1");
    reader.expectReply("*3", "$7", "message", "$4", "news", "$1", "x");
    reader.expect("UNSUBSCRIBE", "*3", "$11", "unsubscribe", "$4", "news", ":0");
    reader.expect("CLIENT REPLY ON", "+OK");
    reader.send("CLIENT REPLY SKIP\r\nSUBSCRIBE news\r\n").expectReply(SUBSCRIBED_TO_NEWS);
    reader.expect("PING", "*2", "$4", "pong", "$0", "");
  }

  @Test
  void aClientThatWaitsIsSentMessagesMeanwhile() {
    speakResp3(reader);
    reader.expect("SUBSCRIBE news", SUBSCRIBED_TO_NEWS_3).send("BLPOP jobs 0\r\n");
    Redis.eventually(
        "the reader waits", () -> redis.ask("INFO clients").contains("blocked_clients:1"));
    redis.expect("PUBLISH news x", ":1");
    reader.expectReply(">3", "$7", "message", "$4", "news", "$1", "x");
    redis.expect("RPUSH jobs wash", ":1");
    reader.expectReply("*2", "$4", "jobs", "$4", "wash");
  }

  @Test
  void questionsTellWhoListensToWhat() {
    redis.expect("PUBSUB CHANNELS", "*0").expect("PUBSUB NUMPAT", ":0");
    reader.send("SUBSCRIBE alpha beta\r\nPSUBSCRIBE a* b*\r\nSSUBSCRIBE gamma\r\n").replies(5);
    redis.expect("PUBSUB CHANNELS", "*2", "$5", "alpha", "$4", "beta");
    redis.expect("PUBSUB CHANNELS b*", "*1", "$4", "beta");
    redis.expect("PUBSUB NUMSUB beta gamma", "*4", "$4", "beta", ":1", "$5", "gamma", ":0");
    redis.expect("PUBSUB NUMSUB", "*0").expect("PUBSUB NUMPAT", ":2");
    redis.expect("PUBSUB SHARDCHANNELS", "*1", "$5", "gamma");
    redis.expect("PUBSUB SHARDCHANNELS x*", "*0");
    redis.expect("PUBSUB SHARDNUMSUB gamma beta", "*4", "$5", "gamma", ":1", "$4", "beta", ":0");
    redis.expect(
        "PUBSUB CHANNELS a b",
        "-ERR unknown subcommand or wrong number of arguments for 'CHANNELS'. Try PUBSUB HELP.");
    redis.expect("PUBSUB nosuch", "-ERR unknown subcommand 'nosuch'. Try PUBSUB HELP.");
    assertThat(redis.ask("INFO stats"))
        .contains("pubsub_channels:2\r\npubsub_patterns:2\r\npubsubshard_channels:1\r\n");
  }

  @Test
  void patternsOfManyClientsAreCountedOnce() {
    reader.send("PSUBSCRIBE a* b*\r\n").replies(2);
    try (Redis another = server.client()) {
      another.send("PSUBSCRIBE a*\r\n").replies(1);
      redis.expect("PUBSUB NUMPAT", ":2").expect("PUBLISH abc x", ":2");
    }
  }

  @Test
  void theListOfClientsShowsSubscribersAndTheyCanBeKilledAsSuch() {
    reader.send("SUBSCRIBE a b\r\nPSUBSCRIBE p*\r\nSSUBSCRIBE s\r\n").replies(4);
    assertThat(redis.ask("CLIENT LIST TYPE pubsub"))
        .contains(" flags=P db=0 sub=2 psub=1 ssub=1 ")
        .contains(" cmd=ssubscribe ");
    assertThat(redis.ask("CLIENT LIST TYPE normal")).doesNotContain("flags=P");
    redis.expect("CLIENT KILL TYPE pubsub", ":1");
    reader.expectClosed();
    redis.expect("PUBSUB CHANNELS", "*0").expect("PUBSUB NUMPAT", ":0");
    redis.expect("PUBSUB SHARDCHANNELS", "*0");
  }

  @Test
  void subscriptionsCountAsMemoryOfTheirClient() {
    String id = reader.ask("CLIENT ID").substring(1);
    long before = memoryOf(id);
    reader.send("SUBSCRIBE " + "x".repeat(5_000) + "\r\n").replies(1);
    long with = memoryOf(id);
    assertThat(with - before).isBetween(5_000L, 8_000L);
    reader.send("UNSUBSCRIBE\r\n").replies(1);
    assertThat(memoryOf(id)).isLessThan(with - 4_000);
  }

  private long memoryOf(String id) {
    String line = redis.ask("CLIENT LIST ID " + id).strip();
    return Long.parseLong(line.replaceFirst("(?s).* tot-mem=(\\d+) .*", "$1"));
  }

  @Test
  void anIdleSubscriberIsNotClosed() {
    redis.expect("CONFIG SET timeout 100", "+OK");
    reader.expect("SUBSCRIBE news", SUBSCRIBED_TO_NEWS);
    server.advance(Duration.ofSeconds(90));
    redis.expect("PING", "+PONG");
    server.advance(Duration.ofSeconds(90));
    redis.expect("PING", "+PONG");
    reader.expectNothing();
    redis.expect("PUBLISH news x", ":1");
  }
}
