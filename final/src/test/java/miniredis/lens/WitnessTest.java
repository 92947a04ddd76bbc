package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.client.Client;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A view that shows something else than the server holds does not escape the comparison. */
@Tag("interop")
@ResourceLock("servers and browsers of the lens")
class WitnessTest {

  private static Browser browser;

  @BeforeAll
  static void startBrowser() throws Exception {
    browser = Browser.start();
  }

  @AfterAll
  static void closeBrowser() throws IOException {
    if (browser != null) browser.close();
  }

  /** What is done to the page, in JavaScript; {@code card} is the view, {@code one(s)} a part. */
  private static final Map<String, List<String>> LIES =
      Map.ofEntries(
          Map.entry(
              "keyspace",
              List.of(
                  "one('[data-key=name] .value').textContent = 'Bob'",
                  "one('[data-key=name] .kind').textContent = 'list'",
                  "one('[data-key=ids] small').textContent = 'hashtable'",
                  "one('[data-key=late] .ttl').ends.at += 600000",
                  "one('[data-key=soon] .life').textContent = 'for ever'",
                  "one('[data-key=jobs] .value').textContent = '[b, a]'",
                  "one('[data-key=name]').remove()",
                  "one('[data-key=name] .key').textContent = 'nobody'")),
          Map.entry(
              "deadlines",
              List.of(
                  "one('tbody').append(one('tbody tr'))",
                  "one('tbody tr').remove()",
                  "one('.ttl').ends.at += 600000",
                  "one('tbody tr .key').textContent = 'name'")),
          Map.entry(
              "dictionary",
              List.of(
                  "one('p').textContent = '4 keys'",
                  "one('figcaption').textContent = 'table: 4 of 256 slots, 2% full'",
                  "one('canvas').getContext('2d').clearRect(0, 0, 900, 900)")),
          Map.entry(
              "encodings",
              List.of(
                  "one('[data-key=ids] p').textContent = 'ids hashtable'",
                  "one('[data-key=ids]').remove()")),
          Map.entry(
              "memory",
              List.of(
                  "fact('used').textContent = '1 B'",
                  "fact('limit').textContent = 'none'",
                  "fact('policy').textContent = 'allkeys-lfu'",
                  "fact('evicted').textContent = '7'")),
          Map.entry(
              "log",
              List.of(
                  "fact('written').textContent = '1'",
                  "fact('forced').textContent = '99,999'",
                  "fact('policy').textContent = 'no'",
                  "one('.tail .forced').append('x')",
                  "one('.tail .written').append(...one('.tail .forced').childNodes)")),
          Map.entry(
              "waiting",
              List.of(
                  "one('tbody tr').remove()",
                  "one('tbody td:last-child').textContent = 'client 99'")),
          Map.entry("snapshot", List.of("one('p').textContent = 'Walking: 1 of 2 keys'")),
          Map.entry("turns", List.of("fact('commands').textContent = '99,999,999'")));

  @Test
  void eachLieOfAViewOfFinalIsFound() throws Exception {
    try (LensAt lens = new LensAt("final", "--", "--maxmemory", "100mb");
        BrowserPage page = browser.open(lens.address());
        Client client = Client.connect("127.0.0.1", lens.port());
        Client waits = Client.connect("127.0.0.1", lens.port());
        Witness witness = new Witness(page, lens, Set.of())) {
      client.call("SET", "name", "Ann");
      client.call("SET", "soon", "x", "EX", "100");
      client.call("SET", "late", "x", "EX", "1000");
      client.call("SADD", "ids", "1", "2");
      client.call("RPUSH", "jobs", "a", "b");
      waits.send("BLPOP", "nobody", "0");
      waits.flush();
      page.await("document.querySelectorAll('#tabs [data-view]').length === 9");
      assertThat(witness.views()).containsExactlyInAnyOrderElementsOf(LIES.keySet());
      for (var view : LIES.entrySet()) {
        for (String lie : view.getValue()) isFound(view.getKey(), lie, page, lens, witness);
      }
    }
  }

  @Test
  void eachLieOfTheThreadsOfAStepIsFound() throws Exception {
    try (LensAt lens = new LensAt("step03");
        BrowserPage page = browser.open(lens.address());
        Client client = Client.connect("127.0.0.1", lens.port());
        Witness witness = new Witness(page, lens, Set.of("name"))) {
      client.call("SET", "name", "Ann");
      page.await("document.querySelectorAll('#tabs [data-view]').length > 3");
      for (String lie :
          List.of(
              "row('client 1').remove()",
              "row('client 1').cells[1].textContent = 'waits for the lock'",
              "row('client 1').cells[2].textContent = 'client 9'")) {
        isFound("threads", lie, page, lens, witness);
      }
      isFound("dictionary", "one('p').textContent = '2 keys'", page, lens, witness);
      isFound("keyspace", "one('tbody tr').remove()", page, lens, witness);
    }
  }

  /** The page stands still meanwhile, so that nothing puts right what was made wrong. */
  private static void isFound(
      String view, String lie, BrowserPage page, LensAt lens, Witness witness) throws Exception {
    page.go(lens.address());
    page.await("!!document.querySelector('#tabs [data-view=%s]')".formatted(view));
    witness.confirm(view);
    stop(page);
    page.text(
        """
        (() => {
          const card = document.querySelector('section.card[data-view=%s]');
          const one = (selector) => card.querySelector(selector);
          const row = (name) => [...card.querySelectorAll('tbody tr')].find((it) => it.innerText.includes(name));
          const fact = (name) => [...card.querySelectorAll('dl > div')].find((it) => it.innerText.includes(name)).lastChild;
          %s;
        })()"""
            .formatted(view, lie));
    awaitTick(page);
    assertThat(witness.differences(view)).as(lie).isNotEmpty();
  }

  /** Whatever was planned is drawn, and nothing will be any more. */
  private static void stop(BrowserPage page) throws Exception {
    page.text(
        """
        await new Promise((done) => {
          const draw = globalThis.requestAnimationFrame.bind(globalThis);
          globalThis.requestAnimationFrame = () => 0;
          draw(() => draw(done));
        })""");
  }

  /** Times to live are written anew ten times a second. */
  private static void awaitTick(BrowserPage page) throws Exception {
    page.text("await new Promise((done) => setTimeout(done, 150))");
  }
}
