package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import miniredis.bytes.JsonValue;
import miniredis.client.Client;
import miniredis.embedded.MiniRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line: a live page, recordings made, played and checked. */
@Timeout(60)
class LensMainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<String> started = new ArrayList<>();
  private final LensMain main = new LensMain(this::start, null, new PrintStream(out, true));
  @TempDir Path folder;
  private Path file;

  private Subject start(String name, Path folder, List<String> options) {
    started.add(name + " " + options);
    return new EmbeddedSubject();
  }

  @BeforeEach
  void nameAFile() {
    file = folder.resolve("a.jsonl");
  }

  @AfterEach
  void close() {
    main.close();
  }

  private int run(Object... words) throws IOException {
    return main.run(
        LensOptions.parse(Stream.of(words).map(Object::toString).toArray(String[]::new)));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** A port that it has printed. */
  private int printed(String before) {
    Matcher port = Pattern.compile(Pattern.quote(before) + "(\\d+)").matcher(said());
    assertThat(port.find()).as(said()).isTrue();
    return Integer.parseInt(port.group(1));
  }

  private static String get(int port, String path) throws IOException {
    try (InputStream in = URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Makes a recording of some commands, each sent alone. */
  private void record(String... lines) throws IOException {
    assertThat(run("final", "--port", 0, "--page", 0, "--record", file)).isEqualTo(-1);
    try (Client client = Client.connect("127.0.0.1", printed("redis-cli -p "))) {
      for (String line : lines) client.call(line.split(" "));
    }
    main.close();
  }

  @Test
  void aLivePageSaysWhereEverythingIs() throws IOException {
    assertThat(run("final", "--port", 0, "--page", 0, "--", "--maxmemory", "1mb")).isEqualTo(-1);
    assertThat(started).containsExactly("final [--maxmemory, 1mb]");
    try (Client client = Client.connect("127.0.0.1", printed("redis-cli -p "));
        Client direct = Client.connect("127.0.0.1", printed("direct   port "))) {
      client.call("SET", "a", "1");
      assertThat(direct.call("GET", "a").toString()).contains("1");
    }
    assertThat(printed("http://127.0.0.1:")).isPositive();
  }

  @Test
  void aProxyStandsBeforeAnyServer() throws IOException {
    try (MiniRedis server = MiniRedis.start()) {
      assertThat(run("--proxy", 0, server.port(), "--page", 0)).isEqualTo(-1);
      try (Client client = Client.connect("127.0.0.1", printed("redis-cli -p "))) {
        assertThat(client.call("PING").toString()).contains("PONG");
      }
      assertThat(started).isEmpty();
      assertThat(said()).doesNotContain("direct");
    }
  }

  @Test
  void aRecordingIsPlayedWithoutAServer() throws IOException {
    record("SET a 1", "GET a");
    assertThat(run("--play", file, "--page", 0)).isEqualTo(-1);
    out.reset();
    main.close();
    assertThat(run("--play", file, "--page", 0)).isEqualTo(-1);
    List<String> lines = get(printed("http://127.0.0.1:"), "/recording").lines().toList();
    assertThat(lines).isEqualTo(Files.readAllLines(file));
    assertThat(lines.getFirst()).contains("\"kind\":\"hello\"");
    assertThat(String.join("\n", lines))
        .contains("\"text\":\"GET a\"", "\"text\":\"$1 \\\"1\\\"\"");
  }

  @Test
  void aRecordingThatWasCutIsGoodUpToThere() throws IOException {
    record("SET a 1", "GET a");
    byte[] whole = Files.readAllBytes(file);
    int lines = Files.readAllLines(file).size();
    Files.write(file, Arrays.copyOf(whole, whole.length - 10));
    Recording cut = Recording.read(file);
    assertThat(cut.events()).hasSize(lines);
    assertThat(cut.events().getLast().text("text")).startsWith("The recording ends here, damaged");
    assertThat(cut.events().getLast().number("n", 0)).isEqualTo(lines);
    for (int length = 1; length < whole.length; length += 97) {
      Files.write(file, Arrays.copyOf(whole, length));
      if (length > whole.length / 2) assertThat(Recording.read(file).events()).isNotEmpty();
    }
  }

  @Test
  void whatIsNoRecordingIsRefused() throws IOException {
    for (String text : List.of("", "\n", "x", "{}", "{\"kind\":\"note\"}\n", "\0\u00ff")) {
      Files.writeString(file, text, StandardCharsets.ISO_8859_1);
      assertThatThrownBy(() -> run("--play", file, "--page", 0))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is no recording");
    }
    assertThatThrownBy(() -> run("--play", folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aFreshServerDoesTheSameAsTheRecordedOne() throws IOException {
    record("SET a 1", "INCR a", "SET b %s".formatted("x".repeat(3000)), "GET b", "QUIT");
    assertThat(run("--check", file, file)).isZero();
    assertThat(started).hasSize(3).last().isEqualTo("final [--save, ]");
    assertThat(said()).contains(file + ": the same, ");
  }

  @Test
  void theFirstDifferenceIsToldInWords() throws IOException {
    record("SET a 1", "INCR a");
    String events = Files.readString(file);
    String two = Base64.getEncoder().encodeToString(":2\r\n".getBytes(StandardCharsets.UTF_8));
    String three = Base64.getEncoder().encodeToString(":3\r\n".getBytes(StandardCharsets.UTF_8));
    assertThat(events).contains(two);
    Files.writeString(file, events.replace(two, three));
    assertThat(run("--check", file)).isEqualTo(1);
    assertThat(said())
        .containsPattern(
            "client \\d+, after INCR a: recorded was \"3\\\\r\\\\n\" from byte 6 of the replies on,"
                + " and now came \"2\\\\r\\\\n\"");
  }

  /** Writes a recording of one client by hand. */
  private void write(String... events) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("{\"n\":1,\"t\":0,\"kind\":\"hello\",\"subject\":\"final\",\"title\":\"t\"}");
    lines.add("{\"kind\":\"client\",\"c\":1,\"what\":\"open\",\"name\":\"A\"}");
    lines.addAll(List.of(events));
    Files.write(file, lines);
  }

  private static String bytes(String direction, int at, String text) {
    return "{\"kind\":\"bytes\",\"c\":1,\"dir\":\"%s\",\"at\":%d,\"length\":%d,\"data\":\"%s\"}"
        .formatted(direction, at, text.length(), base64(text));
  }

  private static String closed(String why) {
    return "{\"kind\":\"client\",\"c\":1,\"what\":\"close\",\"why\":\"" + why + "\"}";
  }

  @Test
  void aReplyThatDoesNotComeIsADifference() throws IOException {
    write(bytes("in", 0, "QUIT\r\n"), bytes("out", 0, "+OK\r\n"), bytes("out", 5, "+OK\r\n"));
    assertThat(run("--check", file)).isEqualTo(1);
    assertThat(said()).contains("client A: recorded was \"+OK\\r\\n\", and now came nothing");
  }

  @Test
  void anEndOfTheConnectionIsComparedToo() throws IOException {
    String why = "the server has closed the connection";
    write(bytes("in", 0, "QUIT\r\n"), bytes("out", 0, "+OK\r\n"), closed(why));
    assertThat(run("--check", file)).isZero();
    write(bytes("in", 0, "SET a 1\r\nPING\r\n"), bytes("out", 0, "+OK\r\n"), closed(why));
    assertThat(run("--check", file)).isEqualTo(1);
    assertThat(said()).contains("the end of the connection, and now came another reply");
  }

  @Test
  void whatChangesTheServerIsDoneAgain() throws IOException {
    write(
        bytes("in", 0, "SET a 1 PX 100\r\n"),
        bytes("out", 0, "+OK\r\n"),
        "{\"kind\":\"did\",\"what\":\"clock\",\"advance\":100}",
        bytes("in", 16, "GET a\r\n"),
        bytes("out", 5, "$-1\r\n"));
    assertThat(run("--check", file)).as(said()).isZero();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aRecordingOfSamplesCannotBeChecked() throws IOException {
    record("PING");
    Files.writeString(
        file,
        "{\"n\":99,\"t\":1,\"kind\":\"sampled\",\"commands\":1,\"skipped\":1}\n",
        StandardOpenOption.APPEND);
    assertThatThrownBy(() -> run("--check", file)).hasMessageContaining("samples only");
  }

  @Test
  void valuesThatLookLikeMarkupAreTextInARecording() throws IOException {
    record("SET a <img/src=x/onerror=alert(1)>");
    for (String line : Files.readAllLines(file)) JsonValue.read(line);
    assertThat(Files.readString(file)).contains("SET a <img/src=x/onerror=alert(1)>");
  }

  @Test
  void theHelpListsAllOptions() throws IOException {
    assertThat(run("--help")).isZero();
    assertThat(said()).contains("--proxy", "--record", "--play", "--check", "--scene", "--page");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                         | which server
          final --play x             | one of them
          final extra                | what is extra?
          source                     | source needs a folder
          final --port 70000         | --port needs a port from 0 to 65535, not 70000
          final --page x             | Invalid value for option '--page'
          --proxy 1                  | --proxy
          --proxy x 1                | --proxy needs a port, not x
          --proxy 1 host:x           | --proxy HOST:PORT needs a port, not x
          final --nothing            | Unknown option: '--nothing'
          """)
  void whatIsWrongIsSaidInALine(String words, String message) {
    String[] args = words.isEmpty() ? new String[0] : words.split(" ");
    assertThatThrownBy(() -> LensOptions.parse(args))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aPortInUseIsSaidAndNothingIsLeftOpen() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> run("final", "--port", taken.getLocalPort(), "--page", 0))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("port " + taken.getLocalPort());
    }
  }
}
