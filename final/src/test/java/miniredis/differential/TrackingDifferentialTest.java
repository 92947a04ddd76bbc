package miniredis.differential;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.interop.RunningServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Four clients track, read and write at random: each is sent what Redis sends it, messages and
 * replies in the same order. So are those who watch with MONITOR, but for the time.
 *
 * <p>{@code -Dtracking.rounds=1000 -Dtracking.seed=7} plays more of it, or the same again.
 */
@Tag("interop")
class TrackingDifferentialTest {

  private static final int ROUNDS = Integer.getInteger("tracking.rounds", 40);
  private static final int REQUESTS = 60;
  private static final int CLIENTS = 4;

  /** # is a key, @ the id of a client, ~ a prefix, ? an option; a bar begins the next request. */
  private static final List<String> REQUESTS_OF_ALL =
      List.of(
          "CLIENT TRACKING ON",
          "CLIENT TRACKING ON",
          "CLIENT TRACKING ON ?",
          "CLIENT TRACKING ON ? ?",
          "CLIENT TRACKING ON REDIRECT @",
          "CLIENT TRACKING ON REDIRECT @ ?",
          "CLIENT TRACKING ON BCAST",
          "CLIENT TRACKING ON BCAST PREFIX ~",
          "CLIENT TRACKING ON BCAST PREFIX ~ PREFIX ~ NOLOOP",
          "CLIENT TRACKING ON BCAST REDIRECT @ NOLOOP",
          "CLIENT TRACKING OFF|CLIENT TRACKING ON ?",
          "CLIENT TRACKING OFF|CLIENT TRACKING ON OPTIN REDIRECT @",
          "CLIENT TRACKING OFF|CLIENT TRACKING ON OPTOUT NOLOOP",
          "CLIENT TRACKING OFF|CLIENT TRACKING ON BCAST ?",
          "CLIENT TRACKING OFF|CLIENT TRACKING ON BCAST PREFIX ~",
          "CLIENT TRACKING OFF",
          "CLIENT TRACKING ON PREFIX a",
          "CLIENT TRACKING ON REDIRECT @ REDIRECT @",
          "CLIENT TRACKING ON REDIRECT 999999",
          "CLIENT TRACKING MAYBE ?",
          "CLIENT CACHING YES|GET #|GET #",
          "CLIENT CACHING NO|MGET # #|GET #",
          "CLIENT CACHING YES",
          "CLIENT CACHING NO",
          "CLIENT CACHING YES|MULTI|GET #|GET #|EXEC|GET #",
          "MULTI|CLIENT CACHING YES|GET #|CLIENT CACHING NO|GET #|EXEC|GET #",
          "CLIENT CACHING YES|nosuch|GET #",
          "CLIENT CACHING YES|CLIENT ID extra|GET #",
          "CLIENT CACHING YES|CLIENT GETNAME|GET #",
          "CLIENT CACHING MAYBE",
          "CLIENT TRACKINGINFO",
          "GET #",
          "GET #",
          "GET #",
          "MGET # # #",
          "MGET # nosuch1 # nosuch2",
          "LRANGE # 0 -1",
          "STRLEN #",
          "EXISTS # #",
          "TOUCH #",
          "TYPE #",
          "OBJECT ENCODING #",
          "SORT_RO # LIMIT 0 1",
          "SUNION # #",
          "LCS # #",
          "SET # 1",
          "SET # 1",
          "SET # 1|GET #|INCR #",
          "GETSET # 2",
          "GETEX # PERSIST",
          "GETDEL #",
          "MSET # 1 # 2",
          "MSETNX # 1 # 2",
          "DEL # #",
          "UNLINK #",
          "INCR #",
          "APPEND # x",
          "SETRANGE # 0 x",
          "EXPIRE # 1000",
          "EXPIRE # -1",
          "PERSIST #",
          "RENAME # #",
          "COPY # # REPLACE",
          "MOVE # 1",
          "SELECT 1|SET # 1|GET #|SELECT 0",
          "SWAPDB 0 1",
          "FLUSHALL",
          "FLUSHDB",
          "RPUSH l# 1 2",
          "LPOP l#",
          "SADD s# a",
          "SREM s# a",
          "SINTERSTORE s# s# s#",
          "SMEMBERS s#",
          "HSET h# f 1",
          "HGET h# f",
          "HDEL h# f",
          "ZADD z# 1 a",
          "ZRANGE z# 0 -1",
          "ZRANGESTORE z# z# 0 -1",
          "XADD x# 1-* f v",
          "XREAD STREAMS x# 0",
          "XLEN x#",
          "PFADD p# a",
          "PFCOUNT p# p#",
          "PFMERGE p# p#",
          "BITCOUNT #",
          "SETBIT # 1 1",
          "MULTI|GET #|SET # 5|GET #|EXEC",
          "MULTI|SET # 5|SET # 5|DEL #|EXEC",
          "MULTI|FLUSHALL|SET # 1|EXEC",
          "MULTI|SET # 1|DISCARD",
          "CLIENT REPLY SKIP|SET # 5",
          "CLIENT REPLY OFF|SET # 5|GET #|SET # 6|CLIENT REPLY ON",
          "SUBSCRIBE __redis__:invalidate",
          "UNSUBSCRIBE",
          "PUBLISH __redis__:invalidate hello",
          "RESET",
          "RESET|HELLO 3",
          "HELLO 3",
          "HELLO 3",
          "MONITOR");

  private static final List<String> OPTIONS =
      List.of("NOLOOP", "NOLOOP", "OPTIN", "OPTOUT", "BCAST", "NONSENSE");

