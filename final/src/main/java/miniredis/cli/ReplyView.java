package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;

/** A reply as a person likes it: nested and coloured, as a table, with advice for an error. */
final class ReplyView {

  private final Preferences preferences;
  private final Library library;

  ReplyView(Preferences preferences, Library library) {
    this.preferences = preferences;
    this.library = library;
  }

  /**
   * @param columns the terminal's
   */
  String of(Bytes[] words, Reply reply, int columns) {
    if (Pages.isPage(words) && Replies.bytes(reply) != null) return withEnd(Replies.text(reply));
    String table = preferences.isOn("tables") ? Tables.of(words, reply, columns) : null;
    if (table != null) return table;
    String text = ColourFormat.of(reply);
    return reply instanceof Reply.Error(Bytes error) ? text + advice(words, error.text()) : text;
  }

  private static String withEnd(String page) {
    String text = page.replace("\r\n", "\n");
    return text.endsWith("\n") ? text : text + "\n";
  }

  /** What to do about an error, where that is known. */
  private String advice(Bytes[] words, String error) {
    String code = error.split(" ")[0];
    String advice =
        switch (code) {
          case "NOAUTH" -> "Log in with AUTH password, or AUTH user password.";
          case "LOADING" -> "The server reads its data from disk; try again in a moment.";
          case "BUSY" -> "A script is running; SCRIPT KILL ends one that has not written yet.";
          case "MOVED", "ASK" -> "This is a cluster: start with -c to follow it.";
          case "MISCONF" -> "The server cannot save: its log says why.";
          case "READONLY" -> "This is a replica: write to its master.";
          default -> error.startsWith("ERR unknown command") ? didYouMean(words[0].text()) : "";
        };
    return advice.isEmpty() ? "" : Palette.HINT.paint(advice) + "\n";
  }

  private String didYouMean(String name) {
    List<String> near = library.complete().near(name);
    return near.isEmpty() ? "" : "Did you mean " + String.join(" or ", near) + "?";
  }

  /** A message that came unasked, in one line. */
  static String of(Reply.Push push) {
    String keys = Pages.invalidated(push);
    return keys != null
        ? "-> invalidate: " + keys
        : Replies.items(push).stream().map(ColourFormat::cell).collect(Collectors.joining(" "));
  }
}
