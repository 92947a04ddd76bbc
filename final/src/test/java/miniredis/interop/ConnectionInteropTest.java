package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whole conversations, sent in one piece to our server and to real Redis: every byte that comes
 * back must be the same, but for numbers and addresses of clients.
 */
class ConnectionInteropTest {

  private static final String LOCK = "CONFIG SET requirepass secret\r\nQUIT\r\n";

  private static RunningServer ours;
  private static RunningServer theirs;
  private static RunningServer oursLocked;
  private static RunningServer theirsLocked;

  @BeforeAll
  static void start() {
    theirs = RunningServer.redis();
    theirsLocked = RunningServer.redis();
    ours = RunningServer.ours();
    oursLocked = RunningServer.ours();
    answer(oursLocked, LOCK);
    answer(theirsLocked, LOCK);
  }

  @AfterAll
  static void stop() {
    for (RunningServer each : new RunningServer[] {ours, theirs, oursLocked, theirsLocked}) {
      if (each != null) each.close();
    }
  }

  private static void same(String... lines) {
    String script = String.join("\r\n", lines) + "\r\nQUIT\r\n";
    assertThat(answer(ours, script)).isEqualTo(answer(theirs, script));
  }

  private static void sameWithPassword(String... lines) {
    String script = String.join("\r\n", lines) + "\r\nQUIT\r\n";
    assertThat(answer(oursLocked, script)).isEqualTo(answer(theirsLocked, script));
  }

  /** Everything up to the end of the connection, without what is different each time. */
  private static String answer(RunningServer server, String script) {
    try (Socket socket = server.connect()) {
      socket.getOutputStream().write(script.getBytes(StandardCharsets.ISO_8859_1));
      byte[] all = socket.getInputStream().readAllBytes();
      return new String(all, StandardCharsets.ISO_8859_1)
          .replaceAll("(id\r\n:)\\d+", "$1<id>")
          .replaceAll("[$=]\\d+(\r\n(txt:)?id=)", "<length>$1")
          .replaceAll("(id|l?addr|fd|age|idle|qbuf|qbuf-free|[a-z]+-mem|rb.|o..m?)=\\S*", "$1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theProtocolCanBeChangedInTheMiddleOfAPipeline() {
    same("GET none", "HELLO 3", "GET none", "MGET none none", "HELLO 2", "GET none", "HELLO");
  }

  @Test
  void everyTypeOfReplyFollowsTheProtocol() {
    String[] questions = {
      "GET none",
      "CONFIG GET maxclients",
      "CLIENT TRACKINGINFO",
      "CLIENT GETNAME",
      "CLIENT INFO",
      "INCRBYFLOAT f 1.5",
      "COMMAND INFO ping none",
      "COMMAND GETKEYS GET k",
      "OBJECT ENCODING none",
      "LCS a b IDX",
      "SCAN 0 MATCH none:*",
      "DEL f"
    };
    same(questions);
    same(Stream.concat(Stream.of("HELLO 3"), Stream.of(questions)).toArray(String[]::new));
  }

  @Test
  void helloSaysNoAsRedisDoes() {
    same("HELLO x", "HELLO 1", "HELLO 4", "HELLO 03", "HELLO 9223372036854775808", "HELLO -1");
    same("HELLO 3 AUTH", "HELLO 3 AUTH a", "HELLO 3 AUTH a b", "HELLO 3 foo", "HELLO 3 SETNAME");
    same("HELLO 3 SETNAME \"a b\"", "HELLO 3 \"a\\nb\"", "GET none");
    same("HELLO 3 SETNAME one AUTH default x", "CLIENT GETNAME", "RESET", "CLIENT GETNAME");
  }

  @Test
  void repliesAreSparedAsRedisSparesThem() {
    same("CLIENT REPLY SKIP", "PING 1", "PING 2", "CLIENT REPLY SKIP", "CLIENT REPLY SKIP", "PING");
    same("CLIENT REPLY OFF", "PING", "FOO", "CLIENT REPLY SKIP", "CLIENT REPLY ON", "PING 1");
    same("CLIENT REPLY SKIP", "HELLO 3", "GET none", "CLIENT REPLY SKIP", "CLIENT REPLY ON");
    same("CLIENT REPLY OFF", "RESET", "PING", "CLIENT REPLY SKIP", "RESET", "PING", "PING 1");
  }

  @Test
  void selectAndAuthSayNoAsRedisDoes() {
    same("SELECT", "SELECT x", "SELECT 16", "SELECT -1", "SELECT 99999999999", "SELECT 01");
    same("AUTH x", "AUTH a b", "AUTH default x", "AUTH default x y", "AUTH", "ECHO", "RESET x");
  }

  @Test
  void clientSaysNoAsRedisDoes() {
    same("CLIENT", "CLIENT foo", "CLIENT ID x", "CLIENT SETNAME", "CLIENT SETNAME \"a\\x7f\"");
    same("CLIENT LIST foo", "CLIENT LIST TYPE", "CLIENT LIST TYPE \"a\\nb\"", "CLIENT LIST ID x");
    same("CLIENT KILL", "CLIENT KILL x", "CLIENT KILL ID", "CLIENT KILL ID 0 FOO");
    same("CLIENT KILL ID 9999 TYPE", "CLIENT KILL USER \"a\\x00b\"", "CLIENT KILL SKIPME x");
    same("CLIENT PAUSE x", "CLIENT PAUSE -1", "CLIENT PAUSE 1.5", "CLIENT PAUSE 1 foo");
    same("CLIENT unblock 1 x y", "CLIENT UNBLOCK x", "CLIENT UNBLOCK 1 foo", "CLIENT UNBLOCK 0");
    same("CLIENT NO-EVICT", "CLIENT NO-EVICT x", "CLIENT REPLY x", "CLIENT CACHING yes");
    same("CLIENT TRACKING x", "CLIENT TRACKING on foo", "CLIENT TRACKING on REDIRECT x");
    same("CLIENT TRACKING on OPTIN OPTOUT", "CLIENT TRACKING on BCAST OPTIN", "CLIENT GETREDIR");
    same("CLIENT TRACKING on PREFIX a", "CLIENT TRACKING on REDIRECT 99999", "CLIENT TRACKING off");
  }

  @Test
  void theListIsWrittenAsRedisWritesIt() {
    same("CLIENT SETNAME me", "SELECT 3", "CLIENT NO-EVICT on", "CLIENT INFO", "CLIENT LIST ID 0");
    same("HELLO 3", "CLIENT INFO", "CLIENT LIST TYPE replica");
  }

  @Test
  void withoutALogInTheSameIsRefusedInTheSameWords() {
    sameWithPassword("PING", "FOO", "GET", "COMMAND", "HELLO", "HELLO 9", "HELLO 3 SETNAME x");
    sameWithPassword("AUTH x", "AUTH x secret", "AUTH default x", "RESET", "PING");
    sameWithPassword("HELLO 3 AUTH default secret SETNAME a", "GET none", "RESET", "PING");
    sameWithPassword("AUTH secret", "PING", "RESET", "AUTH default secret", "PING");
    sameWithPassword("*11");
    sameWithPassword("*2", "$16385");
    sameWithPassword("*2\r\n$4\r\nAUTH\r\n$6\r\nsecret\r\n*11" + "\r\n$3\r\nDEL".repeat(11));
  }

  @Test
  void aBrokenRequestEndsTheConversationInTheSameWords() {
    same("PING", "*1", "x", "PING");
    same("PING", "*-9223372036854775809");
    same("PING", "*1", "$-2");
    same("GET \"a");
  }
}
