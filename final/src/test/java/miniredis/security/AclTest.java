package miniredis.security;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.time.Duration;
import java.util.List;
import miniredis.net.LiveServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Users with rights, on a server: what they may and may not, and what follows when that changes.
 */
class AclTest {

  private static final String NO_KEY =
      "-NOPERM this user has no permissions to access one of the keys used as arguments";
  private static final String NO_CHANNEL =
      "-NOPERM this user has no permissions to access one of the channels used as arguments";
  private static final String WRONG_PASSWORD =
      "-WRONGPASS invalid username-password pair or user is disabled.";
  private static final String TAKEN =
      "-NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC"
          + " call. This command is no longer allowed for the following reason: no permission to ";

  private final LiveServer server = LiveServer.with();
  private final Redis admin = server.client();

  @AfterEach
  void stop() {
    admin.close();
    server.close();
  }

  private static String noCommand(String name) {
    return "-NOPERM this user has no permissions to run the '" + name + "' command";
  }

  private Redis ann(String rules) {
    admin.expect("ACL SETUSER ann on nopass " + rules, "+OK");
    return server.client().expect("AUTH ann x", "+OK");
  }

  @Test
  void aUserMayWhatItsRulesSayAndNothingElse() {
    try (Redis ann = ann("+get +set +mget ~a* %R~b")) {
      ann.expect("SET a1 x", "+OK").expect("GET a1", "$1", "x").expect("GET b", "$-1");
      ann.expect("SET b x", NO_KEY).expect("GET c", NO_KEY).expect("MGET a1 c", NO_KEY);
      ann.expect("DEL a1", noCommand("del")).expect("CONFIG GET x", noCommand("config|get"));
      ann.expect("PING", noCommand("ping")).expect("ACL WHOAMI", noCommand("acl|whoami"));
    }
  }

  @Test
  void whatIsNoCommandOrHasTooFewArgumentsIsSaidFirst() {
    try (Redis ann = ann("")) {
      ann.expect("GET", "-ERR wrong number of arguments for 'get' command");
      ann.expect("FOO", "-ERR unknown command 'FOO', with args beginning with: ");
    }
  }

  @Test
  void whoCameWhileThereWasAPasswordMayDoAnythingWithoutItButSayHello() {
    admin.expect("ACL SETUSER default resetpass >secret", "+OK");
    try (Redis late = server.client()) {
      late.expect("PING", "-NOAUTH Authentication required.");
      admin.expect("ACL SETUSER default nopass", "+OK");
      late.expect("PING", "+PONG");
      assertThat(late.ask("HELLO 3")).startsWith("-NOAUTH HELLO must be called with the client");
      late.expect("AUTH default x", "+OK");
      assertThat(late.ask("HELLO 3")).startsWith("%7");
    }
  }

  @Test
  void whoeverMayNothingMayStillLogInOrLeave() {
    try (Redis ann = ann("")) {
      ann.expect("AUTH nobody x", WRONG_PASSWORD).expect("AUTH ann y", "+OK");
      assertThat(ann.ask("HELLO 3")).startsWith("%7");
      ann.expect("RESET", "+RESET").expect("ACL WHOAMI", "$7", "default");
      ann.expect("AUTH ann y", "+OK").expect("QUIT", "+OK").expectClosed();
    }
  }

  @Test
  void anyOfSeveralPasswordsIsRightAndNoneOfAUserThatIsOff() {
    admin.expect("ACL SETUSER bob on >one >two", "+OK");
    admin.expect("AUTH bob one", "+OK").expect("AUTH default x", "+OK");
    admin.expect("AUTH bob two", "+OK").expect("AUTH default x", "+OK");
    admin.expect("AUTH bob three", WRONG_PASSWORD).expect("ACL SETUSER bob off", "+OK");
    admin.expect("AUTH bob one", WRONG_PASSWORD);
    admin.expect("ACL SETUSER bob on resetpass", "+OK").expect("AUTH bob \"\"", WRONG_PASSWORD);
  }

