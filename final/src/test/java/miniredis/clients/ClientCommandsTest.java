package miniredis.clients;

import static org.assertj.core.api.Assertions.assertThat;

import course.Redis;
import java.time.Duration;
import miniredis.net.LiveServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** CLIENT, over real sockets. */
class ClientCommandsTest {

  private static final String LINE =
      "id=\\d+ addr=127.0.0.1:\\d+ laddr=127.0.0.1:\\d+ fd=-?\\d+ name=\\S* age=\\d+ idle=\\d+"
          + " flags=\\w+ db=\\d+ sub=\\d+ psub=\\d+ ssub=\\d+ multi=-?\\d+ qbuf=\\d+ qbuf-free=\\d+"
          + " argv-mem=\\d+ multi-mem=\\d+ rbs=\\d+ rbp=\\d+ obl=\\d+ oll=\\d+ omem=\\d+"
          + " tot-mem=\\d+ events=\\w* cmd=\\S+ user=default redir=-?\\d+ resp=[23]";

  private final LiveServer server = LiveServer.with();
  private final Redis redis = server.client();

  @AfterEach
  void stop() {
    redis.close();
    server.close();
  }

  private static String id(Redis client) {
    return client.ask("CLIENT ID").substring(1);
  }

  private static String field(String line, String name) {
    return line.replaceFirst("(?s).* " + name + "=(\\S*).*", "$1");
  }

  private String infoOf(Redis client) {
    return redis.ask("CLIENT LIST ID " + id(client));
  }

  @Test
  void whileATransactionRunsItsClientIsShownInIt() {
    redis.expect("MULTI", "+OK").expect("CLIENT INFO", "+QUEUED").expect("PING", "+QUEUED");
    assertThat(redis.ask("EXEC")).contains(" flags=x ").contains(" multi=2 ").contains("cmd=exec");
    assertThat(redis.ask("CLIENT INFO")).contains(" flags=N ").contains(" multi=-1 ");
  }

  @Test
  void everyConnectionHasANumberOfItsOwn() {
    try (Redis other = server.client()) {
      assertThat(Long.parseLong(id(other))).isGreaterThan(Long.parseLong(id(redis)));
    }
  }

  @Test
  void aNameIsOfVisibleCharacters() {
    redis.expect("CLIENT GETNAME", "$-1");
    redis.expect("CLIENT SETNAME a~b!", "+OK").expect("CLIENT GETNAME", "$4", "a~b!");
    String refusal = "-ERR Client names cannot contain spaces, newlines or special characters.";
    redis.expect("CLIENT SETNAME \"a b\"", refusal).expect("CLIENT SETNAME \"a\\nb\"", refusal);
    redis.expect("CLIENT SETNAME \"a\\x80b\"", refusal).expect("CLIENT SETNAME \"\\x00\"", refusal);
    redis.expect("CLIENT GETNAME", "$4", "a~b!");
    redis.expect("CLIENT SETNAME \"\"", "+OK").expect("CLIENT GETNAME", "$-1");
  }

  @Test
  void theListHasTheFieldsOfRedisInTheirOrder() {
    String[] lines = redis.ask("CLIENT LIST").split("\r\n|\n");
    assertThat(lines[1]).matches(LINE);
  }

  @Test
  void infoIsTheCallersOwnLine() {
    String info = redis.expect("CLIENT SETNAME me", "+OK").ask("CLIENT INFO");
    assertThat(info.lines().skip(1).findFirst().orElseThrow()).matches(LINE).contains(" name=me ");
  }

  @Test
  void theListTellsWhatAClientDidLast() {
    try (Redis other = server.client()) {
      String id = id(other);
      assertThat(field(redis.ask("CLIENT LIST ID " + id), "cmd")).isEqualTo("client|id");
      other.ask("GET k");
      assertThat(field(redis.ask("CLIENT LIST ID " + id), "cmd")).isEqualTo("get");
      other.ask("CLIENT foo");
      assertThat(field(redis.ask("CLIENT LIST ID " + id), "cmd")).isEqualTo("NULL");
    }
  }

  @Test
  void theLibraryIsListedOnceItIsNamed() {
    assertThat(redis.ask("CLIENT INFO")).doesNotContain("lib-");
    redis.expect("CLIENT SETINFO LIB-NAME jedis", "+OK").expect("CLIENT SETINFO lib-ver 7", "+OK");
    assertThat(redis.ask("CLIENT INFO")).contains(" resp=2 lib-name=jedis lib-ver=7\n");
    redis.expect("CLIENT SETINFO foo bar", "-ERR Unrecognized option 'foo'");
    redis.expect(
        "CLIENT SETINFO lib-name \"a b\"",
        "-ERR lib-name cannot contain spaces, newlines or special characters.");
  }

