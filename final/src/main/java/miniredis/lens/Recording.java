package miniredis.lens;

import module java.base;

import miniredis.bytes.Json;
import miniredis.bytes.JsonValue;

/**
 * The events of a file, as far as they can be read: a recording that was cut in the middle is good
 * up to there.
 *
 * @param lines the events as they stand there, and at the end a note if something was cut off
 * @param events the same, read
 */
record Recording(List<String> lines, List<JsonValue> events) {

  private static final long LONGEST = 256 << 20;

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, is no recording or is longer than 256 MB
   */
  static Recording read(Path file) throws IOException {
    if (Files.size(file) > LONGEST) throw new IOException(file + " is longer than 256 MB");
    List<String> lines = new ArrayList<>();
    List<JsonValue> events = new ArrayList<>();
    String wrong = null;
    for (String line : text(file).split("\n")) {
      try {
        JsonValue event = JsonValue.read(line);
        if (event.text("kind").isEmpty()) throw new IllegalArgumentException("no event");
        events.add(event);
        lines.add(line);
      } catch (IllegalArgumentException bad) {
        wrong = "line " + (lines.size() + 1) + ", " + bad.getMessage();
        break;
      }
    }
    if (events.isEmpty() || !events.getFirst().text("kind").equals("hello")) {
      throw new IOException(file + " is no recording: it does not begin with a hello");
    }
    if (wrong != null) addNote("The recording ends here, damaged: " + wrong, lines, events);
    return new Recording(List.copyOf(lines), List.copyOf(events));
  }

  /** What is no UTF-8 is no event either: it shows as such, and does not stop us. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static void addNote(String text, List<String> lines, List<JsonValue> events) {
    JsonValue last = events.getLast();
    Json json = new Json().beginObject().name("n").number(last.number("n", 0) + 1);
    json.name("t").number(last.number("t", 0)).name("kind").text("note");
    json.name("text").text(text).name("tone").text("bad").endObject();
    lines.add(json.toString());
    events.add(JsonValue.read(json.toString()));
  }

  JsonValue hello() {
    return events.getFirst();
  }

  /** What the page is told in place of a live server's hello. */
  Json helloOfPlayer(Path file) {
    Json json = new Json().beginObject().name("kind").text("hello");
    json.name("title").text(hello().text("title") + ", recorded in " + file.getFileName());
    json.name("subject").text("recording").name("port").number(hello().number("port", 0));
    Lens.texts(json.name("can"), List.of());
    return Lens.texts(json.name("scenes"), List.of()).endObject();
  }
}