  private static final Pattern MESSAGE =
      Pattern.compile(">2\r\n\\$10\r\ninvalidate( all|\r\n\\*1\r\n\\$\\d\r\n\\w+)\r\n");

  private final Random random = new Random(Long.getLong("tracking.seed", 11));

  /** What one of the clients says; in it, @0 is the id of the first client. */
  private record Said(int client, List<String> requests) {

    List<Request> requests(List<String> ids) {
      return requests.stream()
          .map(line -> Stream.of(line.split(" ")).map(word -> named(word, ids)))
          .map(words -> Request.of(words.toArray(String[]::new)))
          .toList();
    }

    private static String named(String word, List<String> ids) {
      return word.startsWith("@") ? ids.get(word.charAt(1) - '0') : word;
    }
  }

  @Test
  void eachIsSentWhatRedisSends() throws IOException {
    try (RunningServer ours = RunningServer.ours();
        RunningServer theirs = RunningServer.redis()) {
      for (int round = 0; round < ROUNDS; round++) {
        List<Said> script = Stream.generate(this::said).limit(REQUESTS).toList();
        List<String> our = play(ours, script);
        List<String> their = play(theirs, script);
        for (int at = 0; at < our.size(); at++) {
          assertThat(our.get(at))
              .as("round %d, after%n%s", round, shown(script, at))
              .isEqualTo(their.get(at));
        }
      }
    }
  }

  private static String shown(List<Said> script, int at) {
    return script.stream()
        .limit(at / CLIENTS + 1)
        .map(said -> said.client + ": " + said.requests)
        .collect(Collectors.joining("\n"));
  }

  private Said said() {
    String all = REQUESTS_OF_ALL.get(random.nextInt(REQUESTS_OF_ALL.size()));
    List<String> requests =
        Stream.of(all.split("\\|"))
            .map(line -> Stream.of(line.split(" ")).map(this::filled))
            .map(words -> words.collect(Collectors.joining(" ")))
            .toList();
    return new Said(random.nextInt(CLIENTS), requests);
  }

  private String filled(String word) {
    return switch (word) {
      case "@" -> "@" + random.nextInt(CLIENTS);
      case "~" -> List.of("a", "b", "c", "ab", "h", "").get(random.nextInt(5));
      case "?" -> OPTIONS.get(random.nextInt(OPTIONS.size()));
      default -> word.replace("#", "" + (char) ('a' + random.nextInt(4)));
    };
  }

  /** What each client is sent after each turn, one after the other. */
  private static List<String> play(RunningServer server, List<Said> script) throws IOException {
    List<Line> clients = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<String> sent = new ArrayList<>();
    try (Line porter = new Line(server.connect())) {
      porter.ask("FLUSHALL");
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(new Line(server.connect()));
        ids.add("" + clients.get(i).ask("CLIENT", "ID").integer().orElseThrow());
        clients.get(i).ask("HELLO", i == 0 ? "2" : "3");
      }
      for (Said each : script) {
        clients.get(each.client).send(each.requests(ids));
        endOfTurn(porter);
        for (int i = 0; i < CLIENTS; i++) {
          Line client = clients.get((each.client + i) % CLIENTS);
          String all = comparable(untilNow(client), ids);
          sent.add(i == 0 && hearsOthers(script, each) ? messagesLast(all) : all);
        }
      }
      sent.add(figures(porter));
    } finally {
      for (Line each : clients) each.close();
    }
    return sent;
  }

  /** What is broadcast comes at the end of a turn of the loop; so does the answer to another. */
  private static void endOfTurn(Line porter) {
    porter.ask("PING");
  }

  /** A command that nobody knows is answered in any state, and at once. */
  private static List<Answer> untilNow(Line client) {
    client.send(List.of(Request.of("mark")));
    return client.receiveUntil("'mark'");
  }

  /**
   * Whether messages about what others have read may come while a command runs. In Redis it depends
   * on the command whether they come before the reply, after it, or even in the middle of it; ours
   * come before it.
   */
  private static boolean hearsOthers(List<Said> script, Said now) {
    return script.subList(0, script.indexOf(now)).stream()
        .filter(said -> said.client != now.client)
        .anyMatch(said -> said.requests.toString().contains("REDIRECT @" + now.client));
  }

  private static String messagesLast(String sent) {
    Matcher matcher = MESSAGE.matcher(sent);
    String messages =
        matcher.results().map(MatchResult::group).sorted().collect(Collectors.joining());
    return matcher.replaceAll("") + messages;
  }

  private static String figures(Line porter) {
    return porter
        .ask("INFO", "everything")
        .raw()
        .lines()
        .filter(line -> line.startsWith("tracking_"))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /**
   * Ids, ports and times differ. And of a flush Redis tells in the protocol of the client that has
   * read, whoever is sent the message; we do in that of the receiver, who could not read the other.
   */
  private static String comparable(List<Answer> sent, List<String> ids) {
    String all = sent.stream().map(Answer::raw).collect(Collectors.joining());
    all = all.replaceAll("\\+\\d+\\.\\d{6} \\[(\\d) [^\\]]*\\]", "+time [$1 client]");
    all = all.replace("+time [0 client] \"PING\"\r\n", "");
    all = all.replaceAll("id\r\n:\\d+", "id");
    all = all.replaceAll("invalidate\r\n(\\$-1|_)\r\n", "invalidate all\r\n");
    for (int i = 0; i < ids.size(); i++) {
      String id = ids.get(i);
      all = all.replaceAll("(redirect|redir-broken)\r\n:" + id + "\r\n", "$1 to @" + i + "\r\n");
      all = all.replace("\"REDIRECT\" \"" + id + "\"", "\"REDIRECT\" @" + i);
    }
    return all;
  }
}
