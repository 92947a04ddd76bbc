package miniredis.net;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import miniredis.bytes.Bytes;
import miniredis.command.Handler;
import miniredis.command.User;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client may do before it has said who it is, and how it says so. */
class LoginTest {

  private static final String NO_AUTH = "-NOAUTH Authentication required.";
  private static final String WRONG_PASSWORD =
      "-WRONGPASS invalid username-password pair or user is disabled.";
  private static final String HELLO_NO_AUTH =
      "-NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO AUTH"
          + " <user> <pass> option can be used to authenticate the client and select the RESP"
          + " protocol version at the same time";
  private static final String NO_PASSWORD_SET =
      "-ERR AUTH <password> called without any password configured for the default user. Are you"
          + " sure your configuration is correct?";

  private final LiveServer server = LiveServer.with("requirepass", "secret");
  private final Redis redis = server.client();

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  @Test
  void beforeTheLogInNothingIsToldOfKeys() {
    redis.expect("GET k", NO_AUTH).expect("PING", NO_AUTH).expect("COMMAND", NO_AUTH);
  }

  @Test
  void whatIsNoCommandIsSaidToBeNoneBeforeTheLogInToo() {
    redis.expect("GET", "-ERR wrong number of arguments for 'get' command");
    redis.expect("FOO", "-ERR unknown command 'FOO', with args beginning with: ");
  }

  @Test
  void quitAndResetNeedNoLogIn() {
    redis.expect("RESET", "+RESET").expect("QUIT", "+OK").expectClosed();
  }

  @Test
  void thePasswordAloneLogsIn() {
    redis.expect("AUTH wrong", WRONG_PASSWORD).expect("PING", NO_AUTH);
    redis.expect("AUTH secret", "+OK").expect("PING", "+PONG");
  }

  @Test
  void theDefaultUserMayBeNamed() {
    redis.expect("AUTH somebody secret", WRONG_PASSWORD);
    redis.expect("AUTH default secret", "+OK").expect("PING", "+PONG");
  }

  @Test
  void authTakesNoThirdWord() {
    redis.expect("AUTH default secret x", "-ERR syntax error");
    redis.expect("AUTH", "-ERR wrong number of arguments for 'auth' command");
  }

  @Test
  void helloAloneIsRefusedButMayLogInByItself() {
    redis.expect("HELLO", HELLO_NO_AUTH).expect("HELLO 3", HELLO_NO_AUTH);
    redis.expect("HELLO 3 AUTH default wrong", WRONG_PASSWORD);
    assertThat(redis.ask("HELLO 3 AUTH default secret")).startsWith("%7\r\n$6\r\nserver\r\n");
    redis.expect("GET nothing", "_");
  }

  @Test
  void helloLooksAtItsOptionsBeforeItAsksForTheLogIn() {
    redis.expect("HELLO 9", "-NOPROTO unsupported protocol version");
    redis.expect("HELLO 3 foo", "-ERR Syntax error in HELLO option 'foo'");
    redis.expect("HELLO 3 SETNAME x", HELLO_NO_AUTH);
    redis.expect("AUTH secret", "+OK").expect("CLIENT GETNAME", "$1", "x");
  }

  @Test
  void resetLogsOut() {
    redis.expect("AUTH secret", "+OK").expect("RESET", "+RESET").expect("PING", NO_AUTH);
  }

  @Test
  void aNewPasswordLeavesThoseWhoAreInLoggedIn() {
    redis.expect("AUTH secret", "+OK").expect("CONFIG SET requirepass other", "+OK");
    redis.expect("PING", "+PONG").expect("RESET", "+RESET").expect("AUTH secret", WRONG_PASSWORD);
    redis.expect("AUTH other", "+OK");
  }

  @Test
  void theListShowsWhoAClientActsAs() {
    record Person(Bytes name, boolean isOpen) implements User {}
    User ann = new Person(Bytes.of("ann"), false);
    Handler become =
        call -> {
          call.client().logIn(ann);
          return Reply.OK;
        };
    try (LiveServer many = LiveServer.with(table -> table.add("BECOME-ANN", 1, become));
        Redis client = many.client()) {
      assertThat(client.ask("CLIENT LIST")).contains(" user=default ");
      client.expect("BECOME-ANN", "+OK");
      assertThat(client.ask("CLIENT LIST")).contains(" user=ann ");
      client.expect("RESET", "+RESET");
      assertThat(client.ask("CLIENT LIST")).contains(" user=default ");
    }
  }

  @Test
  void withoutAPasswordNobodyHasToLogIn() {
    try (Redis other = server.client()) {
      redis.expect("AUTH secret", "+OK").expect("CONFIG SET requirepass \"\"", "+OK");
      other.expect("PING", "+PONG").expect("AUTH x", NO_PASSWORD_SET);
      other.expect("AUTH default anything", "+OK");
    }
  }

  @Test
  void aRequestOfManyWordsIsForThoseWhoAreIn() {
    redis
        .send("*11\r\n")
        .expectReply("-ERR Protocol error: unauthenticated multibulk length")
        .expectClosed();
  }

  @Test
  void aLongWordIsForThoseWhoAreIn() {
    redis
        .send("*2\r\n$16385\r\n")
        .expectReply("-ERR Protocol error: unauthenticated bulk length")
        .expectClosed();
  }

  @Test
  void aWordOfSixteenKilobytesIsNotYetLong() {
    redis.command("ECHO", "x".repeat(16384)).expectReply(NO_AUTH);
  }

  @Test
  void manyWordsMayFollowTheLogInAtOnce() {
    StringBuilder many = new StringBuilder("*12\r\n$3\r\nDEL\r\n");
    for (int i = 0; i < 11; i++) many.append("$1\r\nk\r\n");
    redis.send("*2\r\n$4\r\nAUTH\r\n$6\r\nsecret\r\n" + many).expectReply("+OK", ":0");
  }
}
