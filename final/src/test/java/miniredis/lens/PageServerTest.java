package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.JsonValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page server as a browser meets it, and as somebody who means no good does. */
@Timeout(60)
class PageServerTest {

  /** What came back: the status, the head and the body. */
  private record Answer(int status, String head, String body) {}

  private final Hub hub = new Hub();
  private final List<String> deeds = new CopyOnWriteArrayList<>();
  @TempDir Path root;
  private PageServer server;
  private String recording = "";

  @BeforeEach
  void start() throws IOException {
    server = new PageServer(0, root);
    server.start(
        new PageServer.Content() {
          @Override
          public Subscription subscribe(long after, int most) {
            return hub.subscribe(after, most);
          }

          @Override
          public String act(JsonValue request) {
            deeds.add(request.text("do"));
            return Lens.ok();
          }

          @Override
          public String recording() {
            return recording;
          }
        });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Socket send(String request) throws IOException {
    Socket socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private Answer ask(String first, String body, String... headers) throws IOException {
    StringBuilder request = new StringBuilder(first + " HTTP/1.1\r\nConnection: close\r\n");
    for (String each : headers) request.append(each).append("\r\n");
    request.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
    try (Socket socket = send(request.toString())) {
      byte[] bytes = socket.getInputStream().readAllBytes();
      String text = new String(bytes, StandardCharsets.UTF_8);
      int end = text.indexOf("\r\n\r\n");
      String head = text.substring(0, end);
      return new Answer(Integer.parseInt(head.split(" ")[1]), head, text.substring(end + 4));
    }
  }

  private String host() {
    return "Host: 127.0.0.1:" + server.port();
  }

  private Answer get(String path) throws IOException {
    return ask("GET " + path, "", host());
  }

  private Answer act(String body, String... more) throws IOException {
    List<String> headers = new ArrayList<>(List.of(more));
    headers.add(host());
    return ask("POST /do", body, headers.toArray(String[]::new));
  }

  /** Reads the events of a page. */
  private BufferedReader page(String path, String... headers) throws IOException {
    String more = Stream.of(headers).map(each -> each + "\r\n").collect(Collectors.joining());
    Socket socket = send("GET " + path + " HTTP/1.1\r\n" + host() + "\r\n" + more + "\r\n");
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String until(BufferedReader page, String wanted) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line; (line = page.readLine()) != null; ) {
      seen.append(line).append('\n');
      if (line.contains(wanted)) return seen.toString();
    }
    throw new AssertionError("The events ended without " + wanted + ":\n" + seen);
  }

  @Test
  void onlyThisMachinesNamesAreAnswered() throws IOException {
    assertThat(ask("GET /none", "", "Host: localhost:" + server.port()).status()).isEqualTo(404);
    for (String host :
        List.of("evil.example", "127.0.0.1", "127.0.0.1:1", "evil.example:" + server.port())) {
      Answer answer = ask("GET /recording", "", "Host: " + host);
      assertThat(answer.status()).as(host).isEqualTo(403);
    }
    assertThat(ask("POST /do", "{}", "Host: evil.example").status()).isEqualTo(403);
    assertThat(deeds).isEmpty();
  }

  @Test
  void itListensOnThisMachineAlone() throws IOException {
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(each.getInetAddresses())) {
        if (address.isLoopbackAddress() || address instanceof Inet6Address) continue;
        try (Socket socket = new Socket()) {
          socket.connect(new InetSocketAddress(address, server.port()), 1000);
          throw new AssertionError("It answers on " + address);
        } catch (ConnectException | SocketTimeoutException refused) {
          // As it should be.
        }
      }
    }
  }

  @Test
  void aDeedNeedsJsonAndOurOwnPage() throws IOException {
    String json = "Content-Type: application/json";
    assertThat(act("{\"do\":\"pause\"}", json).body()).isEqualTo("{\"ok\":true}");
    assertThat(act("{\"do\":\"step\"}", json, "Origin: http://" + host().substring(6)).status())
        .isEqualTo(200);
    assertThat(deeds).containsExactly("pause", "step");
    assertThat(act("{}", json, "Origin: http://evil.example").status()).isEqualTo(403);
    assertThat(act("{}", json, "Origin: null").status()).isEqualTo(403);
    assertThat(act("{}", "Content-Type: text/plain").status()).isEqualTo(415);
    assertThat(act("{}").status()).isEqualTo(415);
    assertThat(ask("GET /do", "", host()).status()).isEqualTo(405);
    assertThat(deeds).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dozen", "/do/", "/do/it", "/do.js", "/recording2"})
  void aPathThatOnlyBeginsLikeOneOfOursIsNone(String path) throws IOException {
    recording = "{\"n\":1}\n";
    String json = "Content-Type: application/json";
    assertThat(ask("POST " + path, "{\"do\":\"kill\"}", host(), json).status()).isEqualTo(405);
    assertThat(get(path).status()).isEqualTo(404);
    assertThat(deeds).isEmpty();
  }

  @Test
  void aDeedThatIsNoJsonIsAnsweredWithASentence() throws IOException {
    Answer answer = act("{", "Content-Type: application/json; charset=utf-8");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(JsonValue.read(answer.body()).text("error")).startsWith("That is no JSON: column 2");
    assertThat(deeds).isEmpty();
  }

  @Test
  void aDeedHasALength() throws IOException {
    String large = "\"" + "x".repeat(5 << 20) + "\"";
    try {
      assertThat(act(large, "Content-Type: application/json").status()).isEqualTo(413);
    } catch (SocketException cutOffWhileSending) {
      // As good.
    }
    assertThat(deeds).isEmpty();
  }

  @Test
  void everyAnswerTellsTheBrowserToRunOnlyOurOwn() throws IOException {
    for (String path : List.of("/", "/none.js", "/recording")) {
      assertThat(get(path).head())
          .as(path)
          .containsIgnoringCase("Content-Security-Policy: default-src 'self'")
          .containsIgnoringCase("X-Content-Type-Options: nosniff");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../LensMain.class",
        "/%2e%2e/lens/LensMain.class",
        "/LensMain.class",
        "//etc/passwd",
        "/a/../../x.js",
        "/.js",
        "/source/",
        "/source/final/../secret.java",
        "/source/final/src/main/java/../../../../secret.java",
        "/source/final/src/main/java/%2e%2e/x.java",
        "/source/pom.xml",
        "/source/final/src/main/java/link.java"
      })
  void onlyThePageAndTheSourcesCanBeRead(String path) throws IOException {
    Files.writeString(root.resolve("secret.java"), "secret");
    Files.writeString(root.resolve("pom.xml"), "secret");
    Path folder = Files.createDirectories(root.resolve("final/src/main/java"));
    Path elsewhere = Files.createTempFile("elsewhere", ".java");
    Files.createSymbolicLink(folder.resolve("link.java"), elsewhere);
    assertThat(get(path).status()).isIn(400, 404);
    Files.delete(elsewhere);
  }

  @Test
  void aSourceIsShownAsText() throws IOException {
    Path folder = Files.createDirectories(root.resolve("step01-ping/src/main/java/miniredis"));
    Files.writeString(folder.resolve("Main.java"), "class Main {} // <b>");
    Answer answer = get("/source/step01-ping/src/main/java/miniredis/Main.java");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.head()).containsIgnoringCase("Content-Type: text/plain; charset=utf-8");
    assertThat(answer.body()).isEqualTo("class Main {} // <b>");
  }

  @Test
  void aRecordingIsThereOnlyWhereOneIsPlayed() throws IOException {
    assertThat(get("/recording").status()).isEqualTo(404);
    recording = "{\"n\":1}\n";
    assertThat(get("/recording").body()).isEqualTo("{\"n\":1}\n");
  }

  @Test
  void tenPagesHearTheSameEvents() throws IOException {
    hub.note("before", "info");
    List<BufferedReader> pages = new ArrayList<>();
    for (int i = 0; i < 10; i++) pages.add(page("/events"));
    for (BufferedReader each : pages) until(each, "before");
    hub.note("after", "info");
    for (BufferedReader each : pages) {
      assertThat(until(each, "after")).contains("id: 2\n").contains("data: {\"n\":2,");
    }
    for (BufferedReader each : pages) each.close();
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (hub.listeners() > 0) {
      assertThat(System.nanoTime()).as("closed pages are left").isLessThan(deadline);
      hub.note("is anybody there?", "info");
      LockSupport.parkNanos(10_000_000);
    }
  }

  @Test
  void aPageThatComesBackHearsWhatItHasMissed() throws IOException {
    for (int i = 1; i <= 9; i++) hub.note("note " + i + ".", "info");
    try (BufferedReader page = page("/events", "Last-Event-ID: 6")) {
      assertThat(until(page, "note 9.")).contains("note 7.").doesNotContain("note 6.");
    }
    try (BufferedReader page = page("/events?last=2")) {
      assertThat(until(page, "note 9.")).contains("note 8.").doesNotContain("note 7.");
    }
  }

  @Test
  void moreThanSixtyFourPagesAreTooMany() throws IOException {
    List<BufferedReader> pages = new ArrayList<>();
    hub.note("hello", "info");
    for (int i = 0; i < 64; i++) pages.add(page("/events"));
    for (BufferedReader each : pages) until(each, "hello");
    assertThat(get("/events").status()).isEqualTo(503);
    for (BufferedReader each : pages) each.close();
  }
}
