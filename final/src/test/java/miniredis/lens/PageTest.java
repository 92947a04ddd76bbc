package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The page in a real browser: what it shows is what the server says of itself, and it holds. */
@Tag("interop")
@ResourceLock("servers and browsers of the lens")
class PageTest {

  private static Browser browser;

  @BeforeAll
  static void startBrowser() throws Exception {
    browser = Browser.start();
  }

  @AfterAll
  static void closeBrowser() throws IOException {
    if (browser != null) browser.close();
  }

  @Test
  void theKeysOnThePageAreThoseOfTheServer() throws Exception {
    try (LensAt lens = new LensAt("final");
        BrowserPage page = browser.open(lens.address());
        Client client = Client.connect("127.0.0.1", lens.port())) {
      client.call("SET", "name", "Ann");
      client.call("SET", "soon", "x", "EX", "100");
      client.call("RPUSH", "jobs", "a", "b");
      client.call("HSET", "user", "name", "Ann");
      page.press("Digit1");
      page.await("document.querySelectorAll('section[data-view=keyspace] tbody tr').length === 4");
      for (String key : List.of("name", "soon", "jobs", "user")) {
        assertThat(cell(page, key, 0)).isEqualTo(key);
        String type = ((Reply.Text) client.call("TYPE", key)).text().text();
        assertThat(cell(page, key, 1)).startsWith(type);
        String encoding = bulk(client.call("OBJECT", "ENCODING", key));
        if (!encoding.equals(type)) assertThat(cell(page, key, 1)).contains(encoding);
      }
      assertThat(cell(page, "name", 2)).contains(bulk(client.call("GET", "name")));
      assertThat(cell(page, "name", 3)).isEqualTo("for ever");
      long shown = Long.parseLong(cell(page, "soon", 3).replaceAll("\\D", ""));
      long asked = ((Reply.Int) client.call("TTL", "soon")).value();
      assertThat(shown).isBetween(asked - 5, asked + 5);
      client.call("DEL", "jobs");
      page.await("!document.querySelector('section[data-view=keyspace] [data-key=jobs]')");
      assertThat(page.complaints()).isEmpty();
    }
  }

  private static String cell(BrowserPage page, String key, int column) throws Exception {
    return page.text(
        "document.querySelector('section[data-view=keyspace] [data-key=%s]').cells[%d].innerText.trim()"
            .formatted(key, column));
  }

  private static String bulk(Reply reply) {
    return ((Reply.Bulk) reply).bytes().text();
  }

  @Test
  void whatLooksLikeHtmlIsText() throws Exception {
    String evil = "<img src=x onerror=document.title=1>";
    try (LensAt lens = new LensAt("step02");
        BrowserPage page = browser.open(lens.address());
        Client client = Client.connect("127.0.0.1", lens.port())) {
      client.call("SET", evil, evil);
      client.call(evil);
      page.awaitText("#rows", evil);
      page.awaitText("section[data-view=keyspace]", evil);
      page.press("ArrowUp");
      page.press("Enter");
      page.awaitText(".frame-card", "<img");
      assertThat(page.text("document.images.length")).isEqualTo("0");
      assertThat(page.text("document.title")).contains("step02");
      assertThat(page.complaints()).isEmpty();
    }
  }

  @Test
  void eachPieceIsABoxAndEachByteHasItsRole() throws Exception {
    try (LensAt lens = new LensAt("step02");
        BrowserPage page = browser.open(lens.address());
        Socket client = new Socket("127.0.0.1", lens.port())) {
      client
          .getOutputStream()
          .write("*2\r\n$4\r\nECHO\r\n$3\r\nab".getBytes(StandardCharsets.US_ASCII));
      page.awaitText("#rows", "not whole yet");
      assertThat(page.text("document.querySelectorAll('.piece.in').length")).isEqualTo("1");
      client.getOutputStream().write("c\r\n".getBytes(StandardCharsets.US_ASCII));
      page.await("document.querySelectorAll('.piece.out').length === 1");
      assertThat(page.text("document.querySelectorAll('.piece.in').length")).isEqualTo("2");
      assertThat(page.text("document.querySelector('#rows').innerText"))
          .doesNotContain("not whole");
      assertThat(bytesOf(page, ".piece.in", "type")).isEqualTo("*$$");
      assertThat(bytesOf(page, ".piece.in", "length")).isEqualTo("243");
      assertThat(bytesOf(page, ".piece.in", "payload")).isEqualTo("ECHOabc");
      assertThat(bytesOf(page, ".piece.out", "payload")).isEqualTo("abc");
      page.press("ArrowUp");
      page.await(
          "document.querySelectorAll('.partner').length > 0 && !!document.querySelector('#link path')");
      assertThat(page.complaints()).isEmpty();
    }
  }

  private static String bytesOf(BrowserPage page, String piece, String role) throws Exception {
    return page.text(
        "[...document.querySelectorAll('%s .%s')].map((run) => run.textContent).join('')"
            .formatted(piece, role));
  }

  @Test
  void thePageCanBeUsedByKeysAlone() throws Exception {
    try (LensAt lens = new LensAt("step04");
        BrowserPage page = browser.open(lens.address())) {
      page.press("?");
      page.awaitText("#overlay", "Kill the server");
      page.press("Escape");
      page.await("!document.querySelector('#overlay').open");
      page.press("t");
      page.awaitText("#clock", "stopped");
      page.press("b");
      page.type("SET soon x EX 100");
      page.press("Enter");
      page.awaitText("#rows", "+OK");
      page.awaitText("#lanes", "client B");
      page.press("Escape");
      page.press("M");
      page.awaitText("section[data-view=keyspace]", "40 s");
      page.press(" ");
      page.awaitText("#status", "paused");
      page.press("b");
      page.type("GET soon");
      page.press("Enter");
      page.press("Escape");
      page.awaitText("#status", "1 held");
      page.press(".");
      page.awaitText("#rows", "\"x\"");
      page.press(" ");
      page.awaitText("#status", "running");
      page.press("K");
      page.awaitText("#status", "down");
      page.press("R");
      page.awaitText("#status", "running");
      page.awaitText(".card.verdict", "soon");
      page.press("Home");
      page.awaitText("#moment", "ago");
      page.press("End");
      page.awaitText("#moment", "live");
      assertThat(page.complaints()).isEmpty();
    }
  }

