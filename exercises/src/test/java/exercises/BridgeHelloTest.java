package exercises;

import course.ConformanceTest;
import course.Redis;
import course.Usually;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("exercise")
@Usually(
    "If few of these tests pass: HELLO is not known yet. It belongs to the connection, as QUIT"
        + " does.")
class BridgeHelloTest extends ConformanceTest {

  private static final String[] ABOUT = {
    "$6",
    "server",
    "$5",
    "redis",
    "$7",
    "version",
    "$<int>",
    "<int>.<int>.<int>",
    "$5",
    "proto",
    ":<int>",
    "$2",
    "id",
    ":<int:1..9999999999>",
    "$4",
    "mode",
    "$10",
    "standalone",
    "$4",
    "role",
    "$6",
    "master",
    "$7",
    "modules",
    "*0"
  };

  private static final Pattern ID = Pattern.compile("\r\nid\r\n:(\\d+)\r\n");

  /** The whole answer to HELLO. */
  private static String[] about(int version) {
    String[] lines = new String[ABOUT.length + 1];
    lines[0] = version == 2 ? "*14" : "%7";
    System.arraycopy(ABOUT, 0, lines, 1, ABOUT.length);
    lines[11] = ":" + version;
    return lines;
  }

  private static long id(Redis client) {
    String reply = client.ask("HELLO");
    Matcher id = ID.matcher(reply);
    check(id.find(), "HELLO", "an id", reply);
    return Long.parseLong(id.group(1));
  }

  @Test
  void helloSaysWhoTheServerIs() {
    redis.expect("HELLO", about(2)).expect("GET @none", "$-1");
    redis.expect("HELLO 2", about(2)).expect("GET @none", "$-1");
  }

  @Test
  void threeAndTwoSwitchTheProtocol() {
    redis.expect("HELLO 3", about(3)).expect("GET @none", "_").expect("HELLO", about(3));
    redis.expect("HELLO 2", about(2)).expect("GET @none", "$-1");
  }

  @Test
  @Usually(
      "In version 3 there is one null, '_', for a bulk string and an array that are not there.")
  void inThreeThereIsOneNull() {
    redis.expect("HSET @h f v", ":1").expect("RPUSH @l a", ":1").expect("HELLO 3", about(3));
    redis.expect("GET @none", "_").expect("SET @none v XX", "_").expect("LINDEX @l 9", "_");
    redis.expect("HGET @h none", "_").expect("LPOP @none", "_").expect("LPOP @none 2", "_");
    redis.expect("HMGET @h f none", "*2", "$1", "v", "_");
  }

  @Test
  @Usually(
      "A map in version 3 begins with the number of its pairs; an array in 2, of its elements.")
  void inThreeFieldsAndSettingsAreMaps() {
    redis.expect("HSET @h f v g w", ":2").expect("HELLO 3", about(3));
    redis.expect("HGETALL @h", "%2", "$1", "f", "$1", "v", "$1", "g", "$1", "w");
    redis.expect("HGETALL @none", "%0").expect("CONFIG GET nosuchsetting", "%0");
    redis.expect("CONFIG GET dbfilename", "%1", "$10", "dbfilename", "$8", "dump.rdb");
    redis.expect("HELLO 2", about(2)).expect("HGETALL @none", "*0");
    redis.expect("HGETALL @h", "*4", "$1", "f", "$1", "v", "$1", "g", "$1", "w");
  }

  @Test
  void allElseIsTheSameInBoth() {
    redis.expect("HELLO 3", about(3)).expect("PING", "+PONG").expect("RPUSH @l a b", ":2");
    redis.expect("LRANGE @l 0 -1", "*2", "$1", "a", "$1", "b").expect("LRANGE @none 0 1", "*0");
    redis.expect("GET @l", "-WRONGTYPE Operation against a key holding the wrong kind of value");
    redis.expect("ECHO hi", "$2", "hi");
  }

  @Test
  @Usually("All is looked at before anything is changed: what is refused leaves the version alone.")
  void whatIsRefusedChangesNothing() {
    for (int version : new int[] {2, 3}) {
      redis.expect("HELLO " + version, about(version));
      redis.expect("HELLO 4", "-NOPROTO unsupported protocol version");
      redis.expect("HELLO 1", "-NOPROTO unsupported protocol version");
      redis.expect("HELLO x", "-ERR Protocol version is not an integer or out of range");
      int other = 5 - version;
      redis.expect("HELLO " + other + " NONSENSE", "-ERR Syntax error in HELLO option 'NONSENSE'");
      redis.expect("GET @none", version == 2 ? "$-1" : "_");
    }
  }

  @Test
  void eachConnectionHasItsOwnVersion() {
    Redis other = connect();
    redis.expect("HELLO 3", about(3));
    other.expect("GET @none", "$-1").expect("HELLO", about(2));
    redis.expect("GET @none", "_");
    connect().expect("GET @none", "$-1");
  }

  @Test
  @Usually("A reply is written in the version that held when its request was run.")
  void aSwitchInTheMiddleOfAPipelineHoldsFromThereOn() {
    redis.send("GET @none\r\nHELLO 3\r\nGET @none\r\nHGETALL @none\r\nHELLO 2\r\nGET @none\r\n");
    List<String> replies = redis.replies(6);
    String starts = "";
    for (String reply : replies) starts += reply.split("\r\n")[0] + " ";
    String wanted = "$-1 %7 _ %0 *14 $-1";
    check(
        starts.strip().equals(wanted), "GET; HELLO 3; GET; HGETALL; HELLO 2; GET", wanted, starts);
  }

  @Test
  void eachClientHasANumberAndKeepsIt() {
    long first = id(redis);
    long second = id(connect());
    check(second > first, "HELLO of two clients", "the later one has the larger id", second);
    check(id(redis) == first, "HELLO again", "id " + first, "another id");
  }
}
