package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.bytes.Json;
import miniredis.resp.Reply;

/**
 * Replies as {@code redis-cli --json} prints them. An error is {@code error:"..."}, which is no
 * JSON, on purpose: a program must not take it for a value.
 */
final class JsonFormat {

  /** How strings are written. */
  enum Strings {
    UNICODE,
    /** Escaped as redis-cli prints them, and the backslashes of that escaped for JSON. */
    ASCII
  }

  private final Strings strings;
  private final BytesBuilder out;

  private JsonFormat(Strings strings, BytesBuilder out) {
    this.strings = strings;
    this.out = out;
  }

  static void print(Reply reply, Strings strings, BytesBuilder out) {
    new JsonFormat(strings, out).write(reply);
    out.append((byte) '\n');
  }

  private void write(Reply reply) {
    switch (reply) {
      case Reply.Text(Bytes text) -> string(text);
      case Reply.Error(Bytes text) -> {
        out.append("error:");
        string(text);
      }
      case Reply.Int(long value) -> out.append(value);
      case Reply.Bulk(Bytes bytes) -> string(bytes);
      case Reply.Null() -> out.append("null");
      case Reply.NullArray() -> out.append("null");
      case Reply.Double(Bytes digits) -> out.append(digits);
      case Reply.Boolean(boolean value) -> out.append(value ? "true" : "false");
      case Reply.BigNumber(Bytes digits) -> out.append(digits);
      case Reply.Verbatim(_, Bytes text) -> string(text);
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
    out.append((byte) '[');
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) out.append((byte) ',');
      write(items.get(i));
    }
    out.append((byte) ']');
  }

  private void map(List<? extends Reply> keysAndValues) {
    out.append((byte) '{');
    for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
      if (i > 0) out.append((byte) ',');
      key(keysAndValues.get(i));
      out.append((byte) ':');
      write(keysAndValues.get(i + 1));
    }
    out.append((byte) '}');
  }

  /** A key is a string in JSON, whatever its type was. */
  private void key(Reply key) {
    switch (key) {
      case Reply.Text _, Reply.Bulk _, Reply.Verbatim _, Reply.Error _ -> write(key);
      default -> {
        out.append((byte) '"');
        write(key);
        out.append((byte) '"');
      }
    }
  }

  private void string(Bytes text) {
    if (strings == Strings.UNICODE) Json.quote(text, out);
    else out.append(text.toString().replace("\\", "\\\\"));
  }
}