  @Test
  void theListCanBeAskedForSomeNumbers() {
    try (Redis other = server.client()) {
      String list = redis.ask("CLIENT LIST ID " + id(other) + " 999999 " + id(redis));
      assertThat(list.lines().skip(1).map(line -> line.replaceFirst(" .*", "")))
          .containsExactly("id=" + id(other), "id=" + id(redis));
    }
    redis.expect("CLIENT LIST ID 1x", "-ERR Invalid client ID");
    redis.expect("CLIENT LIST ID", "-ERR syntax error");
  }

  @Test
  void theListCanBeAskedForAType() {
    assertThat(redis.ask("CLIENT LIST TYPE normal")).contains("cmd=client|list");
    redis.expect("CLIENT LIST TYPE pubsub", "$0", "").expect("CLIENT LIST TYPE replica", "$0", "");
    redis.expect("CLIENT LIST TYPE foo", "-ERR Unknown client type 'foo'");
    redis.expect("CLIENT LIST TYPE normal x", "-ERR syntax error");
  }

  @Test
  void aClientIsKilledByItsAddress() {
    try (Redis other = server.client()) {
      String address = field(infoOf(other), "addr");
      redis.expect("CLIENT KILL " + address, "+OK");
      other.expectClosed();
      redis.expect("CLIENT KILL " + address, "-ERR No such client");
    }
  }

  @Test
  void aClientIsKilledByItsNumberAndAllFiltersMustMatch() {
    try (Redis other = server.client()) {
      String id = id(other);
      redis.expect("CLIENT KILL ID " + id + " ADDR 1.2.3.4:5", ":0");
      redis.expect("CLIENT KILL ID " + id + " TYPE pubsub", ":0");
      redis.expect("CLIENT KILL ID 999999 ID " + id + " TYPE normal USER default", ":1");
      other.expectClosed();
    }
  }

  @Test
  void theCallerIsSparedUnlessItSaysOtherwise() {
    String id = id(redis);
    redis.expect("CLIENT KILL ID " + id, ":0");
    redis.expect("CLIENT KILL ID " + id + " SKIPME no", ":1").expectClosed();
  }

  @Test
  void anAddressAloneKillsTheCallerToo() {
    redis.expect("CLIENT KILL " + field(redis.ask("CLIENT INFO"), "addr"), "+OK").expectClosed();
  }

  @Test
  void allClientsOfOneServerAddressAreKilledTogether() {
    try (Redis one = server.client();
        Redis two = server.client()) {
      one.expect("PING", "+PONG");
      two.expect("PING", "+PONG");
      redis.expect("CLIENT KILL LADDR 127.0.0.1:" + server.port(), ":2");
      one.expectClosed();
      two.expectClosed();
    }
    redis.expect("PING", "+PONG");
  }

  @Test
  void aWrongFilterKillsNobody() {
    String number = "-ERR client-id should be greater than 0";
    redis.expect("CLIENT KILL ID 0", number).expect("CLIENT KILL ID x", number);
    redis.expect("CLIENT KILL USER nobody", "-ERR No such user 'nobody'");
    redis.expect("CLIENT KILL ID 1 SKIPME", "-ERR syntax error");
    redis.expect("CLIENT KILL SKIPME perhaps", "-ERR syntax error");
    redis.expect("CLIENT KILL TYPE foo", "-ERR Unknown client type 'foo'");
  }

  @Test
  void noEvictIsAFlagThatOutlivesReset() {
    redis.expect("CLIENT NO-EVICT ON", "+OK").expect("RESET", "+RESET");
    assertThat(field(redis.ask("CLIENT INFO"), "flags")).isEqualTo("e");
    redis.expect("CLIENT NO-EVICT maybe", "-ERR syntax error");
  }

  @Test
  void noTouchLeavesTheTimeOfLastUseAsItWas() {
    redis.expect("SET k v", "+OK");
    server.advance(Duration.ofSeconds(100));
    redis.expect("CLIENT NO-TOUCH ON", "+OK").expect("GET k", "$1", "v");
    redis.expect("OBJECT IDLETIME k", ":<int:100..120>");
    redis.expect("TOUCH k", ":1").expect("OBJECT IDLETIME k", ":<int:0..10>");
    server.advance(Duration.ofSeconds(100));
    redis.expect("CLIENT NO-TOUCH OFF", "+OK").expect("GET k", "$1", "v");
    redis.expect("OBJECT IDLETIME k", ":<int:0..10>");
  }

  @Test
  void resetMakesTheConnectionNew() {
    redis.expect("SELECT 3", "+OK").expect("CLIENT SETNAME x", "+OK").ask("HELLO 3");
    redis.expect("RESET", "+RESET").expect("CLIENT GETNAME", "$-1");
    assertThat(redis.ask("CLIENT INFO")).contains(" db=0 ").contains(" resp=2");
  }
}