  @Test
  void aSubcommandOrAFirstArgumentMayBeAllowedAlone() {
    try (Redis ann = ann("+config|get +select|1")) {
      assertThat(ann.ask("CONFIG GET port")).startsWith("*2");
      ann.expect("CONFIG SET timeout 1", noCommand("config|set"));
      ann.expect("SELECT 1", "+OK").expect("SELECT 0", noCommand("select"));
    }
  }

  @Test
  void aRequestIsAllowedIfOneSelectorAllowsAllOfIt() {
    try (Redis ann = ann("+get ~a (+set ~b) (+mget %R~*)")) {
      ann.expect("GET a", "$-1")
          .expect("SET b x", "+OK")
          .expect("MGET a b", "*2", "$-1", "$1", "x");
      ann.expect("GET b", NO_KEY).expect("SET a x", NO_KEY).expect("DEL a", noCommand("del"));
      admin.expect("ACL SETUSER ann clearselectors", "+OK");
      ann.expect("GET a", "$-1").expect("SET b x", noCommand("set"));
    }
  }

  @Test
  void aKeyThatIsOnlyLookedForMayBeAnyThatTheUserMayUse() {
    try (Redis ann = ann("+exists +strlen %W~k")) {
      ann.expect("EXISTS k", ":0").expect("EXISTS other", NO_KEY);
      ann.expect("STRLEN k", ":0");
    }
  }

  @Test
  void sortMayLookUpOtherKeysIfAllMayBeRead() {
    admin.expect("RPUSH list 2 1", ":2");
    try (Redis ann = ann("+sort ~list")) {
      ann.expect("SORT list", "*2", "$1", "1", "$1", "2");
      ann.expect("SORT list BY nosort", "*2", "$1", "2", "$1", "1");
      ann.expect(
          "SORT list BY w_*", "-ERR BY option of SORT denied due to insufficient ACL permissions.");
      ann.expect(
          "SORT list GET #", "-ERR GET option of SORT denied due to insufficient ACL permissions.");
      admin.expect("ACL SETUSER ann %R~*", "+OK");
      ann.expect("SORT list BY w_* GET #", "*2", "$1", "1", "$1", "2");
    }
  }

  @Test
  void rightsThatAreTakenAwayAreMissedByTheVeryNextCommand() {
    try (Redis ann = ann("+get ~*")) {
      ann.expect("GET k", "$-1");
      admin.expect("ACL SETUSER ann resetkeys", "+OK");
      ann.expect("GET k", NO_KEY);
      admin.expect("ACL SETUSER ann off ~*", "+OK");
      ann.expect("GET k", "$-1");
    }
  }

  @Test
  void rulesOfWhichOneIsWrongChangeNothing() {
    admin.expect(
        "ACL SETUSER ann on +get +foo",
        "-ERR Error in ACL SETUSER modifier '+foo': Unknown command or category name in ACL");
    admin.expect("ACL USERS", "*1", "$7", "default");
    admin.expect("ACL SETUSER ann on", "+OK");
    admin.expect(
        "ACL SETUSER ann off (+get",
        "-ERR Unmatched parenthesis in acl selector starting at '(+get'.");
    assertThat(admin.ask("ACL LIST")).contains("user ann on resetchannels -@all");
    admin.expect(
        "ACL SETUSER \"a b\" on", "-ERR Usernames can't contain spaces or null characters");
  }

  @Test
  void aTransactionIsSpoiledByWhatIsNotAllowed() {
    try (Redis ann = ann("+multi +exec +discard +get ~a")) {
      ann.expect("MULTI", "+OK").expect("GET a", "+QUEUED").expect("GET b", NO_KEY);
      ann.expect("EXEC", "-EXECABORT Transaction discarded because of previous errors.");
      admin.expect("ACL SETUSER ann -exec", "+OK");
      ann.expect("MULTI", "+OK").expect("GET a", "+QUEUED");
      ann.expect(
          "EXEC",
          "-EXECABORT Transaction discarded because of: NOPERM this user has no permissions to run"
              + " the 'exec' command");
    }
  }

