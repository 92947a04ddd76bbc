package miniredis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.ModuleServer;
import miniredis.bytes.Words;
import miniredis.client.Client;
import miniredis.interop.Programs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client as its own program, on a real terminal in tmux, at two sizes. */
@Tag("slow")
@Isolated
@Timeout(300)
class TmuxTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private ModuleServer server;
  private int port;
  private Path folder;

  @BeforeEach
  void start() throws IOException {
    Programs.need("tmux");
    folder = Files.createTempDirectory("tmux");
    server = new ModuleServer();
    port = server.start();
    try (Client client = Client.connect("127.0.0.1", port)) {
      client.call(Words.split("HSET user:1 name anna age 30 city Köln").orElseThrow());
      client.call(Words.split("SET json '{\"a\":[1,2,3]}'").orElseThrow());
    }
  }

  @AfterEach
  void stop() throws Exception {
    tmux("kill-server");
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  @ParameterizedTest
  @CsvSource({"80, 24", "120, 40"})
  void aPersonsHourWithTheShell(int columns, int rows) throws Exception {
    open(columns, rows, "");
    type("hget us", "Tab").see("hget user:1 field");
    type("C-c").line("HGETALL user:1").see("name   anna").see("city   Köln");
    type("EXPIRE user:1 soon").see("← seconds is a number").type("C-c");
    line("peek user:1").see("hash  listpack").see("3 fields");
    line("GET json | tr 0-9 x").see("\\{\"a\":\\[x,x,x\\]\\}");
    line(":wire on").line("GET json").see("← \\$13␍␊");
    line("FLUSHALL").see("Go on\\? \\[y/N\\]").type("n").line("DBSIZE").see("\\(integer\\) 2");
    line("SELECT 3").see("127.0.0.1:" + port + "\\[3\\]>");
    type("C-d").see("Goodbye!");
  }

  @Test
  void theTerminalMayBecomeNarrower() throws Exception {
    open(120, 40, "");
    line("HGETALL user:1").see("name   anna");
    tmux("resize-window", "-t", "cli", "-x", "60", "-y", "15");
    line("GET json").see("\"\\{");
    type("C-d").see("Goodbye!");
  }

  @Test
  void aDumbTerminalWillDo() throws Exception {
    open(80, 24, "TERM=dumb ");
    line("GET json").see("\\{");
    assertThat(screen()).doesNotContain("[3");
    line("quit").see("Goodbye!");
  }

  @Test
  void latencyComesWithAPlot() throws Exception {
    run(80, 24, "", "--latency").see("samples\\)  [▁▂▃▄▅▆▇█]+");
  }

  @Test
  void figuresComeWithAPlot() throws Exception {
    run(80, 24, "", "--stat", "-i", "0.1").see("\\(\\+\\d+\\).*[▁▂▃▄▅▆▇█]{3}");
  }

  private void open(int columns, int rows, String before) throws Exception {
    run(columns, rows, before).see("127.0.0.1:" + port + ">");
  }

  private TmuxTest run(int columns, int rows, String before, String... options) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String command =
        "%sMINIREDIS_HISTORY=%s %s --enable-native-access=ALL-UNNAMED -cp %s miniredis.cli.CliMain -p %d %s; cat"
            .formatted(
                before,
                folder.resolve("history"),
                java,
                System.getProperty("java.class.path"),
                port,
                String.join(" ", options));
    tmux(
        "-f",
        "/dev/null",
        "new-session",
        "-d",
        "-s",
        "cli",
        "-x",
        "" + columns,
        "-y",
        "" + rows,
        command);
    return this;
  }

  private TmuxTest line(String text) throws Exception {
    tmux("send-keys", "-t", "cli", "-l", text);
    tmux("send-keys", "-t", "cli", "Enter");
    return this;
  }

  /** Keys, by tmux's names for them, or as they are. */
  private TmuxTest type(String... keys) throws Exception {
    List<String> command = new ArrayList<>(List.of("send-keys", "-t", "cli"));
    Collections.addAll(command, keys);
    tmux(command.toArray(String[]::new));
    return this;
  }

  private TmuxTest see(String pattern) throws Exception {
    Pattern wanted = Pattern.compile(pattern);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!wanted.matcher(screen()).find()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Waited in vain for " + pattern + " on:\n" + screen());
      }
      LockSupport.parkNanos(50_000_000);
    }
    return this;
  }

  private String screen() throws Exception {
    return tmux("capture-pane", "-p", "-t", "cli");
  }

  private String tmux(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("tmux", "-S", folder.resolve("socket").toString()));
    Collections.addAll(command, arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }
}
