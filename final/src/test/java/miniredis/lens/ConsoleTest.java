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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The foot of the page in a real browser: sending, cutting, slowing down, and the race. */
@Tag("interop")
@ResourceLock("servers and browsers of the lens")
class ConsoleTest {

  private static Browser browser;

  @BeforeAll
  static void startBrowser() throws Exception {
    browser = Browser.start();
  }

  @AfterAll
  static void closeBrowser() throws IOException {
    if (browser != null) browser.close();
  }

  /** Types a line as a client of the page, and leaves the line again. */
  private static void say(BrowserPage page, String client, String line) throws Exception {
    page.press(client);
    page.type(line);
    page.press("Enter");
    page.press("Escape");
  }

  private static void put(BrowserPage page, String name, int value) throws Exception {
    page.text("void (document.querySelector('[name=%s]').value = %d)".formatted(name, value));
  }

  private static int count(BrowserPage page, String selector) throws Exception {
    return Integer.parseInt(
        page.text("document.querySelectorAll('%s').length".formatted(selector)));
  }

  private static String textOf(BrowserPage page, String selector) throws Exception {
    return page.text(
        "[...document.querySelectorAll('%s')].map((it) => it.textContent).join('')"
            .formatted(selector));
  }

  private static Reply get(LensAt lens, String key) throws IOException {
    try (Client client = Client.connect("127.0.0.1", lens.subject().port())) {
      return client.timeout(Duration.ofSeconds(20)).call("GET", key);
    }
  }

  private static String value(LensAt lens, String key) throws IOException {
    return Answers.text(get(lens, key));
  }

  @Test
  void aSetByteByByteFitsOnTheScreenAndArrives() throws Exception {
    try (LensAt lens = new LensAt("step03");
        BrowserPage page = browser.open(lens.address())) {
      page.press("%");
      page.await("document.querySelector('.toggle').ariaPressed === 'true'");
      say(page, "a", "SET name Ann");
      page.awaitText("#rows", "not whole yet");
      page.awaitText("#rows", "+OK");
      // On a machine that is very busy two bytes may come together after all.
      int pieces = count(page, ".piece.in");
      assertThat(pieces).isBetween(28, 32);
      assertThat(count(page, ".row.bytes")).isBetween(2, 2 + 2 * (32 - pieces));
      assertThat(textOf(page, ".piece.in .payload")).isEqualTo("SETnameAnn");
      assertThat(textOf(page, ".piece.in .type")).isEqualTo("*$$$");
      assertThat(textOf(page, ".row:has(.in) .label")).endsWith("#1 SET name Ann");
      assertThat(textOf(page, "#rows")).doesNotContain("not whole");
      page.await(
          "(({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight)(document.querySelector('#rows'))");
      assertThat(value(lens, "name")).isEqualTo("Ann");
      page.press("ArrowUp");
      page.press("ArrowUp");
      page.await("document.querySelectorAll('.row:has(.in) .chosen').length === " + pieces);
      page.press("Enter");
      page.awaitText(".frame-card", "32 bytes in " + pieces + " pieces");
      page.press("Escape");
      page.press("%");
      say(page, "a", "GET name");
      page.awaitText("#rows", "\"Ann\"");
      assertThat(count(page, ".piece.in")).isEqualTo(pieces + 1);
      assertThat(page.complaints()).isEmpty();
    }
  }

  @Test
  void aClientIsCutOffAfterSoManyBytes() throws Exception {
    try (LensAt lens = new LensAt("step03");
        BrowserPage page = browser.open(lens.address())) {
      say(page, "a", "SET whole 1");
      page.awaitText("#rows", "+OK");
      page.await("document.querySelector('#target').textContent.includes('client A')");
      page.press("C");
      say(page, "a", "SET part 2");
      page.awaitText("#rows", "A is gone: cut off from the page");
      page.await("[...document.querySelectorAll('.piece.in')].at(-1).title.startsWith('10 bytes')");
      assertThat(value(lens, "whole")).isEqualTo("1");
      assertThat(get(lens, "part")).isEqualTo(new Reply.Null());
      say(page, "a", "SET again 3");
      page.await("document.querySelectorAll('.piece.out').length === 2");
      put(page, "after", 0);
      page.await("document.querySelector('#target').textContent.includes('client A')");
      page.text("document.querySelector('[data-action=cut]').click()");
      page.await("document.querySelectorAll('.mark.went').length === 2");
      assertThat(value(lens, "again")).isEqualTo("3");
      assertThat(page.complaints()).isEmpty();
    }
  }