  @Test
  void whatIsQueuedIsAskedForAgainWhenItRuns() {
    try (Redis ann = ann("allcommands ~*")) {
      ann.expect("MULTI", "+OK").expect("SET k x", "+QUEUED").expect("GET k", "+QUEUED");
      ann.expect("PING", "+QUEUED");
      admin.expect("ACL SETUSER ann -set resetkeys", "+OK");
      ann.expect(
          "EXEC",
          "*3",
          TAKEN + "execute the command or subcommand",
          TAKEN + "touch the specified keys",
          "+PONG");
      admin.expect("EXISTS k", ":0");
    }
  }

  /** Redis 7.0 still serves such a client, later versions do not. */
  @Test
  void whoWaitsForWhatIsNotAllowedAnyMoreDoesNotGetIt() {
    try (Redis ann = ann("+blpop ~*")) {
      ann.send("BLPOP list 0\r\n");
      admin.eventually("CLIENT UNBLOCK 0", ":0");
      Redis.eventually("she waits", () -> admin.ask("INFO clients").contains("blocked_clients:1"));
      admin.expect("ACL SETUSER ann resetkeys", "+OK").expect("RPUSH list x", ":1");
      ann.expectReply(NO_KEY);
      admin.expect("LLEN list", ":1");
      admin.expect("ACL SETUSER ann ~*", "+OK");
      ann.expect("BLPOP list 0", "*2", "$4", "list", "$1", "x");
    }
  }

  @Test
  void channelsAreAllowedByPatternsAndPatternsByThemselves() {
    try (Redis ann = ann("+publish +spublish +subscribe +psubscribe +unsubscribe &news* &x")) {
      ann.expect("PUBLISH news1 text", ":0").expect("PUBLISH other text", NO_CHANNEL);
      ann.expect("SPUBLISH x text", ":0").expect("SPUBLISH y text", NO_CHANNEL);
      ann.expect("SUBSCRIBE news1 other", NO_CHANNEL).expect("PSUBSCRIBE new*", NO_CHANNEL);
      ann.expect("PSUBSCRIBE news1", NO_CHANNEL);
      ann.expect("PSUBSCRIBE news*", "*3", "$10", "psubscribe", "$5", "news*", ":1");
      ann.expect("UNSUBSCRIBE other", "*3", "$11", "unsubscribe", "$5", "other", ":1");
    }
  }

  @Test
  void newUsersMayUseNoChannelUnlessTheSettingSaysSo() {
    try (Redis ann = ann("+publish")) {
      ann.expect("PUBLISH c text", NO_CHANNEL);
      admin.expect("CONFIG SET acl-pubsub-default allchannels", "+OK");
      ann.expect("PUBLISH c text", NO_CHANNEL);
      admin.expect("ACL SETUSER bob on nopass +publish", "+OK");
      ann.expect("AUTH bob x", "+OK").expect("PUBLISH c text", ":0");
    }
  }

  @Test
  void whoeverListensToWhatIsNotAllowedAnyMoreIsDisconnected() {
    for (String listening : List.of("SUBSCRIBE a", "SSUBSCRIBE a", "PSUBSCRIBE a*")) {
      try (Redis ann = ann("+subscribe +ssubscribe +psubscribe &a &a* &b");
          Redis other = server.client()) {
        assertThat(ann.ask(listening)).startsWith("*3");
        other.expect("AUTH ann x", "+OK");
        assertThat(other.ask("SUBSCRIBE b")).startsWith("*3");
        admin.expect("ACL SETUSER ann resetchannels &b (&a) (&a*)", "+OK");
        admin.expect("PUBLISH b text", ":1");
        other.expectReply("*3", "$7", "message", "$1", "b", "$4", "text");
        admin.expect("ACL SETUSER ann clearselectors", "+OK");
        ann.expectClosed();
        admin.expect("PUBLISH b text", ":1");
        other.expectReply("*3", "$7", "message", "$1", "b", "$4", "text");
      }
      admin.expect("ACL DELUSER ann", ":1");
    }
  }

