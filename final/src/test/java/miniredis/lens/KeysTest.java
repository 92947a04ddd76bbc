package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Who has no mouse: each key of the list does what the list says, and Tab comes to every button.
 */
@Tag("interop")
@ResourceLock("servers and browsers of the lens")
class KeysTest {

  private static final String NAMES =
      "[...document.querySelectorAll('.keys dt')].map((it) => it.innerText).join('\\t')";

  private static final String CHOSEN_VIEWS =
      "[...document.querySelectorAll('#tabs [aria-selected=true]')].length";

  private static Browser browser;

  /** Those keys that were pressed and have done something, as the list names them. */
  private final Set<String> done = new TreeSet<>();

  private LensAt lens;
  private BrowserPage page;

  @BeforeAll
  static void startBrowser() throws Exception {
    browser = Browser.start();
  }

  @AfterAll
  static void closeBrowser() throws IOException {
    if (browser != null) browser.close();
  }

  /** Step 5 can do all that there is to do. */
  @BeforeEach
  void open() throws Exception {
    lens = new LensAt("step05");
    page = browser.open(lens.address());
    page.awaitText("#moment", "live");
    page.await("document.querySelectorAll('#tabs [data-view]').length > 4");
  }

  @AfterEach
  void close() {
    page.close();
    lens.close();
  }

  /** Presses a key, and waits until what it is for has happened. */
  private void press(String name, String key, String expression) throws Exception {
    page.press(key);
    page.await(expression);
    done.add(name);
  }

  private void shows(String name, String key, String selector, String text) throws Exception {
    page.press(key);
    page.awaitText(selector, text);
    done.add(name);
  }

  private void say(String client, String line) throws Exception {
    page.press(client);
    page.type(line);
    page.press("Enter");
    page.press("Escape");
  }

  @Test
  void eachKeyOfTheListDoesWhatItSays() throws Exception {
    shows("?", "?", "#overlay", "Kill the server");
    Set<String> listed = new TreeSet<>(List.of(page.text(NAMES).split("\t")));
    page.press("Escape");
    page.await("!document.querySelector('#overlay').open");
    console();
    frames();
    moments();
    look();
    clock();
    time();
    scene();
    race();
    breaking();
    assertThat(done).containsAll(listed);
    assertThat(page.complaints()).isEmpty();
  }

  private void console() throws Exception {
    for (String client : List.of("d", "c", "b", "a")) {
      String button = "document.querySelector('[data-client=%s]')";
      page.press(client);
      page.await(button.formatted(client.toUpperCase(Locale.ROOT)) + ".ariaPressed === 'true'");
      assertThat(page.text("document.activeElement.id")).isEqualTo("line");
      press("Escape", "Escape", "document.activeElement === document.body");
    }
    done.add("a");
    press("%", "%", "document.querySelector('.toggle').ariaPressed === 'true'");
    press("%", "%", "document.querySelector('.toggle').ariaPressed === 'false'");
    say("a", "SET n 1");
    page.awaitText("#rows", "+OK");
  }

  private void frames() throws Exception {
    press("↑", "ArrowUp", "!!document.querySelector('.piece.out .chosen')");
    press("↑", "ArrowUp", "!!document.querySelector('.piece.in .chosen')");
    press("↓", "ArrowDown", "!!document.querySelector('.piece.out .chosen')");
    press("Enter", "Enter", "!!document.querySelector('.frame-card')");
    press("Escape", "Escape", "!document.querySelector('.frame-card')");
    page.press("Escape");
  }

  private void moments() throws Exception {
    String at = "Number(document.querySelector('#scrub').value)";
    long now = Long.parseLong(page.text(at));
    press("←", "ArrowLeft", at + " < " + now);
    press("→", "ArrowRight", at + " >= " + now);
    press("Home", "Home", at + " === 0");
    shows("End", "End", "#moment", "live");
  }

  private void look() throws Exception {
    page.press("Digit2");
    page.await(CHOSEN_VIEWS + " === 1");
    press("1 … 9", "Shift+Digit1", CHOSEN_VIEWS + " === 2");
    String told = "Number(document.querySelector('#scrub').max)";
    long before = Long.parseLong(page.text(told));
    press("l", "l", told + " > " + before);
    String theme = "document.documentElement.dataset.theme";
    press("i", "i", theme + " === 'dark'");
    press("i", "i", theme + " === 'light'");
  }

  private void clock() throws Exception {
    shows("⇧ S", "S", "#clock", "+1.0 s");
    shows("⇧ M", "M", "#clock", "+61 s");
    shows("t", "t", "#clock", "stopped");
    press("t", "t", "!document.querySelector('#clock').innerText.includes('stopped')");
  }

  private void time() throws Exception {
    shows("-", "-", "#speed", "0.5");
    shows("+", "+", "#speed", "1×");
    shows("Space", " ", "#status", "paused");
    say("b", "GET n");
    page.awaitText("#status", "1 held");
    shows(".", ".", "#rows", "\"1\"");
    shows("Space", " ", "#status", "running");
  }

