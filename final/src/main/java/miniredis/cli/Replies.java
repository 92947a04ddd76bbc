package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;

/** Looks into replies whose shape is known, in either protocol; what is not there is empty. */
final class Replies {

  private Replies() {}

  /** A map, or the flat array that it is in RESP2; anything else has no fields. */
  static Map<String, Reply> fields(Reply reply) {
    Map<String, Reply> fields = new LinkedHashMap<>();
    List<? extends Reply> items = items(reply);
    for (int i = 0; i + 1 < items.size(); i += 2) fields.put(text(items.get(i)), items.get(i + 1));
    return fields;
  }

  /** What is in an aggregate; keys and values by turns, of a map. */
  static List<? extends Reply> items(Reply reply) {
    return switch (reply) {
      case Reply.Array(var items) -> items;
      case Reply.Set(var items) -> items;
      case Reply.Push(var items) -> items;
      case Reply.Map(var items) -> items;
      case null, default -> List.of();
    };
  }

  static String text(Reply reply) {
    Bytes bytes = bytes(reply);
    return bytes == null ? "" : bytes.text();
  }

  /** The bytes of a string of any kind; null for what is none. */
  static Bytes bytes(Reply reply) {
    return switch (reply) {
      case Reply.Bulk(Bytes bytes) -> bytes;
      case Reply.Text(Bytes bytes) -> bytes;
      case Reply.Verbatim(_, Bytes bytes) -> bytes;
      case null, default -> null;
    };
  }

  /** An integer, or zero. */
  static long number(Reply reply) {
    return reply instanceof Reply.Int(long value) ? value : 0;
  }
}
