package miniredis.interop;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators and the tests of clients ask, answered to the byte as Redis answers it. */
@Tag("interop")
class AdministrationInteropTest {

  private static RunningServer ours;
  private static RunningServer redis;

  @BeforeAll
  static void start() {
    ours = RunningServer.ours();
    redis = RunningServer.redis("--enable-debug-command", "local");
  }

  @AfterAll
  static void stop() {
    if (ours != null) ours.close();
    if (redis != null) redis.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ROLE",
        "ROLE x",
        "READONLY",
        "READONLY x",
        "READWRITE",
        "ASKING",
        "CLUSTER",
        "CLUSTER x",
        "CLUSTER HELP",
        "CLUSTER INFO",
        "CLUSTER KEYSLOT",
        "CLUSTER KEYSLOT key",
        "CLUSTER NODES",
        "CLUSTER SLOTS",
        "WAIT 0 0",
        "WAIT -1 0",
        "WAIT x 1",
        "WAIT 0 x",
        "WAIT 0 -1",
        "WAIT 0",
        "LATENCY GRAPH",
        "LATENCY GRAPH nothing",
        "LATENCY HISTORY nothing",
        "LATENCY HISTOGRAM nothing",
        "LATENCY RESET nothing",
        "LATENCY nothing",
        "DEBUG",
        "DEBUG nothing",
        "DEBUG SLEEP",
        "DEBUG ERROR hello",
        "DEBUG DIGEST x",
        "DEBUG DIGEST-VALUE",
        "DEBUG DIGEST-VALUE nothing nowhere",
        "DEBUG POPULATE",
        "DEBUG POPULATE x",
        "DEBUG POPULATE -3",
        "DEBUG POPULATE 3 other -1",
        "DEBUG PROTOCOL",
      })
  void aRequestIsAnsweredToTheByteAsRedisAnswersIt(String request) throws IOException {
    assertThat(bytes(ours, 2, request)).isEqualTo(bytes(redis, 2, request));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void everyTypeOfReplyIsShownAsRedisShowsIt(int protocol) throws IOException {
    for (String type :
        ("string integer double bignum null array set map attrib push verbatim true false x Map")
            .split(" ")) {
      String request = "DEBUG PROTOCOL " + type;
      assertThat(bytes(ours, protocol, request))
          .as(type)
          .isEqualTo(bytes(redis, protocol, request));
    }
  }

  /** The reply to one request on a connection of its own. */
  private static String bytes(RunningServer server, int protocol, String request)
      throws IOException {
    try (Socket socket = server.connect()) {
      String mark = "#here#\r\n";
      String all = "HELLO %d\r\nPING #here#\r\n%s\r\nQUIT\r\n".formatted(protocol, request);
      socket.getOutputStream().write(all.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readAllBytes();
      String text = new String(answer, StandardCharsets.ISO_8859_1);
      assertThat(text).contains(mark).endsWith("+OK\r\n");
      return text.substring(text.indexOf(mark) + mark.length());
    }
  }

  @Test
  void theSameDataHasTheSameDigest() throws IOException {
    String[][] changes = {
      {"RPUSH", "list", "a", "b", "3", "1.5"},
      {"HSET", "hash", "f", "v", "g", "12", "h", ""},
      {"SET", "number", "12"},
      {"SET", "mortal", "hello", "EX", "1000"},
      {"APPEND", "mortal", " world"},
      {"PEXPIRE", "hash", "100000"},
      {"DEBUG", "POPULATE", "200"},
      {"DEBUG", "POPULATE", "7", "key", "10"},
      {"DEBUG", "POPULATE", "7", "padded", "20"},
      {"DEBUG", "POPULATE", "7", "cut", "3"},
      {"SELECT", "3"},
      {"HSET", "elsewhere", "f", "v"},
      {"SELECT", "0"},
    };
    try (Client our = Client.connect("127.0.0.1", ours.port());
        Client their = Client.connect("127.0.0.1", redis.port())) {
      assertThat(digests(our)).isEqualTo(digests(their)).contains(Reply.simple("0".repeat(40)));
      for (String[] change : changes) {
        assertThat(our.call(change)).isEqualTo(their.call(change));
        assertThat(digests(our)).as(String.join(" ", change)).isEqualTo(digests(their));
      }
      for (int i = 0; i < 300; i++) {
        for (Client each : List.of(our, their)) {
          each.call("RPUSH", "list", "" + i * i);
          each.call("HSET", "hash", "field:" + i, "" + i);
        }
      }
      assertThat(digests(our)).isEqualTo(digests(their)).doesNotHaveDuplicates();
      assertThat(our.call("GET", "padded:1")).isEqualTo(their.call("GET", "padded:1"));
      assertThat(our.call("FLUSHALL")).isEqualTo(their.call("FLUSHALL"));
    }
  }

  private static List<Reply> digests(Client client) throws IOException {
    Reply values =
        client.call("DEBUG", "DIGEST-VALUE", "list", "hash", "number", "mortal", "padded:1");
    List<Reply> all = new ArrayList<>(((Reply.Array) values).items());
    all.add(client.call("DEBUG", "DIGEST"));
    return all;
  }
}
