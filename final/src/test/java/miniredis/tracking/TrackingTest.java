package miniredis.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.time.Duration;
import miniredis.net.LiveServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client that caches is told, and when. */
class TrackingTest {

  private final LiveServer server = LiveServer.with("tracking-table-max-keys", "10");
  private final Redis reader = server.client();
  private final Redis writer = server.client();

  @AfterEach
  void stop() {
    reader.close();
    writer.close();
    server.close();
  }

  private void track(String options) {
    reader.ask("HELLO 3");
    reader.expect("CLIENT TRACKING ON " + options, "+OK");
  }

  private static String[] invalidated(String key) {
    return new String[] {">2", "$10", "invalidate", "*1", "$" + key.length(), key};
  }

  @Test
  void aChangeOfAKeyThatWasReadIsToldOnce() {
    track("");
    writer.expect("SET k 1", "+OK");
    reader.expect("GET k", "$1", "1");
    writer.expect("SET k 2", "+OK").expect("SET k 3", "+OK");
    reader.expectReply(invalidated("k")).expectNothing();
  }

  @Test
  void ofItsOwnChangeAClientIsToldAfterTheReply() {
    track("");
    reader.expect("GET k", "_").expect("SET k 2", "+OK").expectReply(invalidated("k"));
    reader.send("GET k\r\nMULTI\r\nINCR k\r\nEXEC\r\n");
    reader.expectReply("$1", "2", "+OK", "+QUEUED", "*1", ":3").expectReply(invalidated("k"));
  }

  @Test
  void aTransactionThatEndsTheTrackingIsToldOfWhatItDidBefore() {
    track("");
    reader.expect("GET k", "_").expect("MULTI", "+OK").expect("SET k 1", "+QUEUED");
    reader.expect("CLIENT TRACKING OFF", "+QUEUED").expect("GET k", "+QUEUED");
    reader.expect("EXEC", "*3", "+OK", "+OK", "$1", "1").expectReply(invalidated("k"));
    reader.expect("SET k 2", "+OK").expectNothing();
  }

  @Test
  void withNoLoopItIsNotTold() {
    track("NOLOOP");
    reader.expect("GET k", "_").expect("SET k 2", "+OK").expectNothing();
  }

  @Test
  void aHyperLogLogThatIsOnlyKeptInAnotherWayHasNotChanged() {
    track("");
    writer.expect("PFADD p a", ":1");
    reader.expect("EXISTS p", ":1");
    writer.expect("PFDEBUG TODENSE p", ":1");
    reader.expectNothing();
    writer.expect("PFADD p b", ":1");
    reader.expectReply(invalidated("p"));
  }

  @Test
  void expiryIsTold() {
    track("NOLOOP");
    reader.expect("SET k 1 PX 5000", "+OK").expect("GET k", "$1", "1");
    server.advance(Duration.ofSeconds(6));
    reader.expectReply(invalidated("k"));
  }

  @Test
  void evictionIsTold() {
    track("");
    reader.expect("SET k 1", "+OK").expect("GET k", "$1", "1");
    writer.expect("CONFIG SET maxmemory-policy allkeys-lru maxmemory 1", "+OK");
    reader.expectReply(invalidated("k"));
  }

  @Test
  void aFlushIsToldWithoutKeysAndExchangedDatabasesAreNotToldAtAll() {
    track("");
    writer.expect("SWAPDB 0 1", "+OK");
    reader.expectNothing();
    writer.expect("FLUSHALL", "+OK");
    reader.expectReply(">2", "$10", "invalidate", "_");
    writer.expect("FLUSHDB", "+OK");
    reader.expectReply(">2", "$10", "invalidate", "_").expectNothing();
  }

  @Test
  void whoAsksForAPrefixIsToldOfAllKeysOfATurnTogether() {
    track("BCAST PREFIX user: PREFIX item:");
    writer.expect("MSET user:2 b user:1 a other c", "+OK");
    reader.expectReply(">2", "$10", "invalidate", "*2", "$6", "user:1", "$6", "user:2");
    reader.expectNothing();
  }

