package miniredis.probe;

import miniredis.bytes.Json;

/**
 * A view with its frame: what it is called, and which class it shows.
 *
 * @param file where that class stands, as seen from the repository's root; null if it is the JDK's
 */
record Pane(String title, String type, String file, View view) {

  void write(Json out, long now) {
    out.beginObject().name("title").text(title).name("class").text(type);
    if (file != null) out.name("file").text(file);
    view.write(out, now);
    out.endObject();
  }
}
