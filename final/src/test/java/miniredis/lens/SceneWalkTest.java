package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Walks through every scene as a teacher does, by the keys of the page: the question, a hand, each
 * step. After each step every view must show what the server itself says.
 *
 * <p>It takes a picture of each step, in {@code target/lens}. With {@code -Dlens.pictures=yes}
 * those that stand in the chapters are taken anew; the server is asked nothing then, for what is
 * asked would be in the pictures.
 */
@Tag("interop")
@ResourceLock("servers and browsers of the lens")
class SceneWalkTest {

  private static final Path PICTURES = Path.of("target", "lens");

  /** Where a picture stands, by the scene and its step. */
  private static final Map<String, String> SHOWN =
      Map.of(
          "03-lost-update-5", "step03-concurrency/pictures/lens.png",
          "05-power-2", "step05-persistence/pictures/lens.png",
          "05-power-3", "final/pictures/lens-survived.png",
          "final-evicts-3", "final/pictures/lens.png");

  private static Browser browser;

  @BeforeAll
  static void startBrowser() throws Exception {
    browser = Browser.start();
    Files.createDirectories(PICTURES);
  }

  @AfterAll
  static void closeBrowser() throws IOException {
    if (browser != null) browser.close();
  }

  /** Each on the first server that it is for. */
  @TestFactory
  Stream<DynamicTest> eachChaptersScenes() {
    Map<String, List<Scene>> chapters = new TreeMap<>();
    for (Scene each : Scene.all()) {
      String first =
          each.subjects().stream().filter(SceneWalkTest::isStep).findFirst().orElse("final");
      chapters.computeIfAbsent(first, _ -> new ArrayList<>()).add(each);
    }
    return chapters.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(each.getKey(), () -> walk(each.getKey(), each.getValue())));
  }

  private static boolean isStep(String subject) {
    return subject.startsWith("step");
  }

  private static void walk(String subject, List<Scene> scenes) throws Exception {
    Set<String> words = new TreeSet<>();
    for (Scene each : scenes) words.addAll(Witness.words(each));
    try (LensAt lens = new LensAt(subject);
        BrowserPage page = browser.open(lens.address());
        Witness witness = new Witness(page, lens, words)) {
      for (Scene each : scenes) walk(each, page, witness, servesOne(subject));
      assertThat(page.complaints()).isEmpty();
    }
  }

  /** The first two serve one client at a time: while A is there, nobody else is answered. */
  private static boolean servesOne(String subject) {
    return subject.startsWith("step01") || subject.startsWith("step02");
  }

  private static void walk(Scene scene, BrowserPage page, Witness witness, boolean servesOne)
      throws Exception {
    page.awaitText("#moment", "live");
    page.press("s");
    page.awaitText("#overlay", scene.question());
    page.text(
        "[...document.querySelectorAll('.scenes button')].find((one) => one.innerText.includes(%s)).click()"
            .formatted(Json.quoted(scene.question())));
    page.awaitText("#scene .question", scene.question());
    page.press("Digit1");
    page.awaitText("#scene .choices", "1 hand");
    take(page, scene.id() + "-0");
    int last = scene.steps().size();
    for (int step = 1; step <= last; step++) {
      page.press("n");
      page.await("!document.querySelector('#scene').hasAttribute('data-busy')");
      page.awaitText("#scene .step", step + " of " + last);
      page.awaitText("#scene .said", scene.steps().get(step - 1).text());
      if (step == last) page.awaitText("#scene .answer", "of 1 hand");
      settle(page);
      take(page, scene.id() + "-" + step);
      if (!wantsPictures()) compare(page, witness, servesOne, step == last);
    }
    if (servesOne) witness.close();
    page.press("Escape");
    page.press("Escape");
  }

  /** What the last step has changed is drawn: nothing comes for three tenths of a second. */
  private static void settle(BrowserPage page) throws Exception {
    String shown = "document.body.innerText.length + document.querySelector('#scrub').max";
    String before = page.text(shown);
    for (int same = 0; same < 3; ) {
      LockSupport.parkNanos(100_000_000);
      String now = page.text(shown);
      same = now.equals(before) ? same + 1 : 0;
      before = now;
    }
  }

  private static void take(BrowserPage page, String name) throws Exception {
    byte[] picture = page.screenshot();
    Files.write(PICTURES.resolve(name + ".png"), picture);
    String place = SHOWN.get(name);
    if (place != null && wantsPictures()) {
      Files.write(LensAt.ROOT.resolve(place), picture);
    }
  }

  private static boolean wantsPictures() {
    return "yes".equals(System.getProperty("lens.pictures"));
  }

  /** All views that there are, chosen by the scene or not. */
  private static void compare(BrowserPage page, Witness witness, boolean servesOne, boolean atEnd)
      throws Exception {
    if (page.text("document.querySelector('#status').innerText").contains("down")) {
      witness.close();
      return;
    }
    // In a race whoever comes next is one of the two.
    boolean race = page.text("document.querySelector('#racers').hidden").equals("false");
    boolean canAsk = !race && (!servesOne || atEnd);
    if (servesOne && atEnd) close(page, "A");
    for (String view : witness.views()) {
      if (canAsk || view.equals("threads")) witness.confirm(view);
    }
  }

  private static void close(BrowserPage page, String client) throws Exception {
    page.text(
        """
        (await fetch('/do', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ do: 'close', client: '%s' }),
        })).status"""
            .formatted(client));
  }
}
