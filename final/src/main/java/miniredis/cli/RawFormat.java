package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Doubles;
import miniredis.resp.Reply;

/**
 * Replies for programs, as redis-cli prints them into a pipe: the bytes themselves, an item a line,
 * nothing for null. An error is followed by an empty line.
 */
final class RawFormat {

  private RawFormat() {}

  static void print(Reply reply, BytesBuilder out) {
    write(reply, out);
    out.append((byte) '\n');
  }

  private static void write(Reply reply, BytesBuilder out) {
    switch (reply) {
      case Reply.Text(Bytes text) -> out.append(text);
      case Reply.Error(Bytes text) -> out.append(text).append((byte) '\n');
      case Reply.Int(long value) -> out.append(value);
      case Reply.Bulk(Bytes bytes) -> out.append(bytes);
      case Reply.Null() -> {}
      case Reply.NullArray() -> {}
      case Reply.Double(double value) -> out.append(Doubles.seventeenDigits(value));
      case Reply.Decimal(Bytes digits) -> out.append(digits);
      case Reply.Boolean(boolean value) -> out.append(value ? "(true)" : "(false)");
      case Reply.BigNumber(Bytes digits) -> out.append(digits);
      case Reply.Verbatim(_, Bytes text) -> out.append(text);
      case Reply.Array(var items) -> list(items, out);
      case Reply.Set(var items) -> list(items, out);
      case Reply.Push(var items) -> list(items, out);
      case Reply.Map(var items) -> map(items, out);
      case Reply.Attributed(_, Reply inner) -> write(inner, out);
      case Reply.None() -> {}
    }
  }

  private static void list(List<? extends Reply> items, BytesBuilder out) {
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) out.append((byte) '\n');
      write(items.get(i), out);
    }
  }

  private static void map(List<? extends Reply> keysAndValues, BytesBuilder out) {
    for (int i = 0; i < keysAndValues.size(); i++) {
      if (i > 0) out.append((byte) (i % 2 == 0 ? '\n' : ' '));
      write(keysAndValues.get(i), out);
    }
  }
}
