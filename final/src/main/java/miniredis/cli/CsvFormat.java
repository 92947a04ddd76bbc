package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.resp.Reply;

/** Replies as {@code redis-cli --csv} prints them: all values of a reply on one line. */
final class CsvFormat {

  private CsvFormat() {}

  static void print(Reply reply, BytesBuilder out) {
    switch (reply) {
      case Reply.Text(Bytes text) -> out.append(text.toString());
      case Reply.Error(Bytes text) -> out.append("ERROR,").append(text.toString());
      case Reply.Int(long value) -> out.append(value);
      case Reply.Bulk(Bytes bytes) -> out.append(bytes.toString());
      case Reply.Null() -> out.append("NULL");
      case Reply.NullArray() -> out.append("NULL");
      case Reply.Double(Bytes digits) -> out.append(digits);
      case Reply.Boolean(boolean value) -> out.append(value ? "true" : "false");
      case Reply.BigNumber(Bytes digits) -> out.append(digits);
      case Reply.Verbatim(_, Bytes text) -> out.append(text.toString());
      case Reply.Array(var items) -> list(items, out);
      case Reply.Set(var items) -> list(items, out);
      case Reply.Push(var items) -> list(items, out);
      case Reply.Map(var items) -> list(items, out);
      case Reply.Attributed(_, Reply inner) -> print(inner, out);
      case Reply.Several(var replies) -> list(replies, out);
      case Reply.None() -> {}
    }
  }

  private static void list(List<? extends Reply> items, BytesBuilder out) {
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) out.append((byte) ',');
      print(items.get(i), out);
    }
  }
}
