package miniredis.lens;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.client.Chapters;
import miniredis.client.CommandDocs;
import miniredis.resp.Reply;

/**
 * What a frame means, in one sentence, and which chapter teaches it: {@code 01} to {@code 06}, or
 * {@code final}. Safe on any thread.
 */
final class Meaning {

  private static final String FINAL = "final";

  /** Of the commands of Redis 7.0, by name; a subcommand behind its container, config|get. */
  private final Map<String, String> summaries = new HashMap<>();

  Meaning() {
    add(CommandDocs.read());
  }

  private void add(Reply docs) {
    eachField(
        docs,
        (name, doc) ->
            eachField(
                doc,
                (field, value) -> {
                  if (field.equals("summary")) summaries.put(name, text(value));
                  if (field.equals("subcommands")) add(value);
                }));
  }

  private static void eachField(Reply map, BiConsumer<String, Reply> taker) {
    if (!(map instanceof Reply.Array(var items))) return;
    for (int i = 0; i + 1 < items.size(); i += 2)
      taker.accept(text(items.get(i)), items.get(i + 1));
  }

  private static String text(Reply reply) {
    return reply instanceof Reply.Bulk(Bytes bytes) ? bytes.text() : "";
  }

  String ofRequest(List<Bytes> words) {
    if (words.isEmpty()) return "An empty request: it is passed over without a reply.";
    String name = name(words.getFirst());
    String within = words.size() < 2 ? "" : name + "|" + name(words.get(1));
    String summary = summaries.getOrDefault(within, summaries.get(name));
    if (summary == null) return "Not a command of Redis 7.0.";
    return summary.endsWith(".") ? summary : summary + ".";
  }

  /** The folder's name is shortened to its number. */
  String chapterOfRequest(List<Bytes> words) {
    if (words.isEmpty()) return "02";
    String folder = Chapters.of(name(words.getFirst()));
    return folder.startsWith("step") ? folder.substring(4, 6) : folder;
  }

  private static String name(Bytes word) {
    return word.toLowerCase().latinText();
  }

  static String ofReply(Frame frame) {
    String line = line(frame);
    boolean none = line.equals("-1");
    return switch (frame.type()) {
      case '+' -> line.equals("OK") ? "It is done." : "A short text, on one line.";
      case '-' -> "An error: this request was refused, and the connection lives on.";
      case ':' -> "A whole number.";
      case '$' -> none ? "Nothing is there: RESP2's null." : "A string of " + bytes(line) + ".";
      case '*' -> none ? "Nothing came: RESP2's null array." : "A list of " + line + ".";
      case '_' -> "Nothing is there: RESP3's null.";
      case '%' -> "A map of " + line + " pairs (RESP3).";
      case '~' -> "A set of " + line + " (RESP3).";
      case ',' -> "A number with a fraction (RESP3).";
      case '#' -> "True or false (RESP3).";
      case '(' -> "A number of any size (RESP3).";
      case '=' -> "A text with its format in front (RESP3).";
      case '!' -> "A long error (RESP3).";
      case '>' -> "A confirmation, sent as a push (RESP3).";
      default -> "A line without a type.";
    };
  }

  /** Of what no request has asked for. */
  static String ofPush(Frame frame) {
    return switch (frame.type()) {
      case '+' -> "A command that another client has sent: this one monitors.";
      case '*' -> "A message that came unasked: this client has subscribed.";
      default -> "A message that came unasked, marked as such by its type (RESP3).";
    };
  }

  static String chapterOfReply(Frame frame) {
    return switch (frame.type()) {
      case '+', '-' -> "01";
      case '$', ':', '*' -> "02";
      default -> FINAL;
    };
  }

  /** The first line of the reply, or of what notes come with it; without its type. */
  private static String line(Frame frame) {
    int from = frame.start() + 1;
    return new String(
        frame.bytes(), from, Math.max(0, frame.lineEnd(from) - from), StandardCharsets.ISO_8859_1);
  }

  private static String bytes(String count) {
    return count.equals("1") ? "1 byte" : count + " bytes";
  }
}
