package miniredis.lens;

import module java.base;

import miniredis.bytes.JsonValue;
import miniredis.resp.Reply;

/** Compares the view of the log with the log's file. */
record LogWitness(BrowserPage page, Answers answers, Path folder) {

  /** The view shows about so many bytes of the tail. */
  private static final int SHOWN = 200;

  private static final Pattern SEQUENCE = Pattern.compile("\\.(\\d+)\\.incr\\.aof$");

  /** The bytes on both sides of the line; ends of lines are signs there and are left out. */
  private static final String TAIL =
      """
      (() => {
        const text = (name) => {
          const copy = document.querySelector('section[data-view=log] .tail ' + name).cloneNode(true);
          for (const end of copy.querySelectorAll('.end')) end.remove();
          return copy.textContent;
        };
        return JSON.stringify({ forced: text('.forced'), written: text('.written') });
      })()""";

  void compare(ShownView shown, Differences wrong) throws Exception {
    String file = Files.readString(file(), StandardCharsets.ISO_8859_1);
    long written = ShownView.number(shown.facts().get("written"));
    long forced = ShownView.number(shown.facts().get("forced"));
    wrong.compare("the size of the log", written, (long) file.length());
    wrong.unless(forced <= written, "more is forced, " + forced + ", than written, " + written);
    Reply policy = answers.ask("CONFIG", "GET", "appendfsync");
    if (policy instanceof Reply.Array(var pair) && pair.size() == 2) {
      wrong.compare("appendfsync", shown.facts().get("policy"), Answers.text(pair.get(1)));
    }
    int behind = (int) Math.max(0, written - forced);
    String sentence = behind == 0 ? "All that is written" : "%,d byte".formatted(behind);
    wrong.unless(shown.text().contains(sentence), "it is not said that " + sentence);
    tail(file, behind, wrong);
  }

  private void tail(String file, int behind, Differences wrong) throws Exception {
    JsonValue tail = JsonValue.read(page.text(TAIL));
    String end = tail.text("forced") + tail.text("written");
    wrong.unless(
        line(file).endsWith(end) && end.isEmpty() == file.isEmpty(),
        "shown is another tail than the file's: " + end);
    if (behind > Math.min(SHOWN, file.length())) return;
    String lost = line(file.substring(file.length() - behind));
    wrong.compare("the bytes behind the line", tail.text("written"), lost);
  }

  private static String line(String text) {
    return text.replace("\r", "").replace("\n", "");
  }

  /** The one that is written to now: of several the one with the highest number. */
  private Path file() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(each -> each.toString().endsWith(".aof"))
          .filter(each -> !each.getFileName().toString().startsWith("temp-"))
          .max(Comparator.comparingLong(LogWitness::sequence))
          .orElseThrow();
    }
  }

  private static long sequence(Path file) {
    Matcher number = SEQUENCE.matcher(file.toString());
    return number.find() ? Long.parseLong(number.group(1)) : 0;
  }
}
