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

  /**
   * Appends a reply in protocol version 2 or 3.
   *
   * <p>Not a switch over the types: Java makes the code of such a switch when it first comes by,
   * and the first client that asks for COMMAND would wait some ten milliseconds more for it.
   */
  public static void write(Reply reply, int protocol, BytesBuilder out) {
    if (reply instanceof Reply.Bulk(Bytes bytes)) bulk(bytes, out);
    else if (reply instanceof Reply.Text(Bytes text)) line('+', text, out);
    else if (reply instanceof Reply.Int(long value)) number(':', value, out);
    else if (reply instanceof Reply.Error(Bytes text)) line('-', text, out);
    else if (reply instanceof Reply.Array(var items)) {
      aggregate('*', items.size(), items, protocol, out);
    } else if (reply instanceof Reply.Several(var replies)) {
      for (Reply each : replies) write(each, protocol, out);
    } else if (protocol == 3) {
      writeInThree(reply, out);
    } else {
      writeInTwo(reply, out);
    }
  }

  private static void writeInThree(Reply reply, BytesBuilder out) {
    if (reply instanceof Reply.Null || reply instanceof Reply.NullArray) text("_\r\n", out);
    else if (reply instanceof Reply.Map(var items)) {
      aggregate('%', items.size() / 2, items, 3, out);
    } else if (reply instanceof Reply.Set(var items)) aggregate('~', items.size(), items, 3, out);
    else if (reply instanceof Reply.Push(var items)) aggregate('>', items.size(), items, 3, out);
    else if (reply instanceof Reply.Double(Bytes digits)) line(',', digits, out);
    else if (reply instanceof Reply.Boolean(boolean yes)) text(yes ? "#t\r\n" : "#f\r\n", out);
    else if (reply instanceof Reply.BigNumber(Bytes digits)) line('(', digits, out);
    else if (reply instanceof Reply.Verbatim(String form, Bytes text)) verbatim(form, text, out);
    else if (reply instanceof Reply.Attributed(var items, Reply inner)) {
      aggregate('|', items.size() / 2, items, 3, out);
      write(inner, 3, out);
    }
  }

  private static void writeInTwo(Reply reply, BytesBuilder out) {
    if (reply instanceof Reply.Null) text("$-1\r\n", out);
    else if (reply instanceof Reply.NullArray) text("*-1\r\n", out);
    else if (reply instanceof Reply.Map(var items)) aggregate('*', items.size(), items, 2, out);
    else if (reply instanceof Reply.Set(var items)) aggregate('*', items.size(), items, 2, out);
    else if (reply instanceof Reply.Push(var items)) aggregate('*', items.size(), items, 2, out);
    else if (reply instanceof Reply.Double(Bytes digits)) bulk(digits, out);
    else if (reply instanceof Reply.Boolean(boolean yes)) number(':', yes ? 1 : 0, out);
    else if (reply instanceof Reply.BigNumber(Bytes digits)) bulk(digits, out);
    else if (reply instanceof Reply.Verbatim(_, Bytes text)) bulk(text, out);
    else if (reply instanceof Reply.Attributed(_, Reply inner)) write(inner, 2, out);
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
    else if (items instanceof ReadyList ready) ready.writeTo(protocol, out);
    else for (Reply item : items) write(item, protocol, out);
  }
}
