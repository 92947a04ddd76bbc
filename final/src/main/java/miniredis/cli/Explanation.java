package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Chapters;
import miniredis.client.Client;
import miniredis.resp.ProtocolException;
import miniredis.resp.Reply;

/** {@code :explain}: what the last command did, from its bytes to the chapter that teaches it. */
final class Explanation {

  private static final int MOST_LINES = 24;

  private final Bytes[] words;
  private final Recording recording;
  private final Manual manual;
  private final long nanos;

  Explanation(Bytes[] words, Recording recording, Manual manual, long nanos) {
    this.words = words;
    this.recording = recording;
    this.manual = manual;
    this.nanos = nanos;
  }

  String text(Client server) {
    StringBuilder out = new StringBuilder();
    Manual.Entry entry = manual.find(Stream.of(words).map(Bytes::text).toList());
    if (entry != null) head(entry, out);
    out.append(title("sent", recording.sentBytes() + " bytes"));
    out.append(WireView.of(recording.request(), "  ", true, MOST_LINES));
    String took = String.format(Locale.ROOT, ", after %.1f ms", nanos / 1e6);
    out.append(title("received", recording.receivedBytes() + " bytes" + took));
    out.append(WireView.of(recording.reply(), "  ", true, MOST_LINES));
    if (entry != null) facts(entry, server, out);
    return out.toString();
  }

  private static void head(Manual.Entry entry, StringBuilder out) {
    out.append(Palette.COMMAND.paint(entry.name())).append(' ');
    out.append(Palette.HINT.paint(entry.notation())).append('\n');
    if (!entry.summary().isEmpty()) out.append("  ").append(entry.summary()).append('\n');
  }

  private void facts(Manual.Entry entry, Client server, StringBuilder out) {
    if (!entry.complexity().isEmpty()) out.append(title("costs", entry.complexity()));
    String keys = server == null ? "" : keys(server);
    if (!keys.isEmpty()) out.append(title("keys", keys));
    out.append(title("since", "Redis " + entry.since()));
    String chapter = Chapters.of(entry.name().split(" ")[0]);
    out.append(title("chapter", chapter + "/README.md"));
  }

  private static String title(String name, String value) {
    return Palette.TITLE.paint("%-9s".formatted(name)) + " " + value + "\n";
  }

  /** The keys and what is done with them, if the server can tell: COMMAND GETKEYSANDFLAGS. */
  private String keys(Client server) {
    try {
      Reply reply = server.call(ask("GETKEYSANDFLAGS"));
      if (!(reply instanceof Reply.Error)) {
        return Replies.items(reply).stream()
            .map(Explanation::key)
            .collect(Collectors.joining(", "));
      }
      return Replies.items(server.call(ask("GETKEYS"))).stream()
          .map(key -> Replies.bytes(key).toString())
          .collect(Collectors.joining(", "));
    } catch (IOException | ProtocolException e) {
      return "";
    }
  }

  private Bytes[] ask(String subcommand) {
    Bytes[] question = new Bytes[words.length + 2];
    question[0] = Bytes.of("COMMAND");
    question[1] = Bytes.of(subcommand);
    System.arraycopy(words, 0, question, 2, words.length);
    return question;
  }

  private static String key(Reply keyAndFlags) {
    List<? extends Reply> pair = Replies.items(keyAndFlags);
    if (pair.size() != 2) return "?";
    String flags =
        Replies.items(pair.get(1)).stream()
            .map(flag -> meaning(Replies.text(flag)))
            .collect(Collectors.joining(", "));
    return Palette.KEY.paint(Replies.bytes(pair.get(0)).toString()) + " (" + flags + ")";
  }

  private static String meaning(String flag) {
    return switch (flag) {
      case "RO" -> "only read";
      case "RW" -> "read and written";
      case "OW" -> "overwritten";
      case "RM" -> "removed";
      case "access" -> "its value is returned or copied";
      case "insert" -> "values are added";
      case "update" -> "the new value depends on the old";
      case "delete" -> "values are taken away";
      default -> flag;
    };
  }
}
