package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Doubles;
import miniredis.resp.Reply;

/**
 * Replies as {@code redis-cli --json} prints them. An error is {@code error:"..."}, which is no
 * JSON, on purpose: a program must not take it for a value.
 */
final class JsonFormat {

  private JsonFormat() {}

  static void print(Reply reply, BytesBuilder out) {
    write(reply, out);
    out.append((byte) '\n');
  }

  private static void write(Reply reply, BytesBuilder out) {
    switch (reply) {
      case Reply.Text(Bytes text) -> string(text, out);
      case Reply.Error(Bytes text) -> string(text, out.append("error:"));
      case Reply.Int(long value) -> out.append(value);
      case Reply.Bulk(Bytes bytes) -> string(bytes, out);
      case Reply.Null() -> out.append("null");
      case Reply.NullArray() -> out.append("null");
      case Reply.Double(double value) -> out.append(Doubles.seventeenDigits(value));
      case Reply.Decimal(Bytes digits) -> out.append(digits);
      case Reply.Boolean(boolean value) -> out.append(value ? "true" : "false");
      case Reply.BigNumber(Bytes digits) -> out.append(digits);
      case Reply.Verbatim(_, Bytes text) -> string(text, out);
      case Reply.Array(var items) -> list(items, out);
      case Reply.Set(var items) -> list(items, out);
      case Reply.Push(var items) -> list(items, out);
      case Reply.Map(var items) -> map(items, out);
      case Reply.Attributed(_, Reply inner) -> write(inner, out);
      case Reply.None() -> {}
    }
  }

  private static void list(List<? extends Reply> items, BytesBuilder out) {
    out.append((byte) '[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) out.append((byte) ',');
      write(items.get(i), out);
    }
    out.append((byte) ']');
  }

  private static void map(List<? extends Reply> keysAndValues, BytesBuilder out) {
    out.append((byte) '{');
    for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
      if (i > 0) out.append((byte) ',');
      key(keysAndValues.get(i), out);
      out.append((byte) ':');
      write(keysAndValues.get(i + 1), out);
    }
    out.append((byte) '}');
  }

  /** A key is a string in JSON, whatever its type was. */
  private static void key(Reply key, BytesBuilder out) {
    switch (key) {
      case Reply.Text _, Reply.Bulk _, Reply.Verbatim _, Reply.Error _ -> write(key, out);
      default -> {
        out.append((byte) '"');
        write(key, out);
        out.append((byte) '"');
      }
    }
  }

  private static void string(Bytes text, BytesBuilder out) {
    out.append((byte) '"');
    for (byte b : text.array()) {
      switch (b) {
        case '"', '\\' -> out.append((byte) '\\').append(b);
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (b >= 0 && b < 32) out.append("\\u00").append(HexFormat.of().toHexDigits(b));
          else out.append(b);
        }
      }
    }
    out.append((byte) '"');
  }
}
