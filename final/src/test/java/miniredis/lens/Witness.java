package miniredis.lens;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.JsonValue;
import miniredis.resp.Reply;

/**
 * Compares what a view on the page shows with what the server itself answers. What no command tells
 * is looked up where it must be right as well: the log in its file, the threads in Java's own list.
 */
final class Witness implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /**
   * While the clock goes, so many milliseconds may lie between the page's look and our question.
   */
  private static final long SLACK = 2_000;

  /** More keys are counted and not looked at one by one. */
  private static final long MOST_KEYS = 1_000;

  /** The view of the encodings shows so many at the most. */
  private static final int MOST_ENCODINGS = 12;

  private static final String FULL_CELLS =
      """
      [...document.querySelectorAll('section[data-view=dictionary] canvas')].map((canvas) => {
        const pen = new OffscreenCanvas(canvas.width, canvas.height)
          .getContext('2d', { willReadFrequently: true });
        pen.drawImage(canvas, 0, 0);
        const colours = ['--green', '--orange'].map((name) => {
          canvas.style.color = `var(${name})`;
          return getComputedStyle(canvas).color;
        });
        let full = 0;
        for (let y = 3; y < canvas.height; y += 14)
          for (let x = 3; x < canvas.width; x += 14) {
            const [red, green, blue] = pen.getImageData(x, y, 1, 1).data;
            if (colours.includes(`rgb(${red}, ${green}, ${blue})`)) full++;
          }
        return full;
      }).reduce((sum, full) => sum + full, 0)""";

  private static final String COMMANDS =
      "[...document.querySelectorAll('section[data-view=turns] dl > div')]"
          + ".find((one) => one.innerText.includes('commands'))"
          + ".lastChild.innerText.replaceAll(',', '')";

  private final BrowserPage page;
  private final LensAt lens;
  private final Answers answers;

  /**
   * @param words that may be keys, for a server that has no command to tell them
   */
  Witness(BrowserPage page, LensAt lens, Set<String> words) {
    this.page = page;
    this.lens = lens;
    answers = new Answers(lens.port(), words);
  }

  /** The views that the page has. */
  List<String> views() throws Exception {
    String names =
        page.text("[...document.querySelectorAll('#tabs [data-view]')].map((b) => b.dataset.view)");
    return names.isEmpty() ? List.of() : List.of(names.split(","));
  }

  /** Opens a view, and waits until it shows what the server says. */
  void confirm(String view) throws Exception {
    open(view);
    long end = System.nanoTime() + PATIENCE.toNanos();
    List<String> wrong = differences(view);
    while (!wrong.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(100_000_000);
      wrong = differences(view);
    }
    assertThat(wrong).as("the view %s", view).isEmpty();
  }

  /** Shows a view alone, by its tab. */
  void open(String view) throws Exception {
    page.text("document.querySelector('#tabs [data-view=%s]').click()".formatted(view));
    page.await(
        "document.querySelectorAll('section.card[data-view]').length === 1"
            + " && !!document.querySelector('section.card[data-view=%s]')".formatted(view));
  }

  /** Where the view that is open shows something else than the server says, a sentence each. */
  List<String> differences(String view) throws Exception {
    Differences wrong = new Differences();
    ShownView shown = ShownView.of(page, view);
    if (shown.text().contains("Not to be seen here")) return List.of();
    switch (view) {
      case "keyspace" -> keyspace(shown, wrong);
      case "deadlines" -> deadlines(shown, wrong);
      case "dictionary" -> dictionary(shown, wrong);
      case "encodings" -> encodings(shown, wrong);
      case "memory" -> memory(shown, wrong);
      case "log" -> new LogWitness(page, answers, lens.subject().folder()).compare(shown, wrong);
      case "waiting" -> waiting(shown, wrong);
      case "threads" -> new ThreadsWitness(lens.subject().pid()).compare(shown, wrong);
      case "snapshot" -> snapshot(shown, wrong);
      case "turns" -> turns(wrong);
      case "race" -> {
        // The server knows nothing of this play; what it comes to is in the keys.
      }
      default -> wrong.unless(false, "nobody compares the view " + view);
    }
    return wrong.found();
  }

  // Keys

  private void keyspace(ShownView shown, Differences wrong) throws Exception {
    wrong.compare("how many keys", shown.rows().size() + shown.more(), answers.size());
    Map<String, Answers.OfKey> said = answers.of(shown.column(0));
    List<String> strings = new ArrayList<>();
    for (List<String> row : shown.rows()) {
      String key = row.get(0);
      Answers.OfKey one = said.get(key);
      boolean isDead = row.get(3).startsWith("dead") || row.get(3).equals("due");
      wrong.unless(one.exists() || isDead, key + " is shown, and there is no such key");
      if (!one.exists()) continue;
      String[] kind = row.get(1).split("\\s+");
      kind(key, kind, one, wrong);
      life(key, row.get(3), one.millis(), wrong);
      if (kind[0].equals("list")) list(key, row.get(2), wrong);
      if (one.isShortString(kind[0])) strings.add(key);
    }
    Map<String, String> values = answers.values(strings);
    for (List<String> row : shown.rows()) {
      String value = values.get(row.get(0));
      if (value != null) wrong.compare("GET " + row.get(0), row.get(2), readable(value));
    }
  }

  /** An encoding that has the type's name is not told twice. */
  private static void kind(String key, String[] kind, Answers.OfKey said, Differences wrong) {
    if (said.type() != null) wrong.compare("TYPE " + key, kind[0], said.type());
    if (said.encoding() == null) return;
    wrong.compare("OBJECT ENCODING " + key, kind[kind.length - 1], said.encoding());
  }

  private static String readable(String value) {
    if (value.chars().noneMatch(Character::isISOControl)) return value;
    String quoted = Bytes.of(value).toString();
    return quoted.substring(1, quoted.length() - 1);
  }

  /** The beginning is enough: a long list is shortened. */
  private void list(String key, String shown, Differences wrong) throws IOException {
    if (!(answers.ask("LRANGE", key, "0", "2") instanceof Reply.Array(var items))) return;
    String said = "[" + items.stream().map(Answers::text).collect(Collectors.joining(", "));
    String begin = said.substring(0, Math.min(100, said.length()));
    wrong.unless(
        shown.startsWith(begin), "LRANGE " + key + ": shown is " + shown + ", said is " + said);
  }

  private void life(String key, String shown, Long millis, Differences wrong) throws Exception {
    boolean same = ShownView.isTime(shown, millis == null ? -1 : millis, slack());
    wrong.unless(same, "PTTL " + key + ": shown is " + shown + ", the server says " + millis);
  }

  /** A clock that stands still leaves no room. */
  private long slack() throws Exception {
    return page.text("document.querySelector('#clock').innerText").contains("stopped") ? 1 : SLACK;
  }

  private void deadlines(ShownView shown, Differences wrong) throws Exception {
    Map<String, Answers.OfKey> said = answers.of(shown.column(0));
    long before = Long.MIN_VALUE;
    for (List<String> row : shown.rows()) {
      Long millis = said.get(row.get(0)).millis();
      life(row.get(0), row.get(1), millis, wrong);
      wrong.unless(millis != -1, row.get(0) + " is shown, and lives for ever");
      wrong.unless(millis >= before, row.get(0) + " is shown behind one that dies later");
      before = millis;
    }
    long timed = shown.rows().size() + shown.more();
    if (answers.isComplete()) wrong.compare("how many have a deadline", timed, answers.expires());
    if (shown.more() > 0 || answers.size() > MOST_KEYS) return;
    answers
        .of(answers.keys())
        .forEach(
            (key, one) -> {
              boolean isTimed = one.millis() != null && one.millis() >= 0;
              boolean isShown = shown.column(0).contains(key);
              wrong.unless(!isTimed || isShown, key + " has a deadline, and is not shown");
            });
  }

  /** The size is said, and drawn: the full cells are counted of a table that is drawn wholly. */
  private void dictionary(ShownView shown, Differences wrong) throws Exception {
    Matcher said = Pattern.compile("([\\d,]+) keys?\\b").matcher(shown.text());
    wrong.unless(said.find(), "no size is shown");
    long size = answers.size();
    wrong.compare("DBSIZE", ShownView.number(said.group(1)), size);
    Pattern figures = Pattern.compile("(?:table|segment \\d+): ([\\d,]+) of ([\\d,]+) slots");
    long used = 0;
    for (String each : shown.parts()) {
      Matcher table = figures.matcher(each);
      wrong.unless(table.find(), "no figures are shown: " + each);
      used += ShownView.number(table.group(1));
    }
    boolean isPart = shown.text().contains("are shown");
    if (!isPart) wrong.compare("DBSIZE, over all tables", used, size);
    wrong.unless(!isPart || 0 < used && used < size, "a part of " + size + " keys: " + used);
    if (shown.text().contains("shown")) return;
    long full = Long.parseLong(page.text(FULL_CELLS));
    // Two keys of a HashMap may be in one slot.
    boolean same = answers.isComplete() ? full == used : full <= used && (full == 0) == (used == 0);
    wrong.unless(same, full + " cells are drawn full, of " + used + " keys");
  }

  private void encodings(ShownView shown, Differences wrong) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String each : shown.parts()) {
      String[] pair = each.split(",")[0].split(" ");
      found.put(pair[0], pair[1]);
    }
    Map<String, Answers.OfKey> said = answers.of(found.keySet());
    found.forEach(
        (key, shownAs) ->
            wrong.compare("OBJECT ENCODING " + key, shownAs, said.get(key).encoding()));
    if (found.size() == MOST_ENCODINGS || answers.size() > MOST_KEYS) return;
    answers
        .of(answers.keys())
        .forEach(
            (key, one) -> {
              boolean isCollection = !Set.of("string", "none").contains(one.type());
              wrong.unless(!isCollection || found.containsKey(key), key + " is not shown");
            });
  }

  // The server

  private void memory(ShownView shown, Differences wrong) throws IOException {
    Map<String, String> facts = shown.facts();
    size("used_memory", facts.get("used"), answers.infoNumber("used_memory"), wrong);
    long limit = answers.infoNumber("maxmemory");
    if (limit == 0) wrong.compare("maxmemory", facts.get("limit"), "none");
    else size("maxmemory", facts.get("limit"), limit, wrong);
    wrong.compare("maxmemory_policy", facts.get("policy"), answers.info("maxmemory_policy"));
    String evicted = "%,d".formatted(answers.infoNumber("evicted_keys"));
    wrong.compare("evicted_keys", facts.get("evicted"), evicted);
    if (!shown.text().contains("last to go")) return;
    String gone = shown.rows().getFirst().get(0);
    wrong.unless(!answers.of(List.of(gone)).get(gone).exists(), gone + " has not gone");
  }

  private static void size(String what, String shown, long said, Differences wrong) {
    boolean same = ShownView.isSize(shown, said);
    wrong.unless(same, what + ": shown is " + shown + ", the server says " + said);
  }

  private void waiting(ShownView shown, Differences wrong) throws IOException {
    Set<String> clients = new TreeSet<>();
    for (List<String> row : shown.rows()) clients.addAll(List.of(row.get(1).split(" → ")));
    wrong.compare("blocked_clients", (long) clients.size(), answers.infoNumber("blocked_clients"));
    List<String> list = Answers.text(answers.ask("CLIENT", "LIST")).lines().toList();
    for (String each : clients) {
      String line = "id=" + each.replaceAll(".*client (\\d+).*", "$1") + " .* flags=\\S*b.*";
      wrong.unless(list.stream().anyMatch(one -> one.matches(line)), each + " does not wait");
    }
  }

  private void snapshot(ShownView shown, Differences wrong) throws IOException {
    boolean isOn = answers.info("rdb_bgsave_in_progress").equals("1");
    wrong.compare("whether it is under way", shown.text().contains("Walking"), isOn);
  }

  /** What was counted before the page is looked at is the least, what is counted then the most. */
  private void turns(Differences wrong) throws Exception {
    long least = answers.infoNumber("total_commands_processed");
    page.await("Number(" + COMMANDS + ") >= " + least);
    long shown = Long.parseLong(page.text(COMMANDS));
    long most = answers.infoNumber("total_commands_processed") + 1;
    wrong.unless(shown <= most, "shown are " + shown + " commands, the server says " + most);
  }

  /** Hangs up, so that a server of one client can turn to the next. */
  @Override
  public void close() throws IOException {
    answers.close();
  }

  /** Every word that a scene sends: its keys are among them. */
  static Set<String> words(Scene scene) {
    Set<String> words = new TreeSet<>();
    for (Scene.Step step : scene.steps()) {
      for (JsonValue act : step.acts()) {
        String sent = act.text("words") + " " + act.text("line") + " " + act.text("raw");
        for (long i = 1; i <= act.number("times", 1); i++) {
          String line = act.has("times") ? sent.replace("#", Long.toString(i)) : sent;
          words.addAll(List.of(line.strip().split("\\s+")));
        }
      }
    }
    words.remove("");
    return words;
  }
}
