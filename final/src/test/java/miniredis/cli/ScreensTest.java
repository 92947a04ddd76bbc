package miniredis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.ModuleServer;
import miniredis.bytes.Bytes;
import miniredis.client.Client;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a person at a terminal sees of the long modes and no one else does: bars and plots. */
@Timeout(60)
class ScreensTest {

  private static ModuleServer server;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    server = new ModuleServer();
    port = server.start();
    try (Client client = Client.connect("127.0.0.1", port)) {
      for (int i = 0; i < 3000; i++) client.send("SET", "key:" + i, "v");
      for (int i = 0; i < 3000; i++) client.receive();
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void bigKeysHasABarThatGoesAwayBeforeEachLine() throws IOException {
    String screen = run(true, out -> false, "", "--bigkeys");
    assertThat(screen)
        .contains("░░░\033[0m   0 % of 3,000\033[K", "\r\033[K[00.00%] Biggest string");
    assertThat(screen).contains("Sampled 3000 keys in the keyspace!");
    assertThat(run(false, out -> false, "", "--bigkeys")).doesNotContain("\033", "░", "\r");
  }

  @Test
  void aBarIsAsLongAsTheWorkThatIsDone() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Progress progress = new Progress(streams(true, out, ""));
    progress.show(40, 100);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\r\033[36m"
                + "█".repeat(12)
                + "\033[90m"
                + "░".repeat(18)
                + "\033[0m  40 % of 100\033[K");
    out.reset();
    progress.show(41, 100);
    assertThat(out.size()).as("not sooner than after a tenth of a second").isZero();
    progress.clear();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\r\033[K");
  }

  @Test
  void pipeCountsRepliesWhileTheyCome() throws IOException {
    String pings = "PING\r\n".repeat(25_000);
    String screen = run(true, out -> false, pings, "--pipe");
    assertThat(screen).contains("\r\033[K10,000 replies, ", "\r\033[K20,000 replies, ");
    assertThat(screen).contains("errors: 0, replies: 25000\n");
    assertThat(run(false, out -> false, pings, "--pipe")).doesNotContain("\033", "\r");
  }

  @Test
  void statPlotsTheRequestsBetweenItsLines() throws IOException {
    Predicate<String> enough = out -> out.lines().count() >= 6;
    assertThat(run(true, enough, "", "--stat", "-i", "0.01"))
        .containsPattern("\\(\\+1\\) +\\d+ +\033\\[36m[▁▂▃▄▅▆▇█]{3}\033\\[0m\n");
    assertThat(run(false, enough, "", "--stat", "-i", "0.01")).doesNotContain("\033");
  }

  @Test
  void latencyPlotsItsLastAnswers() throws IOException {
    Predicate<String> enough = out -> out.contains("(40 samples)");
    String screen = run(true, enough, "", "--latency");
    assertThat(screen).containsPattern("\\(3 samples\\)  \033\\[36m[▁▂▃▄▅▆▇█]{3}\033\\[0m");
    assertThat(screen).containsPattern("\\(39 samples\\)  \033\\[36m[▁▂▃▄▅▆▇█]{30}\033\\[0m");
    assertThat(run(false, enough, "", "--latency", "--no-raw")).doesNotContain("\033[36m");
  }

  /** Until it ends, or has printed enough: then nobody reads it any more. */
  private static String run(
      boolean terminal, Predicate<String> enough, String input, String... options)
      throws IOException {
    Screen screen = new Screen(enough);
    List<Bytes> args = new ArrayList<>(List.of(Bytes.of("-p"), Bytes.of(port)));
    Stream.of(options).map(Bytes::of).forEach(args::add);
    CliMain.run(args, Map.of("HOME", "/nonexistent"), streams(terminal, screen, input));
    return screen.text.toString(StandardCharsets.UTF_8);
  }

  private static Streams streams(boolean terminal, OutputStream out, String input) {
    InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    return new Streams(in, out, OutputStream.nullOutputStream(), false, terminal);
  }

  private static final class Screen extends OutputStream {
    final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final Predicate<String> enough;

    Screen(Predicate<String> enough) {
      this.enough = enough;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      text.write(bytes, offset, length);
      if (enough.test(text.toString(StandardCharsets.UTF_8))) {
        throw new BrokenOutput(new IOException("enough"));
      }
    }
  }
}
