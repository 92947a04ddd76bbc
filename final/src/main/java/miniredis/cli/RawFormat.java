package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.resp.Reply;

/** Replies for programs: bytes as they are, a line for an item, no sign of what is nested. */
final class RawFormat {

  private final Bytes itemEnd;
  private final BytesBuilder out;

  private RawFormat(Bytes itemEnd, BytesBuilder out) {
    this.itemEnd = itemEnd;
    this.out = out;
  }

  static void print(Reply reply, Bytes itemEnd, BytesBuilder out) {
    new RawFormat(itemEnd, out).write(reply);
  }

  private void write(Reply reply) {
    switch (reply) {
      case Reply.Text(Bytes text) -> out.append(text);
      case Reply.Error(Bytes text) -> out.append(text).append((byte) '\n');
      case Reply.Int(long value) -> out.append(value);
      case Reply.Bulk(Bytes bytes) -> out.append(bytes);
      case Reply.Null() -> {}
      case Reply.NullArray() -> {}
      case Reply.Double(Bytes digits) -> out.append(digits);
      case Reply.Boolean(boolean value) -> out.append(value ? "(true)" : "(false)");
      case Reply.BigNumber(Bytes digits) -> out.append(digits);
      case Reply.Verbatim(_, Bytes text) -> out.append(text);
      case Reply.Array(var items) -> list(items);
      case Reply.Set(var items) -> list(items);
      case Reply.Push(var items) -> list(items);
      case Reply.Map(var items) -> map(items);
      case Reply.Attributed(_, Reply inner) -> write(inner);
      case Reply.Several(var replies) -> list(replies);
      case Reply.None() -> {}
    }
  }

  private void list(List<? extends Reply> items) {
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) out.append(itemEnd);
      write(items.get(i));
    }
  }

  private void map(List<? extends Reply> keysAndValues) {
    for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
      if (i > 0) out.append(itemEnd);
      write(keysAndValues.get(i));
      out.append((byte) ' ');
      write(keysAndValues.get(i + 1));
    }
  }
}