  @Test
  void aSlowClientGetsItsReplyInSmallPieces() throws Exception {
    String letters = "abcdefghijklmnopqrstuvwxyz";
    try (LensAt lens = new LensAt("final");
        BrowserPage page = browser.open(lens.address())) {
      say(page, "a", "SET text " + letters);
      page.awaitText("#rows", "+OK");
      page.await("document.querySelector('#target').textContent.includes('client A')");
      put(page, "rate", 40);
      page.press("L");
      say(page, "a", "GET text");
      page.awaitText("#rows", "\"" + letters + "\"");
      // A tenth of a second's bytes, four, at a time: 33 bytes and the +OK of before.
      assertThat(count(page, ".piece.out")).isEqualTo(10);
      assertThat(textOf(page, ".piece.out .payload")).endsWith(letters);
      put(page, "rate", 0);
      page.text("document.querySelector('[data-action=slow]').click()");
      say(page, "a", "GET text");
      page.await(
          "[...document.querySelectorAll('.piece.out .label')].filter((it) => it.innerText.includes('%s')).length === 2"
              .formatted(letters));
      // The read that waited already still takes four.
      assertThat(count(page, ".piece.out")).isBetween(11, 12);
      assertThat(page.complaints()).isEmpty();
    }
  }

  /**
   * Each plays by the keys or by the buttons; who goes on is chosen, and so is what comes of it.
   */
  @ParameterizedTest
  @CsvSource({"ABAB, 1, true", "ABBA, 1, false", "AABB, 2, true", "BBAA, 2, false"})
  void theTwoButtonsOfTheRaceChooseWhatComesOfIt(String order, String result, boolean keys)
      throws Exception {
    try (LensAt lens = new LensAt("step03");
        BrowserPage page = browser.open(lens.address())) {
      say(page, "a", "SET n 0");
      page.awaitText("#rows", "+OK");
      page.press("I");
      page.await("!document.querySelector('#racers').hidden");
      say(page, "a", "INCR n");
      page.awaitText("section[data-view=race]", "A is about to read");
      say(page, "b", "INCR n");
      page.awaitText("section[data-view=race]", "B is about to read");
      Set<Character> hasRead = new HashSet<>();
      for (char who : order.toCharArray()) {
        if (keys) page.press(Character.toString(who));
        else page.text("document.querySelector('[data-action=race%s]').click()".formatted(who));
        String moment = hasRead.add(who) ? " has read" : " wrote";
        page.awaitText("section[data-view=race]", who + moment);
      }
      page.await("document.querySelectorAll('.piece.out').length === 3");
      assertThat(value(lens, "n")).isEqualTo(result);
      page.await("document.querySelector('#racers').hidden");
      assertThat(page.complaints()).isEmpty();
    }
  }

  @Test
  void aPageThatIsReloadedInASceneGoesOnWhereItWas() throws Exception {
    try (LensAt lens = new LensAt("step04");
        BrowserPage page = browser.open(lens.address());
        Witness witness = new Witness(page, lens, Set.of("soon"))) {
      page.awaitText("#moment", "live");
      page.press("s");
      page.awaitText("#overlay", "A key dies");
      page.text(
          "[...document.querySelectorAll('.scenes button')].find((it) => it.innerText.includes('A key dies')).click()");
      page.awaitText("#scene", "soon has 10 seconds");
      page.press("n");
      page.awaitText("#scene", "1 of 5");
      page.awaitText("#rows", "+OK");
      page.go(lens.address());
      page.awaitText("#scene", "1 of 5");
      page.awaitText("#rows", "SET soon here EX 10");
      page.awaitText("#rows", "+OK");
      page.awaitText("#clock", "stopped");
      page.await(
          "[...document.querySelectorAll('section.card[data-view]')].map((it) => it.dataset.view).join() === 'keyspace,deadlines'");
      page.press("n");
      page.awaitText("#scene", "2 of 5");
      page.awaitText("#rows", ":10");
      witness.confirm("keyspace");
      witness.confirm("deadlines");
      assertThat(page.complaints()).isEmpty();
    }
  }

  @Test
  void ofALongPieceNoFewBytesAreCutOut() throws Exception {
    try (LensAt lens = new LensAt("final");
        BrowserPage page = browser.open(lens.address());
        Socket client = new Socket("127.0.0.1", lens.port())) {
      StringBuilder requests = new StringBuilder();
      for (int i = 10; i < 40; i++) {
        requests.append("*2\r\n$4\r\nECHO\r\n$2\r\n").append(i).append("\r\n");
      }
      client.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
      page.await("document.querySelectorAll('.piece.in .segment').length > 0");
      page.awaitText("#rows", "more in this piece");
      assertThat(textOf(page, ".piece.in .left")).isEmpty();
      String value = "x".repeat(700);
      client
          .getOutputStream()
          .write(
              ("*2\r\n$4\r\nECHO\r\n$700\r\n" + value + "\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      page.await("document.querySelectorAll('.piece.in .left').length === 1");
      int cut = Integer.parseInt(textOf(page, ".piece.in .left").replaceAll("\\D", ""));
      String shown = textOf(page, ".piece.in:has(.left) .payload");
      assertThat(shown.length() - "ECHO".length() + cut).isEqualTo(700);
      assertThat(page.complaints()).isEmpty();
    }
  }
}