  @Test
  void broadcastsOfExpiryReachWhoWantsNoneOfItsOwn() {
    track("BCAST NOLOOP");
    reader.expect("SET k 1 PX 5000", "+OK").expectNothing();
    server.advance(Duration.ofSeconds(6));
    reader.expectReply(invalidated("k"));
  }

  @Test
  void cachingHoldsForTheNextRequestOnly() {
    track("OPTIN");
    reader.expect("GET k", "_").expect("CLIENT CACHING YES", "+OK");
    reader.expect("GET k1", "_").expect("GET k2", "_");
    writer.expect("MSET k 1 k1 1 k2 1", "+OK");
    reader.expectReply(invalidated("k1")).expectNothing();
  }

  @Test
  void inTheOldProtocolMessagesGoToAnotherWhoSubscribes() {
    String id = writer.ask("CLIENT ID");
    writer.ask("SUBSCRIBE __redis__:invalidate");
    reader.expect("CLIENT TRACKING ON REDIRECT " + id.substring(1), "+OK");
    reader.expect("CLIENT GETREDIR", id).expect("GET k", "$-1").expect("SET k 1", "+OK");
    writer.expectReply("*3", "$7", "message", "$20", "__redis__:invalidate", "*1", "$1", "k");
  }

  @Test
  void aRedirectionThatLeadsNowhereIsToldAndShown() {
    String id = writer.ask("CLIENT ID").substring(1);
    track("REDIRECT " + id);
    reader.expect("GET k", "_");
    writer.ask("QUIT");
    writer.expectClosed();
    Redis.eventually("it has gone", () -> !reader.ask("CLIENT LIST").contains("id=" + id + " "));
    reader.expect("SET k 1", "+OK");
    reader.expectReply(">2", "$21", "tracking-redir-broken", ":" + id);
    assertThat(reader.ask("CLIENT INFO")).contains(" flags=tR ").contains(" redir=" + id + " ");
  }

  @Test
  void theTableIsKeptBelowItsLimit() {
    track("");
    for (int i = 0; i < 11; i++) reader.expect("GET k" + i, "_");
    reader.send("PING\r\n").expectReply(invalidated("k0")).expectReply("+PONG");
    assertThat(reader.ask("INFO stats"))
        .contains("tracking_total_keys:10")
        .contains("tracking_total_items:10");
  }

  @Test
  void figuresFollowAndNothingIsLeft() {
    track("BCAST PREFIX a PREFIX b");
    assertThat(writer.ask("INFO clients")).contains("tracking_clients:1");
    assertThat(writer.ask("INFO stats")).contains("tracking_total_prefixes:2");
    assertThat(writer.ask("CLIENT LIST")).contains(" flags=tB ");
    reader.expect("RESET", "+RESET");
    assertThat(writer.ask("INFO clients")).contains("tracking_clients:0");
    assertThat(writer.ask("INFO stats")).contains("tracking_total_prefixes:0");
  }

  @Test
  void whatDoesNotFitTogetherIsRefused() {
    track("BCAST PREFIX ab");
    reader.expect(
        "CLIENT TRACKING ON BCAST PREFIX a",
        "-ERR Prefix 'a' overlaps with an existing prefix 'ab'. Prefixes for a single client must"
            + " not overlap.");
    reader.expect(
        "CLIENT TRACKING ON BCAST PREFIX c PREFIX cd",
        "-ERR Prefix 'c' overlaps with another provided prefix 'cd'. Prefixes for a single client"
            + " must not overlap.");
    reader.expect(
        "CLIENT TRACKING ON",
        "-ERR You can't switch BCAST mode on/off before disabling tracking for this client, and"
            + " then re-enabling it with a different mode.");
    reader.expect(
        "CLIENT CACHING YES",
        "-ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode.");
  }
}
