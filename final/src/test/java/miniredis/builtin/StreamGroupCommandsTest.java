package miniredis.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamGroupCommandsTest {

  private static final String WRONG_TYPE =
      "-WRONGTYPE Operation against a key holding the wrong kind of value";
  private static final long NOW = 1_700_000_000_000L;

  private final Playground redis =
      new Playground(table -> StreamCommands.addTo(table, new NoWaiting()), KeyCommands::addTo);

  @BeforeEach
  void aStreamWithAGroup() {
    redis.set("string", "v");
    for (int i = 1; i <= 3; i++) redis.ask("XADD s " + i + "-0 f v" + i);
    redis.ask("XGROUP CREATE s g 0");
    redis.events();
  }

  private static String entry(int number) {
    return "*2 $3 " + number + "-0 *2 $1 f $2 v" + number;
  }

  private static String claim(String consumer, int entry, long time, int deliveries, int last) {
    return "XCLAIM s g %s 0 %d-0 TIME %d RETRYCOUNT %d FORCE JUSTID LASTID %d-0"
        .formatted(consumer, entry, time, deliveries, last);
  }

  private void expectProgress(String read, String lag) {
    assertThat(redis.ask("XINFO GROUPS s")).endsWith("$12 entries-read " + read + " $3 lag " + lag);
  }

  @Test
  void whatOneConsumerGetsTheOtherDoesNot() {
    redis.expect(
        "XREADGROUP GROUP g a COUNT 2 STREAMS s >", "*1 *2 $1 s *2 " + entry(1) + " " + entry(2));
    assertThat(redis.events()).containsExactly("0 xgroup-createconsumer s");
    assertThat(redis.logged())
        .containsExactly(
            claim("a", 1, NOW, 1, 2).replace("LASTID 2", "LASTID 1"), claim("a", 2, NOW, 1, 2));
    redis.expect("XREADGROUP GROUP g b STREAMS s >", "*1 *2 $1 s *1 " + entry(3));
    redis.expect("XREADGROUP GROUP g b STREAMS s >", "*-1");
    assertThat(redis.logged()).isEmpty();
    redis.expect("XPENDING s g", "*4 :3 $3 1-0 $3 3-0 *2 *2 $1 a $1 2 *2 $1 b $1 1");
    expectProgress(":3", ":0");
  }

  @Test
  void noackLeavesNothingPending() {
    redis.expect(
        "XREADGROUP GROUP g a COUNT 2 NOACK STREAMS s >",
        "*1 *2 $1 s *2 " + entry(1) + " " + entry(2));
    assertThat(redis.logged())
        .containsExactly("XGROUP CREATECONSUMER s g a", "XGROUP SETID s g 2-0 ENTRIESREAD 2");
    redis.expect("XPENDING s g", "*4 :0 $-1 $-1 *-1");
  }

  @Test
  void aConsumerMayReadAgainWhatIsPending() {
    redis.ask("XREADGROUP GROUP g a STREAMS s >");
    redis.ask("XDEL s 2");
    redis.expect(
        "XREADGROUP GROUP g a STREAMS s 0",
        "*1 *2 $1 s *3 " + entry(1) + " *2 $3 2-0 *-1 " + entry(3));
    assertThat(redis.logged()).isEmpty();
    redis.expect("XREADGROUP GROUP g a COUNT 1 STREAMS s 2", "*1 *2 $1 s *1 " + entry(3));
    redis.expect(
        "XPENDING s g - + 9", "*3 *4 $3 1-0 $1 a :0 :2 *4 $3 2-0 $1 a :0 :1 *4 $3 3-0 $1 a :0 :3");
    redis.expect("XREADGROUP GROUP g new STREAMS s 0", "*1 *2 $1 s *0");
  }

  @Test
  void whatIsAcknowledgedIsPendingNoMore() {
    redis.ask("XREADGROUP GROUP g a STREAMS s >");
    redis.expect("XACK s g 1 2 9", ":2");
    redis.expect("XACK s g 1", ":0");
    assertThat(redis.logged()).isEmpty();
    redis.expect("XACK s nosuch 1", ":0");
    redis.expect("XACK none g 1", ":0");
    redis.expect("XACK string g 1", WRONG_TYPE);
    redis.expect("XACK s g 3 x", "-ERR Invalid stream ID specified as stream command argument");
    redis.expect("XPENDING s g", "*4 :1 $3 3-0 $3 3-0 *1 *2 $1 a $1 1");
  }

  @Test
  void pendingEntriesAreListedByRangeConsumerAndIdleTime() {
    redis.ask("XREADGROUP GROUP g a COUNT 1 STREAMS s >");
    redis.advance(50);
    redis.ask("XREADGROUP GROUP g b STREAMS s >");
    redis.expect("XPENDING s g IDLE 50 - + 9", "*1 *4 $3 1-0 $1 a :50 :1");
    redis.expect("XPENDING s g (1 + 1", "*1 *4 $3 2-0 $1 b :0 :1");
    redis.expect("XPENDING s g - + 9 a", "*1 *4 $3 1-0 $1 a :50 :1");
    redis.expect("XPENDING s g - + 9 nobody", "*0");
    redis.expect("XPENDING s g + - 9", "*0");
    redis.expect("XPENDING s g - + 0", "*0");
    redis.expect("XPENDING s g - +", "-ERR syntax error");
    redis.expect("XPENDING s g IDLE 5 - +", "-ERR syntax error");
    redis.expect("XPENDING s x", "-NOGROUP No such key 's' or consumer group 'x'");
    redis.expect("XPENDING string x", WRONG_TYPE);
  }

  @Test
  void aPendingEntryIsClaimedByAnother() {
    redis.ask("XREADGROUP GROUP g a STREAMS s >");
    redis.advance(50);
    redis.expect("XCLAIM s g b 51 1", "*0");
    redis.expect("XCLAIM s g b 50 1 9", "*1 " + entry(1));
    assertThat(redis.logged()).containsExactly(claim("b", 1, NOW + 50, 2, 3));
    redis.expect("XCLAIM s g b 0 2 JUSTID", "*1 $3 2-0");
    assertThat(redis.logged()).containsExactly(claim("b", 2, NOW + 50, 1, 3));
    redis.expect("XCLAIM s g b 0 3 IDLE 20 RETRYCOUNT 7 LASTID 9 JUSTID", "*1 $3 3-0");
    assertThat(redis.logged()).containsExactly(claim("b", 3, NOW + 30, 7, 9));
    redis.expect("XCLAIM s g nobody 0 9 LASTID 11", "*0");
    assertThat(redis.logged()).containsExactly("XGROUP SETID s g 11-0 ENTRIESREAD 3");
    redis.expect("XPENDING s g", "*4 :3 $3 1-0 $3 3-0 *1 *2 $1 b $1 3");
  }

  @Test
  void forceClaimsWhatWasNeverDelivered() {
    redis.expect("XCLAIM s g a 0 1", "*0");
    redis.expect("XCLAIM s g a 0 1 9 FORCE JUSTID", "*1 $3 1-0");
    assertThat(redis.logged())
        .containsExactly(
            "XCLAIM s g a 0 1-0 TIME " + NOW + " RETRYCOUNT 1 FORCE JUSTID LASTID 0-0");
    redis.expect("XCLAIM s g a 0 2 TIME 77 FORCE", "*1 " + entry(2));
    assertThat(redis.logged())
        .containsExactly("XCLAIM s g a 0 2-0 TIME 77 RETRYCOUNT 2 FORCE JUSTID LASTID 0-0");
  }

  @Test
  void whatIsDeletedIsForgottenWhenItIsClaimed() {
    redis.ask("XREADGROUP GROUP g a STREAMS s >");
    redis.ask("XDEL s 1 2");
    redis.expect("XCLAIM s g b 0 1", "*0");
    assertThat(redis.logged()).containsExactly(claim("a", 1, NOW, 1, 3));
    redis.expect("XAUTOCLAIM s g b 0 0", "*3 $3 0-0 *1 " + entry(3) + " *1 $3 2-0");
    assertThat(redis.logged()).containsExactly(claim("a", 2, NOW, 1, 3), claim("b", 3, NOW, 2, 3));
    redis.expect("XPENDING s g", "*4 :1 $3 3-0 $3 3-0 *1 *2 $1 b $1 1");
  }

  @Test
  void xautoclaimGoesOnWhereItStopped() {
    redis.ask("XREADGROUP GROUP g a STREAMS s >");
    redis.expect("XAUTOCLAIM s g b 0 - COUNT 1 JUSTID", "*3 $3 2-0 *1 $3 1-0 *0");
    redis.expect("XAUTOCLAIM s g b 0 2-0 COUNT 5 JUSTID", "*3 $3 0-0 *2 $3 2-0 $3 3-0 *0");
    redis.expect("XAUTOCLAIM s g c 5 -", "*3 $3 0-0 *0 *0");
    redis.expect("XAUTOCLAIM s g b x 0", "-ERR Invalid min-idle-time argument for XAUTOCLAIM");
    redis.expect("XAUTOCLAIM s g b 0 0 COUNT 0", "-ERR COUNT must be > 0");
    redis.expect("XAUTOCLAIM s g b 0 0 x", "-ERR syntax error");
    redis.expect("XAUTOCLAIM s x b 0 0", "-NOGROUP No such key 's' or consumer group 'x'");
    redis.expect(
        "XAUTOCLAIM s g b 0 0 COUNT 576460752303423487",
        "-ERR Insufficient memory, failed allocating transient memory, COUNT too high.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"IDLE", "TIME", "RETRYCOUNT"})
  void theFiguresOfXclaimAreNumbers(String option) {
    redis.expect(
        "XCLAIM s g a 0 1 " + option + " x",
        "-ERR Invalid " + option + " option argument for XCLAIM");
    redis.expect("XCLAIM s g a 0 1 " + option, "-ERR Unrecognized XCLAIM option '" + option + "'");
  }

  @Test
  void groupsAreMadeMovedAndRemoved() {
    redis.expect("XGROUP CREATE s h $ ENTRIESREAD 3", "+OK");
    redis.expect("XGROUP CREATE s h 0", "-BUSYGROUP Consumer Group name already exists");
    redis.expect("XGROUP SETID s h 1", "+OK");
    redis.expect("XGROUP CREATECONSUMER s h c", ":1");
    redis.expect("XGROUP CREATECONSUMER s h c", ":0");
    redis.ask("XREADGROUP GROUP h c STREAMS s >");
    redis.expect("XGROUP DELCONSUMER s h c", ":2");
    redis.expect("XGROUP DELCONSUMER s h c", ":0");
    redis.expect("XPENDING s h", "*4 :0 $-1 $-1 *-1");
    redis.expect("XGROUP DESTROY s h", ":1");
    redis.expect("XGROUP DESTROY s h", ":0");
    assertThat(redis.events())
        .containsExactly(
            "0 xgroup-create s",
            "0 xgroup-setid s",
            "0 xgroup-createconsumer s",
            "0 xgroup-delconsumer s",
            "0 xgroup-destroy s");
  }

  @Test
  void aGroupNeedsAStreamUnlessItMayMakeOne() {
    String noKey =
        "-ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want"
            + " to use the MKSTREAM option to create an empty stream automatically.";
    redis.expect("XGROUP CREATE none g $", noKey);
    redis.expect("XGROUP SETID none g $", noKey);
    redis.expect("XGROUP DESTROY none g", noKey);
    redis.expect(
        "XGROUP CREATE none g x MKSTREAM",
        "-ERR Invalid stream ID specified as stream" + " command argument");
    redis.expect("EXISTS none", ":0");
    redis.expect("XGROUP CREATE none g $ MKSTREAM", "+OK");
    redis.expect("XLEN none", ":0");
    redis.expect("XGROUP CREATE string g $", WRONG_TYPE);
    redis.expect(
        "XGROUP SETID s nosuch 0", "-NOGROUP No such consumer group 'nosuch' for key name 's'");
    redis.expect(
        "XGROUP CREATE s x 0 ENTRIESREAD -2",
        "-ERR value for ENTRIESREAD must be positive" + " or -1");
    redis.expect(
        "XGROUP CREATE s x 0 y",
        "-ERR unknown subcommand or wrong number of arguments for" + " 'CREATE'. Try XGROUP HELP.");
  }

  @Test
  void xreadgroupNeedsAGroup() {
    redis.expect(
        "XREADGROUP GROUP g c STREAMS s none > >",
        "-NOGROUP No such key 'none' or consumer" + " group 'g' in XREADGROUP with GROUP option");
    redis.expect(
        "XREADGROUP COUNT 1 NOACK STREAMS s >", "-ERR Missing GROUP option for XREADGROUP");
    assertThat(redis.ask("XREADGROUP GROUP g c STREAMS s $"))
        .startsWith("-ERR The $ ID is meaningless in the context of XREADGROUP");
    redis.expect("XREADGROUP GROUP g c STREAMS string >", WRONG_TYPE);
    assertThat(redis.events()).containsExactly("0 keymiss none");
  }

  /** How many entries are still to come can be told unless one of them was deleted. */
  @Test
  void theLagIsKnownAsFarAsItCanBe() {
    expectProgress("$-1", ":3");
    redis.ask("XREADGROUP GROUP g c COUNT 1 STREAMS s >");
    expectProgress(":1", ":2");
    redis.ask("XADD s 4-0 f v");
    redis.ask("XDEL s 3");
    expectProgress(":1", "$-1");
    redis.ask("XREADGROUP GROUP g c STREAMS s >");
    expectProgress(":4", ":0");
    redis.ask("XGROUP SETID s g 2");
    expectProgress("$-1", "$-1");
    redis.ask("XTRIM s MAXLEN 1");
    expectProgress("$-1", ":1");
    redis.ask("XGROUP SETID s g 0 ENTRIESREAD 9");
    expectProgress(":9", ":-5");
  }

  @Test
  void xinfoTellsOfTheStream() {
    redis.expect(
        "XINFO STREAM s",
        "*20 $6 length :3 $15 radix-tree-keys :1 $16 radix-tree-nodes :2 $17 last-generated-id"
            + " $3 3-0 $20 max-deleted-entry-id $3 0-0 $13 entries-added :3"
            + " $23 recorded-first-entry-id $3 1-0 $6 groups :1 $11 first-entry "
            + entry(1)
            + " $10 last-entry "
            + entry(3));
    redis.ask("XTRIM s MAXLEN 0");
    assertThat(redis.ask("XINFO STREAM s")).endsWith("$11 first-entry $-1 $10 last-entry $-1");
    redis.expect("XINFO STREAM none", "-ERR no such key");
    redis.expect("XINFO STREAM string", WRONG_TYPE);
    redis.expect(
        "XINFO STREAM s x",
        "-ERR unknown subcommand or wrong number of arguments for" + " 'STREAM'. Try XINFO HELP.");
  }

  @Test
  void xinfoFullTellsOfAllThatIsPending() {
    redis.ask("XREADGROUP GROUP g c COUNT 2 STREAMS s >");
    redis.ask("XGROUP CREATECONSUMER s g d");
    assertThat(redis.ask("XINFO STREAM s FULL COUNT 1"))
        .startsWith("*18 $6 length :3")
        .endsWith(
            ("$7 entries *1 %s $6 groups *1 *14 $4 name $1 g $17 last-delivered-id $3 2-0"
                    + " $12 entries-read :2 $3 lag :1 $9 pel-count :2"
                    + " $7 pending *1 *4 $3 1-0 $1 c :%d :1"
                    + " $9 consumers *2"
                    + " *8 $4 name $1 c $9 seen-time :%d $9 pel-count :2 $7 pending *1 *3 $3 1-0 :%d :1"
                    + " *8 $4 name $1 d $9 seen-time :%d $9 pel-count :0 $7 pending *0")
                .formatted(entry(1), NOW, NOW, NOW, NOW));
    redis.advance(7);
    redis.expect(
        "XINFO CONSUMERS s g",
        "*2 *6 $4 name $1 c $7 pending :2 $4 idle :7 *6 $4 name $1 d $7 pending :0 $4 idle :7");
    redis.expect("XINFO CONSUMERS s x", "-NOGROUP No such consumer group 'x' for key name 's'");
  }
}