  @Test
  void whoMightListenToAllChannelsLosesThemToo() {
    try (Redis ann = ann("+subscribe allchannels")) {
      ann.expect("SUBSCRIBE a", "*3", "$9", "subscribe", "$1", "a", ":1");
      admin.expect("ACL SETUSER ann allkeys", "+OK").expect("PUBLISH a x", ":1");
      ann.expectReply("*3", "$7", "message", "$1", "a", "$1", "x");
      admin.expect("ACL SETUSER ann resetchannels &b", "+OK");
      ann.expectClosed();
    }
  }

  @Test
  void usersThatAreDeletedAreDisconnected() {
    try (Redis ann = ann("allcommands ~*");
        Redis waiting = server.client()) {
      waiting.expect("AUTH ann x", "+OK").send("BLPOP list 0\r\n");
      admin.expect("ACL DELUSER ann nobody ann", ":1");
      ann.expectClosed();
      waiting.expectClosed();
      admin.expect("AUTH ann x", WRONG_PASSWORD);
      admin.expect("ACL DELUSER default ann", "-ERR The 'default' user cannot be removed");
    }
  }

  @Test
  void whoeverDeletesItselfIsToldSoAndThenDisconnected() {
    try (Redis ann = ann("allcommands ~*")) {
      ann.send("ACL DELUSER ann\r\nSET k x\r\n").expectReply(":1").expectClosed();
      admin.expect("EXISTS k", ":0");
    }
  }

  @Test
  void theDefaultUserMayBeShutOut() {
    try (Redis ann = ann("allcommands ~*")) {
      ann.expect("ACL SETUSER default off", "+OK");
      try (Redis late = server.client()) {
        late.expect("PING", "-NOAUTH Authentication required.");
        late.expect("AUTH ann x", "+OK").expect("PING", "+PONG");
      }
      admin.expect("PING", "+PONG");
      ann.expect("ACL SETUSER default on nocommands +ping", "+OK");
      admin.expect("GET k", noCommand("get")).expect("PING", "+PONG");
    }
  }

  @Test
  void theDefaultUsersPasswordIsTheSettingsAndTheOtherWayRoundNot() {
    admin.expect("CONFIG SET requirepass one", "+OK");
    assertThat(admin.ask("ACL LIST")).contains("user default on #7692c3ad3540bb803c020b");
    admin.expect("ACL SETUSER default >two", "+OK");
    admin.expect("CONFIG GET requirepass", "*2", "$11", "requirepass", "$3", "one");
    admin.expect("AUTH one", "+OK").expect("AUTH two", "+OK");
    admin.expect("CONFIG SET requirepass three", "+OK");
    admin.expect("AUTH one", WRONG_PASSWORD).expect("AUTH two", WRONG_PASSWORD);
    admin.expect("CONFIG SET requirepass \"\"", "+OK");
    assertThat(admin.ask("ACL LIST")).contains("user default on nopass ~* &* +@all");
  }

  @Test
  void aUserIsTold() {
    admin.expect("ACL SETUSER ann on nopass ~a %R~b &c +get (+set ~d)", "+OK");
    assertThat(admin.ask("ACL GETUSER ann").replace("\r\n", " "))
        .isEqualTo(
            "*12 $5 flags *2 $2 on $6 nopass $9 passwords *0"
                + " $8 commands $10 -@all +get $4 keys $7 ~a %R~b $8 channels $2 &c $9 selectors *1"
                + " *6 $8 commands $10 -@all +set $4 keys $2 ~d $8 channels $0 ");
    admin.expect("ACL GETUSER nobody", "$-1");
    assertThat(admin.ask("HELLO 3")).startsWith("%7");
    assertThat(admin.ask("ACL GETUSER ann")).startsWith("%6\r\n$5\r\nflags\r\n~2\r\n");
  }

