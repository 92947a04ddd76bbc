package miniredis.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

import course.Redis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a start does with a redis.conf: heeds it, says what it does not heed, or refuses. */
@Tag("interop")
class SettingsTest {

  private static final Path DEBIAN = Path.of("/etc/redis/redis.conf");

  private static final String REFUSED =
      "-ERR CONFIG SET failed (possibly related to argument 'bind') - Failed to bind to specified"
          + " addresses.";

  @TempDir Path folder;

  private Program start(String... lines) throws IOException {
    Path file = Files.write(folder.resolve("redis.conf"), List.of(lines));
    String[] here = {file.toString(), "--port", "0", "--bind", "127.0.0.1", "--dir", "."};
    return Program.server(folder, Map.of(), here);
  }

  private void assertRefused(String line, String message) throws IOException {
    try (Program server = start(line)) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.said())
          .isEqualTo("mini Redis: " + message.replace("FILE", folder + "/redis.conf") + "\n");
    }
    assertThat(folder).isDirectoryNotContaining("glob:**appendonlydir");
  }

  @Test
  void theFileThatDebianShipsWorksAndWhatIsNotHeededIsNamedInOneLine() throws IOException {
    assumeTrue(Files.isReadable(DEBIAN), DEBIAN + " comes with Debian's redis-server");
    Path log = folder.resolve("redis.log");
    String[] here = {DEBIAN.toString(), "--port", "0", "--dir", ".", "--logfile", log.toString()};
    String unheeded = "Settings without effect here: daemonize, pidfile";
    try (Program server = Program.server(folder, Map.of(), here)) {
      Redis.eventually("it says what it does not heed", () -> server.said().contains("pidfile"));
      assertThat(server.said()).isEqualTo("mini Redis: " + unheeded + "\n");
      Redis.eventually("it listens", () -> portIn(log) > 0);
      try (Redis redis = Redis.connect("127.0.0.1", portIn(log), "testkey")) {
        redis.expect("CONFIG GET appendonly", "*2", "$10", "appendonly", "$2", "no");
        redis.eventually("SET k v", "+OK");
      }
      assertThat(Files.readString(log)).containsOnlyOnce(unheeded);
    }
  }

  private static int portIn(Path log) {
    try {
      Matcher port =
          Pattern.compile("listening on 127.0.0.1:(\\d+)").matcher(Files.readString(log));
      return port.find() ? Integer.parseInt(port.group(1)) : 0;
    } catch (IOException notYet) {
      return 0;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "replicaof other 6379, replication is not supported",
    "min-replicas-to-write 1, replication is not supported",
    "masterauth secret, replication is not supported",
    "cluster-enabled yes, cluster mode is not supported",
    "tls-replication yes, replication is not supported",
    "tls-cluster yes, cluster mode is not supported",
    "supervised systemd, no supervisor can be told that the server is ready"
  })
  void aPromiseThatNobodyKeepsIsRefusedInOneLine(String line, String reason) throws IOException {
    String name = line.substring(0, line.indexOf(' '));
    assertRefused(line, "option '" + name + "' (FILE line 1): " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "user ann on foo, Syntax error",
        "user ann on +foo, \"'+foo': Unknown command or category name in ACL\"",
        "user ann on (+get, Unmatched parenthesis in selector definition",
        "user 'a b' on, Spaces not allowed in ACL usernames"
      })
  void aRuleThatMakesNoSenseIsRefusedInOneLine(String line, String reason) throws IOException {
    String name = line.contains("ann") ? "ann" : "a b";
    assertRefused(line, "option 'user " + name + "' (FILE line 1): " + reason);
  }

  @Test
  void aPortForMetricsThatIsTakenIsOneLine() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Program server = start("metrics-port " + other.getLocalPort())) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.said())
          .isEqualTo(
              "mini Redis: metrics on 127.0.0.1:%s: Address already in use\n"
                  .formatted(other.getLocalPort()));
    }
  }

  @Test
  void thePortForMetricsMayComeFromTheEnvironment() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Map<String, String> environment = Map.of("MINIREDIS_METRICS_PORT", "" + port);
    String[] options = {"--port", "0", "--bind", "127.0.0.1", "--dir", "."};
    try (Program server = Program.server(folder, environment, options)) {
      server.connect().expect("PING", "+PONG");
      assertThat(server.said()).contains("Metrics are at http://127.0.0.1:" + port + "/metrics");
      URL url = URI.create("http://127.0.0.1:" + port + "/metrics").toURL();
      try (InputStream in = url.openStream()) {
        assertThat(new String(in.readAllBytes())).startsWith("# HELP redis_up");
      }
    }
  }

  @Test
  void usersAreInOneFileAndOnce() throws IOException {
    try (Program server = start("user ann on", "user ann off")) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.said()).contains("line 2): Duplicate user found.").hasLineCount(1);
    }
    try (Program server = start("user ann on", "aclfile users.acl")) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.said()).contains("please define either an ACL file or declare users");
    }
  }

  @Test
  void usersHaveTheirRulesFromTheStartAndAreRewritten() throws IOException {
    try (Program server = start("user ann on >secret ~a* +get", "user bob +@all", "# end")) {
      Redis redis = server.connect();
      assertThat(server.said()).contains("The user 'bob' is disabled");
      redis.expect("AUTH ann secret", "+OK").expect("GET a", "$-1");
      assertThat(redis.ask("SET a x")).startsWith("-NOPERM");
      redis.expect("AUTH default x", "+OK").expect("ACL SETUSER bob nocommands", "+OK");
      redis.expect("ACL SETUSER carl", "+OK").expect("CONFIG REWRITE", "+OK");
      List<String> lines = Files.readAllLines(folder.resolve("redis.conf"));
      assertThat(lines.getFirst()).startsWith("user ann on #2bb80d").endsWith("-@all +get");
      assertThat(lines.subList(1, 3)).containsExactly("user bob off resetchannels -@all", "# end");
      assertThat(lines)
          .contains("user carl off resetchannels -@all")
          .contains("user default on nopass ~* &* +@all");
    }
  }

  @Test
  void thePasswordOfTheDefaultUserIsAskedFor() throws IOException {
    try (Program server = start("user default on >secret ~* &* +@all")) {
      Redis.eventually("it says its port", () -> server.said().contains("listening"));
      try (Redis redis = Redis.connect("127.0.0.1", server.port(), "testkey")) {
        redis.expect("PING", "-NOAUTH Authentication required.");
        redis.expect(
            "AUTH wrong", "-WRONGPASS invalid username-password pair or user is disabled.");
        redis.expect("AUTH default secret", "+OK").expect("PING", "+PONG");
      }
    }
  }

  @Test
  void aCommandIsRenamedOrTakenAway() throws IOException {
    try (Program server =
        start(
            "rename-command FLUSHALL \"\"",
            "rename-command set Put",
            "rename-command config cfg",
            "rename-command object thing")) {
      Redis redis = server.connect();
      redis.expect("PUT k v", "+OK").expect("put k v XX", "+OK").expect("GET k", "$1", "v");
      redis.expect("SET k v", "-ERR unknown command 'SET', with args beginning with: 'k' 'v' ");
      redis.expect("FLUSHALL", "-ERR unknown command 'FLUSHALL', with args beginning with: ");
      redis.expect("PUT", "-ERR wrong number of arguments for 'set' command");
      redis.expect("COMMAND GETKEYS PUT k v", "*1", "$1", "k");
      redis.expect("cfg x", "-ERR unknown subcommand 'x'. Try CFG HELP.");
      assertThat(redis.ask("COMMAND INFO put")).contains("set").contains("denyoom");
      assertThat(redis.ask("COMMAND INFO set")).isEqualTo("*1\r\n$-1");
      assertThat(redis.ask("THING HELP")).contains("THING <subcommand>");
      assertThat(redis.ask("CFG HELP")).contains("CFG <subcommand>");
      redis.expect("COMMAND NO", "-ERR unknown subcommand 'NO'. Try COMMAND HELP.");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rename-command nosuch x, 'rename-command nosuch', No such command in rename-command",
    "rename-command get set, 'rename-command get', Target command name already exists",
    "rename-command config|get x, 'rename-command config|get', No such command in rename-command",
    "rename-command get, 'rename-command', 'takes a command and its new name, \"\" for none'"
  })
  void aNameThatCannotBeGivenIsRefused(String line, String name, String reason) throws IOException {
    assertRefused(line, "option '" + name + "' (FILE line 1): " + reason);
  }

  /** As in Redis: the file has the names that clients used, and is read with those of now. */
  @Test
  void aLogIsReadWithTheNamesThatItWasWrittenWith() throws IOException {
    String renamed = "rename-command SET put";
    try (Program server = start(renamed)) {
      server.connect().expect("PUT k v", "+OK");
      server.kill();
    }
    try (Program server = start(renamed)) {
      server.connect().expect("GET k", "$1", "v");
      server.kill();
    }
    try (Program server = start("# put is not known here")) {
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.said().toLowerCase(Locale.ROOT)).contains("unknown command 'put'");
    }
  }

  /** As in Redis: nothing is loaded, and whoever saves is told that it failed. */
  @Test
  void withoutANameForTheSnapshotNothingIsLoadedOrSaved() throws IOException {
    try (Program server = start("dbfilename \"\"", "appendonly no")) {
      Redis redis = server.connect().expect("SET k v", "+OK").expect("SAVE", "-ERR");
      assertThat(redis.ask("SET k v")).startsWith("-MISCONF");
      redis.expect("SHUTDOWN", "-ERR Errors trying to SHUTDOWN. Check logs.");
      assertThat(folder).isDirectoryNotContaining("glob:**.rdb");
    }
  }

  @Test
  void hertzAreBroughtIntoRangeAndShown() throws IOException {
    try (Program server = start("hz 1000")) {
      Redis redis = server.connect();
      assertThat(redis.ask("INFO server")).contains("\r\nhz:500\r\nconfigured_hz:500\r\n");
      redis.expect("CONFIG SET hz 0", "+OK");
      assertThat(redis.ask("INFO server")).contains("\r\nhz:1\r\nconfigured_hz:1\r\n");
    }
  }

  @Test
  void aRewrittenFileSaysWhereTheServerIs() throws IOException {
    try (Program server = start("port 1", "bind 127.0.0.1")) {
      Redis redis = server.connect();
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      redis.expect("CONFIG SET port " + port, "+OK").expect("CONFIG SET bind 999.9.9.9", REFUSED);
      redis.expect("CONFIG REWRITE", "+OK");
      List<String> lines = Files.readAllLines(folder.resolve("redis.conf"));
      assertThat(lines).startsWith("port " + port, "bind 127.0.0.1");
      try (Redis other = Redis.connect("127.0.0.1", port, "testkey")) {
        other.expect("PING", "+PONG");
      }
    }
  }
}
