package miniredis.resp;

import java.util.List;
import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;

/**
 * Writes replies as bytes, in RESP2 or RESP3.
 *
 * <p>RESP3 has a type for everything; RESP2 has five, and each newer type falls back to the one of
 * them that clients have always been sent: a map is a flat array, a double a bulk string, a boolean
 * an integer.
 */
public final class ReplyWriter {

  private static final byte CR = '\r';
  private static final byte LF = '\n';

  private ReplyWriter() {}

  /** Appends a reply in protocol version 2 or 3. */
  public static void write(Reply reply, int protocol, BytesBuilder out) {
    boolean resp3 = protocol == 3;
    switch (reply) {
      case Reply.Bulk(Bytes bytes) -> bulk(bytes, out);
      case Reply.Text(Bytes text) -> line('+', text, out);
      case Reply.Int(long value) -> number(':', value, out);
      case Reply.Error(Bytes text) -> line('-', text, out);
      case Reply.Null() -> text(resp3 ? "_\r\n" : "$-1\r\n", out);
      case Reply.NullArray() -> text(resp3 ? "_\r\n" : "*-1\r\n", out);
      case Reply.Array(var items) -> aggregate('*', items.size(), items, protocol, out);
      case Reply.Map(var items) ->
          aggregate(
              resp3 ? '%' : '*', resp3 ? items.size() / 2 : items.size(), items, protocol, out);
      case Reply.Set(var items) -> aggregate(resp3 ? '~' : '*', items.size(), items, protocol, out);
      case Reply.Push(var items) ->
          aggregate(resp3 ? '>' : '*', items.size(), items, protocol, out);
      case Reply.Double(Bytes digits) -> {
        if (resp3) line(',', digits, out);
        else bulk(digits, out);
      }
      case Reply.Boolean(boolean value) -> {
        if (resp3) text(value ? "#t\r\n" : "#f\r\n", out);
        else number(':', value ? 1 : 0, out);
      }
      case Reply.BigNumber(Bytes digits) -> {
        if (resp3) line('(', digits, out);
        else bulk(digits, out);
      }
      case Reply.Verbatim(String format, Bytes text) -> {
        if (resp3) verbatim(format, text, out);
        else bulk(text, out);
      }
      case Reply.Attributed(var items, Reply inner) -> {
        if (resp3) aggregate('|', items.size() / 2, items, protocol, out);
        write(inner, protocol, out);
      }
      case Reply.Several(var replies) -> {
        for (Reply each : replies) write(each, protocol, out);
      }
      case Reply.None() -> {}
    }
  }

  /** Appends a command as clients send it: an array of bulk strings. */
  public static void request(List<Bytes> args, BytesBuilder out) {
    number('*', args.size(), out);
    for (Bytes arg : args) bulk(arg, out);
  }

  private static void bulk(Bytes bytes, BytesBuilder out) {
    number('$', bytes.length(), out);
    out.append(bytes).append(CR, LF);
  }

  private static void verbatim(String format, Bytes text, BytesBuilder out) {
    number('=', text.length() + 4L, out);
    out.append(format).append((byte) ':').append(text).append(CR, LF);
  }

  private static void line(char type, Bytes text, BytesBuilder out) {
    out.append((byte) type).append(text).append(CR, LF);
  }

  private static void number(char type, long value, BytesBuilder out) {
    out.append((byte) type).append(value).append(CR, LF);
  }

  private static void text(String frame, BytesBuilder out) {
    out.append(frame);
  }

  private static void aggregate(
      char type, int size, List<? extends Reply> items, int protocol, BytesBuilder out) {
    number(type, size, out);
    if (items instanceof BulkList bulks) bulks.writeTo(out);
    else for (Reply item : items) write(item, protocol, out);
  }
}