  @Test
  void whatWouldHappenCanBeAsked() {
    admin.expect("ACL SETUSER ann +get %R~a", "+OK");
    admin.expect("ACL DRYRUN ann get a", "+OK");
    admin.expect(
        "ACL DRYRUN ann GET b", "$50", "This user has no permissions to access the 'b' key");
    admin.expect(
        "ACL DRYRUN ann config get x",
        "$60",
        "This user has no permissions to run the 'config|get' command");
    admin.expect("ACL DRYRUN bob get a", "-ERR User 'bob' not found");
    admin.expect("ACL DRYRUN ann foo", "-ERR Command 'foo' not found");
    admin.expect("ACL DRYRUN ann config foo", "-ERR Command 'config' not found");
    admin.expect("ACL DRYRUN ann get", "-ERR wrong number of arguments for 'get' command");
  }

  @Test
  void whatWasDeniedIsLoggedWithWhoAndWhere() {
    try (Redis ann = ann("+multi +exec +discard +get ~a")) {
      ann.expect("GET b", NO_KEY).expect("SET b x", noCommand("set"));
      ann.expect("MULTI", "+OK").expect("GET b", NO_KEY).expect("DISCARD", "+OK");
      ann.expect("AUTH bob x", WRONG_PASSWORD);
      server.advance(Duration.ofSeconds(2));
      String log = admin.ask("ACL LOG");
      assertThat(log).startsWith("*4\r\n*14\r\n$5\r\ncount\r\n:1\r\n$6\r\nreason\r\n$4\r\nauth");
      assertThat(log).containsSubsequence("AUTH", "bob", "multi", "ann", "command", "set", "key");
      assertThat(log).contains("cmd=set user=ann").contains("age-seconds\r\n$").contains("\r\n2");
      assertThat(admin.ask("ACL LOG 1")).startsWith("*1").contains("$4\r\nauth");
      String info = admin.ask("INFO stats");
      assertThat(info).contains("acl_access_denied_auth:1", "acl_access_denied_cmd:1");
      assertThat(info).contains("acl_access_denied_key:2", "acl_access_denied_channel:0");
      admin.expect("ACL LOG RESET", "+OK").expect("ACL LOG", "*0");
    }
  }

  @Test
  void aPasswordInARuleIsNotShownByTheSlowLog() {
    admin.expect("CONFIG SET slowlog-log-slower-than 0", "+OK");
    admin.expect("ACL SETUSER ann >pa55word", "+OK");
    assertThat(admin.ask("SLOWLOG GET")).contains("(redacted)").doesNotContain("pa55word");
  }

  @Test
  void passwordsAreMadeUp() {
    assertThat(admin.ask("ACL GENPASS"))
        .startsWith("$64\r\n")
        .isNotEqualTo(admin.ask("ACL GENPASS"));
    assertThat(admin.ask("ACL GENPASS 5")).startsWith("$2\r\n");
    assertThat(admin.ask("ACL GENPASS 4096")).startsWith("$1024\r\n");
    assertThat(admin.ask("ACL GENPASS 4097")).startsWith("-ERR ACL GENPASS argument must be");
    assertThat(admin.ask("ACL GENPASS 0")).startsWith("-ERR ACL GENPASS argument must be");
  }

  @Test
  void theListOfClientsSaysWhoTheyAre() {
    try (Redis ann = ann("+get")) {
      assertThat(admin.ask("CLIENT LIST")).contains(" user=ann ");
      admin.expect("CLIENT KILL USER ann", ":1");
      ann.expectClosed();
    }
  }
}