  @Test
  void backAndForthShowsWhatWasThereThen() throws Exception {
    try (LensAt lens = new LensAt("final");
        BrowserPage page = browser.open(lens.address());
        Client client = Client.connect("127.0.0.1", lens.port())) {
      page.press("Digit1");
      for (int i = 1; i <= 400; i++) client.call("SET", "n", Integer.toString(i));
      client.call("SET", "n", "the end");
      page.awaitText("section[data-view=keyspace]", "the end");
      page.press("Home");
      page.await("!document.querySelector('#cards').innerText.includes('the end')");
      page.press("End");
      page.awaitText("section[data-view=keyspace]", "the end");
      for (int i = 0; i < 40; i++) page.press("ArrowLeft");
      page.awaitText("#moment", "ago");
      assertThat(page.text("document.querySelector('#rows').innerText"))
          .contains("SET n")
          .doesNotContain("the end");
      assertThat(page.complaints()).isEmpty();
    }
  }

  @Test
  void tenPagesSeeTheSameAndOneThatIsReloadedInAScene() throws Exception {
    try (LensAt lens = new LensAt("step01")) {
      List<BrowserPage> pages = new ArrayList<>();
      for (int i = 0; i < 10; i++) pages.add(browser.open(lens.address()));
      BrowserPage teacher = pages.getFirst();
      teacher.press("s");
      teacher.awaitText("#overlay", "The second client waits");
      teacher.text("document.querySelectorAll('.scenes button')[1].click()");
      for (BrowserPage each : pages) each.awaitText("#scene", "What does B get?");
      teacher.press("Digit4");
      teacher.awaitText("#scene", "1 hand");
      teacher.press("n");
      for (BrowserPage each : pages) each.awaitText("#scene", "1 of 4");
      teacher.go(lens.address());
      teacher.awaitText("#scene", "1 of 4");
      teacher.press("n");
      for (BrowserPage each : pages) each.awaitText("#scene", "2 of 4");
      for (BrowserPage each : pages) {
        assertThat(each.complaints()).isEmpty();
        each.close();
      }
    }
  }

  @Test
  void aClientAtFullSpeedLeavesThePageUsable() throws Exception {
    try (LensAt lens = new LensAt("final");
        BrowserPage page = browser.open(lens.address());
        Client client = Client.connect("127.0.0.1", lens.port())) {
      AtomicBoolean stop = new AtomicBoolean();
      Thread load = Thread.ofVirtual().start(() -> flood(client, stop));
      page.await("!document.querySelector('#rate').hidden");
      long slowest = 0;
      for (int i = 0; i < 20; i++) {
        long begin = System.nanoTime();
        page.press("Digit" + (1 + i % 5));
        page.text("document.querySelectorAll('#rows *').length");
        slowest = Math.max(slowest, System.nanoTime() - begin);
      }
      assertThat(Long.parseLong(page.text("document.querySelectorAll('#rows *').length")))
          .isLessThan(1000);
      stop.set(true);
      load.join();
      System.out.println("slowest answer of the page under load: " + slowest / 1_000_000 + " ms");
      page.await("document.querySelector('#rate').hidden || true");
      assertThat(page.complaints()).isEmpty();
    }
  }

  private static void flood(Client client, AtomicBoolean stop) {
    try {
      while (!stop.get()) {
        for (int i = 0; i < 16; i++) client.send("SET", "key:" + i, "x");
        client.flush();
        for (int i = 0; i < 16; i++) client.receive();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRecordingIsMovedThroughBackAndForth() throws Exception {
    String file = LensAt.ROOT.resolve("step05-persistence/lens/05-power.jsonl").toString();
    try (LensAt lens = new LensAt("--play", file);
        BrowserPage page = browser.open(lens.address())) {
      page.awaitText("#moment", "recording");
      page.press("End");
      page.awaitText("#scene", "Written is not forced");
      page.awaitText(".card.verdict", "lost");
      page.press("Home");
      page.await("document.querySelector('#scene').hidden");
      page.press("n");
      page.awaitText("#scene .question", "SET last 42");
      page.press("n");
      page.awaitText("#scene", "1 of 3");
      page.awaitText("#rows", "SET first 1");
      page.press("n");
      page.awaitText("section[data-view=log]", "a power cut takes");
      page.press(" ");
      page.awaitText("#scene", "Written is not forced");
      assertThat(page.complaints()).isEmpty();
    }
  }

  @Test
  void aPageThatIsLeftAloneSaysSoAndComesBack() throws Exception {
    BrowserPage page;
    String address;
    try (LensAt lens = new LensAt("step01")) {
      address = lens.address();
      page = browser.open(address);
      page.awaitText("#moment", "live");
    }
    page.awaitText("#moment", "not connected");
    String port = Integer.toString(URI.create(address).getPort());
    try (LensAt again = new LensAt("step02", "--page", port)) {
      page.awaitText("#moment", "live");
      page.awaitText("#subject", "step02");
      page.awaitText("#address", Integer.toString(again.port()));
    }
    page.close();
  }
}
