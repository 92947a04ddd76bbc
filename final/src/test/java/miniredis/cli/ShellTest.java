package miniredis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.DeadPort;
import miniredis.FakeServer;
import miniredis.ModuleServer;
import miniredis.bytes.Words;
import miniredis.client.Client;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every feature of the shell, on a screen: keys go in, and what a person would see is looked at.
 */
class ShellTest {

  private static final String ENTER = "\r";
  private static final String TAB = "\t";
  private static final String CTRL_C = "\3";
  private static final String CTRL_D = "\4";
  private static final String UP = "\033OA";

  private static ModuleServer server;
  private static int port;
  private VirtualShell shell;
  private String prompt;

  @BeforeAll
  static void startServer() throws IOException {
    server = new ModuleServer();
    port = server.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void fill() throws IOException {
    try (Client client = Client.connect("127.0.0.1", port)) {
      for (String command :
          List.of(
              "FLUSHALL",
              "SET text hello",
              "SET json '{\"a\":1}'",
              "SET binary \"\\x00\\xff\"",
              "RPUSH list a b c",
              "HSET user:1 name anna age 30",
              "HSET user:2 name bob")) {
        client.call(Words.split(command).orElseThrow());
      }
    }
    prompt = "127.0.0.1:" + port + "> ";
  }

  @AfterEach
  void close() throws IOException {
    if (shell != null) shell.close();
  }

  private VirtualShell start(String... options) throws IOException {
    shell = new VirtualShell(port, options);
    return shell.see(">");
  }

  // The prompt.

  @Test
  void thePromptTellsTheServerTheDatabaseAndTheState() throws IOException {
    start().prompt(prompt);
    shell.enter("SELECT 2").see("OK").prompt("127.0.0.1:" + port + "[2]> ");
  }

  @Test
  void thePromptMayBeAnother() throws IOException {
    start("--prompt", "mini-redis> ").prompt("mini-redis> ");
    shell.enter("SELECT 1").prompt("mini-redis[1]> ");
  }

  @Test
  void theTransactionStandsInThePrompt() throws IOException {
    try (FakeServer fake = new FakeServer(words -> "+OK\r\n")) {
      shell = new VirtualShell(fake.port());
      shell.enter("MULTI").prompt("127.0.0.1:" + fake.port() + "(TX)> ");
      shell.enter("DISCARD").prompt("127.0.0.1:" + fake.port() + "> ");
    }
  }

  @Test
  void connectGoesElsewhereAndThePromptGoesWithIt() throws IOException {
    try (FakeServer fake = new FakeServer(words -> "+here\r\n")) {
      start().enter("connect 127.0.0.1 " + fake.port());
      shell.prompt("127.0.0.1:" + fake.port() + "> ");
      shell.enter("HELLO?").see("here");
    }
  }

  @Test
  void quitAndCtrlDLeaveAndCtrlCDoesNot() throws Exception {
    start().type("GET te").see("GET te").type(CTRL_C).prompt(prompt);
    shell.type(CTRL_D).see("Goodbye!");
    assertThat(shell.isOver()).isTrue();
    start().enter("quit").see("Goodbye!");
    assertThat(shell.isOver()).isTrue();
  }

  // The history.

  @Test
  void theHistoryIsKeptAcrossRunsAndIsOursAloneToRead() throws Exception {
    Path history = Files.createTempFile("history", ".txt");
    Files.setPosixFilePermissions(history, PosixFilePermissions.fromString("rw-r--r--"));
    shell = new VirtualShell(port, history);
    shell.enter("GET text").see("hello").enter("quit");
    assertThat(shell.isOver()).isTrue();
    assertThat(Files.getPosixFilePermissions(history))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThat(Files.readString(history)).isEqualTo("GET text\nquit\n");
    shell = new VirtualShell(port, history);
    shell.prompt(prompt).type(UP + UP).see(prompt + "GET text");
  }

  @Test
  void noLineWithAPasswordIsKept() throws Exception {
    try (FakeServer fake = new FakeServer(words -> "+OK\r\n")) {
      shell = new VirtualShell(fake.port());
      for (String line : SecretsTest.SECRET) shell.enter(line);
      shell.enter("ECHO last").enter("quit");
      assertThat(shell.isOver()).isTrue();
      assertThat(Files.readString(shell.history())).isEqualTo("ECHO last\nquit\n");
    }
  }

  @Test
  void ctrlRSearchesWhatWasTyped() throws IOException {
    start().enter("GET text").see("hello").enter("EXISTS list").see("(integer) 1").prompt(prompt);
    shell.type("\22" + "text").see("bck-i-search: text").type(ENTER);
    shell.see("hello");
  }

  @Test
  void viKeysEditTheLine() throws IOException {
    start("--vi").type("GET texx").see("GET texx").type("\033").type("rt").type(ENTER).see("hello");
  }

  @Test
  void linesThatArePastedAreRunOneByOne() throws IOException {
    start().type("\033[200~SET a 1\nINCR a\nGET a\033[201~").type(ENTER);
    shell.see("OK", "(integer) 2", "\"2\"");
  }

  @Test
  void aCountRunsACommandSeveralTimes() throws IOException {
    start().enter("3 INCR n").see("(integer) 1", "(integer) 2", "(integer) 3");
  }

  // Completion.

  @Test
  void tabCompletesCommandsInTheCaseThatIsTyped() throws IOException {
    start().type("GETR" + TAB).prompt(prompt + "GETRANGE key start end");
    shell.type(CTRL_C).type("getr" + TAB).prompt(prompt + "getrange key start end");
  }

  @Test
  void tabCompletesSubcommandsAndOptions() throws IOException {
    start().type("CONFIG RES" + TAB).see("CONFIG RESETSTAT");
    shell.type(CTRL_C).type("SET k v KEEP" + TAB).see("SET k v KEEPTTL");
  }

  @Test
  void tabCompletesKeysOfTheTypeThatTheCommandTakes() throws IOException {
    start().type("HGET u" + TAB).see("HGET user:");
    shell.type(CTRL_C).type("LLEN " + TAB).prompt(prompt + "LLEN list");
    shell.type(CTRL_C).type("DEL te" + TAB).see("DEL text");
  }

  @Test
  void tabCompletesTheFieldsOfTheHashThatIsNamed() throws IOException {
    start().type("HGET user:1 na" + TAB).see("HGET user:1 name");
    shell.type(CTRL_C).type("HDEL user:1 a" + TAB).see("HDEL user:1 age");
  }

  @Test
  void tabCompletesTheMembersOfTheSetThatIsNamed() throws IOException {
    call("SADD colours red green blue", "ZADD board 1 anna 2 bob");
    start().type("SREM colours gr" + TAB).see("SREM colours green");
    shell.type(CTRL_C).prompt(prompt).type("ZSCORE board b" + TAB).see("ZSCORE board bob");
    shell.type(CTRL_C).prompt(prompt).type("ZRANK board " + TAB + TAB).see("anna", "bob");
    shell.type(CTRL_C).prompt(prompt).type("SMOVE col" + TAB).see("SMOVE colours");
    shell.type(CTRL_C).prompt(prompt).type("XLEN " + TAB).type("x").prompt(prompt + "XLEN x");
  }

  private static void call(String... lines) throws IOException {
    try (Client client = Client.connect("127.0.0.1", port)) {
      for (String line : lines) client.call(Words.split(line).orElseThrow());
    }
  }

  @Test
  void tabCompletesSettings() throws IOException {
    start().type("CONFIG GET maxmemory-p" + TAB).see("CONFIG GET maxmemory-policy");
  }

  @Test
  void tabCompletesUsersAndChannels() throws IOException {
    call("ACL SETUSER alice on nopass +ping");
    try (Client reader = Client.connect("127.0.0.1", port)) {
      reader.call("SUBSCRIBE", "news");
      start().type("ACL GETUSER al" + TAB).see("ACL GETUSER alice");
      shell.type(CTRL_C).type("SUBSCRIBE ne" + TAB).see("SUBSCRIBE news");
    } finally {
      call("ACL DELUSER alice");
    }
  }

  @Test
  void aServerWithoutAManualIsCompletedFromTheBundledOne() throws IOException {
    try (FakeServer fake = new FakeServer(words -> "-ERR unknown command\r\n")) {
      shell = new VirtualShell(fake.port());
      shell.type("LMOV" + TAB).see("LMOVE source destination LEFT|RIGHT LEFT|RIGHT");
    }
  }

  @Test
  void aCommandThatNobodyHasHeardOfIsCompletedFromTheServersManual() throws IOException {
    String docs =
        "*2\r\n$6\r\nfrobby\r\n*4\r\n$7\r\nsummary\r\n$7\r\nFrobs it\r\n"
                .replace("$7\r\nFrobs it", "$8\r\nFrobs it")
            + "$9\r\narguments\r\n*1\r\n*4\r\n$4\r\nname\r\n$5\r\nwidth\r\n$4\r\ntype\r\n$7\r\ninteger\r\n";
    try (FakeServer fake = new FakeServer(words -> docs)) {
      shell = new VirtualShell(fake.port());
      shell.type("FRO" + TAB).see("FROBBY width");
      shell.type("x ").see("← width is a number");
    }
  }

  @Test
  void aBeginnerSeesWhatEachCommandIsFor() throws IOException {
    start("--beginner").type("GETR" + TAB).see("GETRANGE key start end");
    shell.type(CTRL_C).type("LPUSH").see("LPUSH key element [element ...]   ");
  }

  // While typing.

  @Test
  void whatIsStillToComeStandsBehindTheLine() throws IOException {
    Path history = Files.createTempFile("history", ".txt");
    shell = new VirtualShell(200, 24, port, history, Map.of());
    shell.see(">").type("SET").prompt(prompt + "SET" + setHint(" key value "));
    shell.type(" k").prompt(prompt + "SET k" + setHint(" value "));
    shell.type(" v EX").see("SET k v EX seconds [NX|XX|IFEQ");
    shell.type(" 10 ").lose("seconds");
  }

  /** As the server tells it: the manual that the shell brings along is of Redis 7.0. */
  private String setHint(String before) throws IOException {
    try (Client client = Client.connect("127.0.0.1", port)) {
      return setHint(before, Manual.of(client.call("COMMAND", "DOCS", "SET")));
    }
  }

  private static String setHint(String before, Manual manual) {
    String notation = manual.find(List.of("SET")).notation();
    return before + notation.substring("key value ".length());
  }

  @Test
  void whatIsWrongIsSaidBeforeItIsSent() throws IOException {
    start().type("GET a b").see("← too many arguments");
    shell.type(CTRL_C).type("GET \"a").see("← the quote is open");
    shell.type(CTRL_C).type("EXPIRE k soon").see("← seconds is a number");
    shell.type(CTRL_C).type("GTE k").see("← unknown command; did you mean GET");
    shell.type(CTRL_C).type("CONFIG ").see("GET|HELP|RESETSTAT|REWRITE|SET");
  }

  @Test
  void hintsCanBeTurnedOff() throws IOException {
    start().type("GET ").see("GET key").type(CTRL_C).enter(":set nohints");
    shell.type("TTL ").prompt(prompt + "TTL");
  }

  // Safety.

  @Test
  void whatDestroysIsAskedAboutFirst() throws IOException {
    start().enter("FLUSHALL").see("This deletes all 6 keys of all databases. Go on? [y/N]");
    shell.type("n").prompt(prompt).enter("DBSIZE").see("(integer) 6");
    shell.enter("FLUSHDB").see("keys of this database. Go on?").type("y").see("OK");
    shell.enter("EXISTS text").see("(integer) 0");
    shell.enter("SHUTDOWN").see("This stops the server").type("x").prompt(prompt);
    shell.enter("CONFIG RESETSTAT").see("statistics").type("n").prompt(prompt);
    shell.enter("DEBUG SLEEP 0").see("DEBUG is for those").type("n").prompt(prompt);
  }

  @Test
  void nothingIsAskedOfThoseWhoSaySo() throws IOException {
    start("--no-confirm").enter("FLUSHALL").see("OK");
  }

  @Test
  void aLongReplyIsMeasuredBeforeItIsAskedFor() throws IOException {
    try (Client client = Client.connect("127.0.0.1", port)) {
      for (int i = 0; i < 10_001; i++) client.send("RPUSH", "big", "x");
      for (int i = 0; i < 10_001; i++) client.send("HSET", "wide", "f" + i, "v");
      for (int i = 0; i < 20_002; i++) client.receive();
    }
    start().enter("LRANGE big 0 -1").see("The reply has about 10 k items. Go on?").type("n");
    shell.enter("HGETALL wide").see("The reply has about 20 k items. Go on?").type("n");
    shell.enter("LRANGE big 0 1").see("2) \"x\"");
  }

  @Test
  void keysAndMonitorAreAskedAboutWhereTheyHurt() throws IOException {
    try (FakeServer fake = new FakeServer(ShellTest::busy)) {
      shell = new VirtualShell(fake.port());
      shell.enter("KEYS *").see("This looks at 2.5 M keys, and nobody else is served").type("n");
      shell.enter("MONITOR").see("This prints 50 k lines a second").type("n");
      shell.enter("SMEMBERS s").see("about 1.2 M items").type("n");
      shell.enter("ZRANGE z 0 -1").see("about 12 k items").type("n");
    }
  }

  private static String busy(List<String> words) {
    return switch (words.getFirst()) {
      case "DBSIZE" -> ":2500000\r\n";
      case "SCARD" -> ":1200000\r\n";
      case "ZCARD" -> ":12000\r\n";
      case "INFO" -> "$33\r\ninstantaneous_ops_per_sec:50000\r\n\r\n";
      default -> "+OK\r\n";
    };
  }

  @Test
  void aTypingErrorIsNamed() throws IOException {
    start().enter("GTE text").see("(error) ERR unknown command", "Did you mean GET");
  }

  // Output.

  @Test
  void hashesAreTablesThatFitTheTerminal() throws IOException {
    try (Client client = Client.connect("127.0.0.1", port)) {
      client.call("HSET", "user:1", "about", "x".repeat(200));
    }
    start().enter("HGETALL user:1").see("field  value", "name   anna", "age    30", "xxx…");
    shell.enter(":set notables").enter("HGETALL user:2").see("1) \"name\"", "2) \"bob\"");
  }

  @Test
  void streamsAreTablesWithAColumnForEachField() throws IOException {
    String entries =
        "*2\r\n*2\r\n$3\r\n1-1\r\n*4\r\n$4\r\nname\r\n$4\r\nanna\r\n$3\r\nage\r\n$2\r\n30\r\n"
            + "*2\r\n$3\r\n2-1\r\n*2\r\n$4\r\nname\r\n$3\r\nbob\r\n";
    try (FakeServer fake = new FakeServer(words -> entries)) {
      shell = new VirtualShell(fake.port());
      shell.enter("XRANGE s - +").see("id   name  age", "1-1  anna  30", "2-1  bob");
    }
  }

  @Test
  void theTypesOfResp3AreToldApart() throws IOException {
    String reply = "*5\r\n#t\r\n,1.5\r\n(123456789012345678901\r\n~1\r\n+a\r\n%1\r\n+k\r\n_\r\n";
    try (FakeServer fake = new FakeServer(words -> reply)) {
      shell = new VirtualShell(fake.port());
      shell.enter("X");
      shell.see(
          "1) (true)",
          "2) (double) 1.5",
          "3) (big number) 123456789012345678901",
          "4) 1~ a",
          "5) 1# k => (nil)");
    }
  }

  @Test
  void bytesThatAreNoTextAreEscapedAndLettersAreNot() throws IOException {
    start().enter("GET binary").see("\"\\x00\\xff\"");
    shell.enter("SET k Käse").enter("GET k").see("\"Käse\"");
  }

  @Test
  void longRepliesGoThroughAPager() throws IOException {
    start().enter("CONFIG GET *").see(":").lose("> CONFIG GET *").type("q").prompt(prompt);
    shell.enter(":set nopager").enter("LRANGE list 0 -1").see("3) \"c\"");
  }

  @Test
  void oneLongLineGoesThroughAPagerToo() throws IOException {
    start().enter("SETRANGE text 3000 x").see("(integer) 3001");
    shell.enter("GET text").see(":").lose("> GET text").type("q").prompt(prompt);
  }

  @Test
  void aLargeValueIsMeasuredBeforeItIsAskedFor() throws IOException {
    start().enter("SETRANGE text 3000000 x").see("(integer) 3000001");
    shell.enter("GET text").see("The reply has about 3.0 M bytes. Go on?").type("n").prompt(prompt);
  }

  @Test
  void aReplyGoesToACommandOfThisMachine() throws IOException {
    start().enter("GET json | tr a-z A-Z").see("{\"A\":1}");
    shell.enter("LRANGE list 0 -1 | wc -l").see("3");
  }

  @Test
  void aSlowReplyIsTimedAndAWaitIsSaid() throws IOException {
    start("--no-confirm").enter("DEBUG SLEEP 0.6").see("waiting for the server (Ctrl-C stops)");
    shell.see("OK", " ms)").lose("waiting for the server");
  }

  @Test
  void ctrlCEndsAWaitAndTheShellGoesOn() throws IOException {
    start().enter("BLPOP nothing 0").see("waiting for the server").type(CTRL_C);
    shell.prompt(prompt).enter("GET text").see("hello");
  }

  @Test
  void messagesComeAboveTheLineThatIsBeingTyped() throws Exception {
    BlockingQueue<String> pushes = new LinkedBlockingQueue<>();
    try (PushServer pushing = new PushServer(pushes)) {
      shell = new VirtualShell(pushing.port(), "-3");
      shell.enter("SUBSCRIBE news").prompt("127.0.0.1:" + pushing.port() + "(subscribed)> ");
      shell.type("GET hal").see("(subscribed)> GET hal");
      pushes.add(">3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$5\r\nhello\r\n");
      shell.see("» \"message\" \"news\" \"hello\"").see("(subscribed)> GET hal");
      pushes.add(">2\r\n$10\r\ninvalidate\r\n*1\r\n$1\r\nk\r\n");
      shell.see("» -> invalidate: 'k'");
    }
  }

  @Test
  void peekTellsAllAboutAKey() throws IOException {
    start()
        .enter("peek text")
        .see("\"text\"  string  embstr", "5 bytes", "no deadline", "\"hello\"");
    shell.enter("peek user:1").see("hash  listpack", "2 fields", "name   anna");
    shell.enter("peek list").see("list", "3 items", "1) \"a\"");
    shell.enter("EXPIRE text 100").enter("peek text").see("dies in ");
    shell.enter("peek nothing").see("there is no key \"nothing\"");
  }

  @Test
  void peekTellsTheFiguresThatTheServerTells() throws IOException {
    call("XADD log 1-1 a b", "ZADD board 1.5 anna", "SADD set x", "SET dying v PX 85000");
    String bytes;
    try (Client client = Client.connect("127.0.0.1", port)) {
      bytes = Replies.number(client.call("MEMORY", "USAGE", "board")) + " bytes of memory";
    }
    start()
        .enter("peek board")
        .see("zset  listpack", "1 member  ", bytes, "no deadline", "\"anna\"");
    shell.enter("peek log").see("stream  stream", "1 entry  ", "\"1-1\"");
    shell.enter("peek set").see("set  ", "1) \"x\"");
    shell.enter("peek dying").see("1 byte  ", "dies in 8");
    shell.enter("RPUSH long 1 2 3 4 5 6 7 8 9 10 11 12").enter("peek long");
    shell.see("12 items", "10) \"10\"", "...");
    assertThat(shell.screen()).doesNotContain("11) ");
  }

  // Learning.

  @Test
  void theWireIsShownWithItsLineEnds() throws IOException {
    start("--wire").enter("GET text");
    shell.see("→ *2␍␊", "→ $3␍␊", "→ GET␍␊", "→ text␍␊", "← $5␍␊", "← hello␍␊", "\"hello\"");
    shell.enter(":wire off").enter("STRLEN text").see("(integer) 5");
    assertThat(shell.screen()).doesNotContain("← :5");
  }

  @Test
  void explainTellsWhatTheLastCommandDid() throws IOException {
    start().enter("GET text").see("hello").enter(":set nopager").enter(":explain");
    shell.see(
        "GET key",
        "sent      23 bytes",
        "*2␍␊                        an array of 2",
        "received  11 bytes",
        "$5␍␊                        a string of 5 bytes",
        "costs     O(1)",
        "keys      \"text\" (only read, its value is returned or copied)",
        "since     Redis 1.0.0",
        "chapter   step02-get-set/README.md");
  }

  @Test
  void whatWentToAnotherProgramOrWasShownIsExplainedToo() throws IOException {
    start().enter(":set nopager").enter("GET json | cat").see("{\"a\":1}").enter(":explain");
    shell.see("sent      23 bytes", "received  13 bytes");
    shell.enter("clear").enter(":wire on").enter("STRLEN text").see("← :5␍␊").enter(":explain");
    shell.see("sent      26 bytes", "received  4 bytes");
  }

  @Test
  void theShellExplainsItself() throws IOException {
    start().enter(":help").see("Ctrl-R       searches in it", "peek KEY");
    shell.enter("help get").see("GET key", "summary:", "since: 1.0.0", "group: string");
    shell.enter(":set nonsense").see("unknown redis-cli preference 'nonsense'");
    shell.enter(":nonsense").see("unknown redis-cli internal command ':nonsense'");
  }

  // Bad days.

  @Test
  void withoutAServerThePromptIsThereAndSaysSo() throws IOException {
    try (DeadPort dead = new DeadPort()) {
      int nobody = dead.number();
      shell = new VirtualShell(nobody);
      shell.see("Could not connect to Redis at 127.0.0.1:" + nobody + ": Connection refused");
      shell.prompt("127.0.0.1:" + nobody + "(not connected)> ");
      shell.enter("GET k").prompt("127.0.0.1:" + nobody + "(not connected)> ");
      shell.enter("help lmove").see("LMOVE source destination");
    }
  }

  @Test
  void aServerThatGoesIsNoticedAndComesBackWithDatabaseAndProtocol() throws Exception {
    List<String> asked = new CopyOnWriteArrayList<>();
    Function<List<String>, String> answers =
        words -> {
          if (!words.getFirst().equals("COMMAND")) asked.add(String.join(" ", words));
          return "+OK\r\n";
        };
    try (FakeServer fake = new FakeServer(answers)) {
      shell = new VirtualShell(fake.port(), "-3", "-n", "2");
      shell.prompt("127.0.0.1:" + fake.port() + "[2]> ");
      fake.dropClients();
      shell.see("The server closed the connection.");
      asked.clear();
      shell.enter("GET k").see("OK");
      assertThat(asked).containsSubsequence("SELECT 2", "HELLO 3", "GET k");
    }
  }

  @Test
  void garbageAndHalfAReplyAreOneClearLine() throws IOException {
    try (FakeServer fake = new FakeServer(words -> "HTTP/1.1 400\r\n")) {
      shell = new VirtualShell(fake.port());
      shell.enter("PING").see("Error: Protocol error, got \"H\" as reply type byte");
      shell.enter("quit").see("Goodbye!");
    }
    shell.close();
    try (FakeServer fake = new FakeServer(words -> "$10\r\nhalf", true)) {
      shell = new VirtualShell(fake.port());
      shell.enter("PING").see("Error: Server closed the connection");
      shell.enter("quit").see("Goodbye!");
    }
  }

  @Test
  void errorsThatCanBeHelpedComeWithAdvice() throws IOException {
    Map<String, String> advice =
        Map.of(
            "NOAUTH", "Log in with AUTH",
            "LOADING", "try again in a moment",
            "BUSY", "SCRIPT KILL",
            "MOVED", "start with -c",
            "READONLY", "write to its master");
    for (var each : advice.entrySet()) {
      try (FakeServer fake = new FakeServer(words -> "-" + each.getKey() + " for a reason\r\n")) {
        shell = new VirtualShell(fake.port());
        shell.enter("GET k").see("(error) " + each.getKey() + " for a reason", each.getValue());
        shell.close();
      }
    }
  }

  @Test
  void aWrongPasswordIsSaidAndAnotherCanBeGiven() throws IOException {
    Function<List<String>, String> answers =
        words -> words.equals(List.of("AUTH", "right")) ? "+OK\r\n" : "-WRONGPASS no\r\n";
    try (FakeServer fake = new FakeServer(answers)) {
      shell = new VirtualShell(fake.port(), "-a", "wrong");
      shell.see("AUTH failed: WRONGPASS no").enter("AUTH right").see("OK");
    }
  }

  @Test
  void colourlessTerminalsGetNone() throws IOException {
    shell =
        new VirtualShell(
            80, 24, port, Files.createTempFile("history", ".txt"), Map.of("NO_COLOR", "1"));
    shell.enter("GET text").see("\"hello\"");
  }

  /** Answers a subscription, and pushes what a test gives it. */
  private static final class PushServer implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    private final BlockingQueue<String> pushes;

    PushServer(BlockingQueue<String> pushes) throws IOException {
      this.pushes = pushes;
      Thread.ofVirtual().start(this::accept);
    }

    int port() {
      return listener.getLocalPort();
    }

    private void accept() {
      try {
        while (true) {
          Socket socket = listener.accept();
          Thread.ofVirtual().start(() -> serve(socket));
        }
      } catch (IOException e) {
        // Closed: the test is over.
      }
    }

    private void serve(Socket socket) {
      try (socket) {
        byte[] request = new byte[4096];
        while (true) {
          int count = socket.getInputStream().read(request);
          if (count < 0) return;
          boolean subscribes =
              new String(request, 0, count, StandardCharsets.UTF_8).contains("SUBSCRIBE");
          String reply =
              subscribes ? ">3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n" : "-ERR no\r\n";
          socket.getOutputStream().write(reply.getBytes(StandardCharsets.UTF_8));
          while (subscribes) {
            socket.getOutputStream().write(pushes.take().getBytes(StandardCharsets.UTF_8));
          }
        }
      } catch (IOException | InterruptedException e) {
        // The client is gone.
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
