package miniredis.lens;

import module java.base;

import miniredis.bytes.JsonValue;

/**
 * A view as it stands on the page, read as a person reads it.
 *
 * @param rows of its table, the text of each cell
 * @param facts its pairs of a word and what stands behind it
 * @param parts what stands over each value of the encodings, and over each table of hashes
 */
record ShownView(
    String text, List<List<String>> rows, Map<String, String> facts, List<String> parts) {

  private static final String READ =
      """
      (() => {
        const card = document.querySelector('section.card[data-view=%s]');
        if (!card) return '{}';
        const text = (node) => node.innerText.trim();
        const cells = (selector) =>
          [...card.querySelectorAll(selector)].map((one) => ({ cells: [...one.children].map(text) }));
        return JSON.stringify({
          text: card.innerText,
          rows: cells('tbody tr'),
          facts: cells('dl > div'),
          parts: [...card.querySelectorAll('.encoding > p, figcaption')].map(text),
        });
      })()""";

  private static final Pattern MORE = Pattern.compile("and ([\\d,]+) more");
  private static final Pattern TIME = Pattern.compile("([\\d.]+) (ms|s|min|h)");
  private static final Pattern SIZE = Pattern.compile("([\\d.,]+) (B|kB|MB)");

  /**
   * @throws AssertionError if the view is not on the page
   */
  static ShownView of(BrowserPage page, String view) throws Exception {
    JsonValue json = JsonValue.read(page.text(READ.formatted(view)));
    if (!json.has("text")) throw new AssertionError("There is no view " + view + " on the page.");
    Map<String, String> facts = new LinkedHashMap<>();
    for (List<String> each : cells(json, "facts")) facts.put(each.get(0), each.get(1));
    return new ShownView(json.text("text"), cells(json, "rows"), facts, texts(json.items("parts")));
  }

  private static List<List<String>> cells(JsonValue json, String name) {
    return json.items(name).stream().map(row -> texts(row.items("cells"))).toList();
  }

  private static List<String> texts(List<JsonValue> values) {
    return values.stream().map(each -> ((JsonValue.Text) each).text()).toList();
  }

  /** A column of the table. */
  List<String> column(int index) {
    return rows.stream().map(row -> row.get(index)).toList();
  }

  /** How many rows there are more, as it says. */
  long more() {
    Matcher more = MORE.matcher(text);
    return more.find() ? number(more.group(1)) : 0;
  }

  /** 1,234 as a number. */
  static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }

  /**
   * Whether a time to live on the page is this one, as exactly as its unit can say it.
   *
   * @param millis as PTTL says it; -1 for ever, -2 for a key that there is not
   * @param slack how much it may be off beside, in milliseconds
   */
  static boolean isTime(String shown, long millis, long slack) {
    if (millis == -1) return shown.equals("for ever");
    if (shown.equals("due") || shown.startsWith("dead")) return millis <= slack;
    Matcher time = TIME.matcher(shown);
    if (!time.matches() || millis < 0) return false;
    long unit =
        switch (time.group(2)) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "min" -> 60_000;
          default -> 3_600_000;
        };
    double half = time.group(1).contains(".") ? unit / 20.0 : unit / 2.0;
    return Math.abs(Double.parseDouble(time.group(1)) * unit - millis) <= half + slack;
  }

  /** Whether a size on the page is this one, as exactly as its unit can say it. */
  static boolean isSize(String shown, long bytes) {
    Matcher size = SIZE.matcher(shown);
    if (!size.matches()) return false;
    long unit =
        switch (size.group(2)) {
          case "B" -> 1;
          case "kB" -> 1 << 10;
          default -> 1 << 20;
        };
    double half = unit == 1 ? 0 : unit * 0.051;
    return Math.abs(Double.parseDouble(size.group(1).replace(",", "")) * unit - bytes) <= half;
  }
}