  private void scene() throws Exception {
    shows("s", "s", "#overlay", "A power cut under everysec");
    page.text(
        "[...document.querySelectorAll('.scenes button')].find((it) => it.innerText.includes('A power cut')).click()");
    page.awaitText("#scene", "SET last 42");
    shows("n", "n", "#scene", "1 of 3");
    page.await("!document.querySelector('#scene').hasAttribute('data-busy')");
    press("Escape", "Escape", "document.querySelector('#scene').hidden");
  }

  private void race() throws Exception {
    String card = "section[data-view=race]";
    press("⇧ I", "I", "!document.querySelector('#racers').hidden");
    say("a", "INCR n");
    page.awaitText(card, "A is about to read");
    say("b", "INCR n");
    page.awaitText(card, "B is about to read");
    for (String moment : List.of(" has read", " wrote")) {
      shows("⇧ A", "A", card, "A" + moment);
      shows("⇧ B", "B", card, "B" + moment);
    }
    page.await("document.querySelector('#racers').hidden");
  }

  private void breaking() throws Exception {
    page.await("document.querySelector('#target').textContent.startsWith('client A')");
    page.press("L");
    say("a", "GET n");
    page.await("document.querySelectorAll('.piece.out[title^=\"2 bytes\"]').length > 2");
    done.add("⇧ L");
    page.press("C");
    say("a", "SET cut off");
    page.awaitText("#rows", "A is gone: cut off from the page");
    done.add("⇧ C");
    shows("⇧ P", "P", "#status", "down");
    shows("⇧ R", "R", "#status", "running");
    shows("⇧ K", "K", "#status", "down");
    shows("⇧ R", "R", "#status", "running");
  }

  /** A browser's own keys are not ours: Control and K is no kill. */
  @Test
  void keysWithControlAreTheBrowsers() throws Exception {
    for (String key : List.of("k", "p", "t", "i", "b")) page.press("Control+" + key);
    page.press("?");
    page.awaitText("#overlay", "Kill the server");
    assertThat(page.text("document.querySelector('#status').innerText")).contains("running");
    assertThat(page.text("document.querySelector('#clock').hidden")).isEqualTo("true");
    assertThat(page.text("document.documentElement.dataset.theme")).isEqualTo("undefined");
  }

  @Test
  void tabComesToEveryButton() throws Exception {
    say("a", "SET n 1");
    page.awaitText("#rows", "+OK");
    page.press("I");
    page.await("!document.querySelector('#racers').hidden");
    tabReaches("body");
    page.press("s");
    page.awaitText("#overlay", "A power cut");
    tabReaches("#overlay");
    page.text("document.querySelector('.scenes button').click()");
    page.await("!document.querySelector('#scene').hidden");
    tabReaches("#scene");
    page.press("n");
    page.awaitText("#scene", "1 of");
    page.await("!document.querySelector('#scene').hasAttribute('data-busy')");
    tabReaches("#scene");
  }

  /** A button may be made anew meanwhile, so they are known by what they say. */
  private void tabReaches(String part) throws Exception {
    String name =
        "((it) => it.tagName + ' ' + (it.id || it.dataset.frame || it.getAttribute('aria-label') || it.innerText || it.name))";
    String wanted =
        "[...document.querySelector('%s').querySelectorAll('button, input, select, a[href]')]"
                .formatted(part)
            + ".filter((it) => it.checkVisibility() && !it.disabled).map("
            + name
            + ").join('\\t')";
    Set<String> missing = new TreeSet<>(List.of(page.text(wanted).split("\t")));
    assertThat(missing).hasSizeGreaterThan(1);
    for (int i = 0; i < 150 && !missing.isEmpty(); i++) {
      page.press("Tab");
      missing.remove(page.text(name + "(document.activeElement)"));
    }
    assertThat(missing).as("what Tab does not reach in %s", part).isEmpty();
    page.text("void document.activeElement.blur()");
  }

  /** What stands on a button as its key is in the list, and so does what the list says. */
  @Test
  void theKeyOnAButtonIsInTheList() throws Exception {
    page.press("I");
    page.await("!document.querySelector('#racers').hidden");
    String onButtons =
        page.text(
            "[...document.querySelectorAll('button kbd')].filter((it) => it.checkVisibility()).map((it) => it.innerText).join('\\t')");
    page.press("?");
    page.awaitText("#overlay", "Kill the server");
    Set<String> listed = new TreeSet<>();
    for (String each : page.text(NAMES).split("\t")) listed.add(each.replace(" ", ""));
    for (int digit = 1; digit <= 9; digit++) listed.add(Integer.toString(digit));
    listed.add("↵");
    for (String key : onButtons.split("\t")) {
      assertThat(listed).as(key).containsAnyOf(key, key.toLowerCase(Locale.ROOT));
    }
  }
}
