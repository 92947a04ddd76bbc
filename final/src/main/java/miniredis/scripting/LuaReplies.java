package miniredis.scripting;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;

/**
 * Replies as values of Lua, and values of Lua as replies.
 *
 * <pre>
 *   RESP2      integer number   bulk string   array table from 1   null false
 *              status {ok=...}  error {err=...}
 *   RESP3 too  null nil  boolean boolean  double {double=...}  map {map={...}}  set {set={x=true}}
 *              big number {big_number=...}  verbatim {verbatim_string={string=..., format=...}}
 * </pre>
 *
 * The way back is the same, in every protocol; numbers lose their fraction, and an array ends at
 * its first nil.
 */
final class LuaReplies {

  /** A table may hold itself: so deep is it followed, by recursion. Redis goes down to 7,995. */
  private static final int DEEPEST = 1000;

  private static final Bytes TOO_DEEP = Bytes.of("ERR reached lua stack limit");

  private LuaReplies() {}

  // To Lua

  /**
   * Pushes a reply as a script sees it that has chosen a protocol, 2 or 3. No switch over the
   * types, as in {@link miniredis.resp.ReplyWriter}: it would make the first script wait.
   */
  static void push(Reply reply, int protocol, Frame frame) {
    frame.room(4);
    boolean resp3 = protocol == 3;
    if (reply instanceof Reply.Int(long value)) frame.push((double) value);
    else if (reply instanceof Reply.Bulk(Bytes bytes)) frame.push(bytes);
    else if (reply instanceof Reply.Text(Bytes text)) pushField("ok", text, frame);
    else if (reply instanceof Reply.Error(Bytes text)) pushError(text, frame);
    else if (reply instanceof Reply.Array(var items)) pushItems(items, protocol, frame);
    else if (reply instanceof Reply.Push(var items)) pushItems(items, protocol, frame);
    else if (reply instanceof Reply.Attributed(_, Reply inner)) push(inner, protocol, frame);
    else if (reply instanceof Reply.Several(var all)) push(all.getFirst(), protocol, frame);
    else if (resp3) pushInThree(reply, frame);
    else pushInTwo(reply, frame);
  }

  private static void pushInThree(Reply reply, Frame frame) {
    if (reply instanceof Reply.Set(var items)) pushSet(items, 3, frame);
    else if (reply instanceof Reply.Map(var items)) pushMap(items, 3, frame);
    else if (reply instanceof Reply.Double number) pushDouble(number.value(), frame);
    else if (reply instanceof Reply.Boolean(boolean value)) frame.push(value);
    else if (reply instanceof Reply.BigNumber(Bytes digits)) {
      pushField("big_number", digits, frame);
    } else if (reply instanceof Reply.Verbatim(String format, Bytes text)) {
      pushVerbatim(format, text, frame);
    } else pushNull(true, frame);
  }

  private static void pushInTwo(Reply reply, Frame frame) {
    if (reply instanceof Reply.Set(var items)) pushItems(items, 2, frame);
    else if (reply instanceof Reply.Map(var items)) pushItems(items, 2, frame);
    else if (reply instanceof Reply.Double number) frame.push(number.digits());
    else if (reply instanceof Reply.Boolean(boolean value)) frame.push(value ? 1.0 : 0.0);
    else if (reply instanceof Reply.BigNumber(Bytes digits)) frame.push(digits);
    else if (reply instanceof Reply.Verbatim(_, Bytes text)) frame.push(text);
    else pushNull(false, frame);
  }

  /** An error as the library redis gives it to a script. */
  static void pushError(Bytes text, Frame frame) {
    frame.room(4);
    pushField("err", text, frame);
    frame.push(true);
    frame.set(-2, "ignore_error_stats_update");
  }

  private static void pushNull(boolean resp3, Frame frame) {
    if (resp3) frame.pushNil();
    else frame.push(false);
  }

  /** A table with one field. */
  static void pushField(String name, Bytes value, Frame frame) {
    frame.pushTable(0, 1);
    frame.push(value);
    frame.set(-2, name);
  }

  private static void pushItems(List<? extends Reply> items, int protocol, Frame frame) {
    frame.pushTable(items.size(), 0);
    int at = 0;
    for (Reply item : items) {
      push(item, protocol, frame);
      frame.set(-2, ++at);
    }
  }

  private static void pushSet(List<? extends Reply> items, int protocol, Frame frame) {
    frame.pushTable(0, 1);
    frame.pushTable(0, 0);
    for (Reply item : items) {
      push(item, protocol, frame);
      frame.push(true);
      frame.set(-3);
    }
    frame.set(-2, "set");
  }

  private static void pushMap(List<? extends Reply> items, int protocol, Frame frame) {
    frame.pushTable(0, 1);
    frame.pushTable(0, 0);
    for (Iterator<? extends Reply> each = items.iterator(); each.hasNext(); ) {
      push(each.next(), protocol, frame);
      push(each.next(), protocol, frame);
      frame.set(-3);
    }
    frame.set(-2, "map");
  }

  private static void pushDouble(double value, Frame frame) {
    frame.pushTable(0, 1);
    frame.push(value);
    frame.set(-2, "double");
  }

  private static void pushVerbatim(String format, Bytes text, Frame frame) {
    frame.pushTable(0, 1);
    frame.pushTable(0, 2);
    frame.push(text);
    frame.set(-2, "string");
    frame.push(format);
    frame.set(-2, "format");
    frame.set(-2, "verbatim_string");
  }

  // From Lua

  /** The value on top of the stack, which is taken away, as a reply to a client. */
  static Reply pop(int protocol, Frame frame) {
    return pop(protocol, 0, frame);
  }

  private static Reply pop(int protocol, int depth, Frame frame) {
    if (depth > DEEPEST || !frame.hasRoom(4)) {
      frame.pop(1);
      return new Reply.Error(TOO_DEEP);
    }
    Reply reply =
        switch (frame.type(-1)) {
          case Frame.STRING -> new Reply.Bulk(frame.string(-1));
          case Frame.NUMBER -> Reply.integer(Frame.toLong(frame.number(-1)));
          case Frame.BOOLEAN -> ofBoolean(frame.bool(-1), protocol);
          case Frame.TABLE -> ofTable(protocol, depth, frame);
          default -> Reply.NULL;
        };
    frame.pop(1);
    return reply;
  }

  private static Reply ofBoolean(boolean value, int protocol) {
    if (protocol > 2) return new Reply.Boolean(value);
    return value ? Reply.ONE : Reply.NULL;
  }

  private static Reply ofTable(int protocol, int depth, Frame frame) {
    Bytes error = text("err", frame);
    if (error != null) return new Reply.Error(oneLine(error));
    Bytes status = text("ok", frame);
    if (status != null) return new Reply.Text(oneLine(status));
    frame.get(-1, "double");
    boolean isDouble = frame.is(-1, Frame.NUMBER);
    double number = frame.number(-1);
    frame.pop(1);
    if (isDouble) return new Reply.Double(number);
    List<Reply> map = pairs("map", true, protocol, depth, frame);
    if (map != null) return new Reply.Map(map);
    List<Reply> set = pairs("set", false, protocol, depth, frame);
    if (set != null) return new Reply.Set(set);
    Bytes bigNumber = text("big_number", frame);
    if (bigNumber != null) return new Reply.BigNumber(oneLine(bigNumber));
    Reply verbatim = verbatim(frame);
    return verbatim != null ? verbatim : ofItems(protocol, depth, frame);
  }

  /** A field of the table on top that must be a string, or null. */
  static Bytes text(String field, Frame frame) {
    frame.get(-1, field);
    Bytes text = frame.is(-1, Frame.STRING) ? frame.string(-1) : null;
    frame.pop(1);
    return text;
  }

  /** The keys, and perhaps the values, of a table in a field; null if there is none. */
  private static List<Reply> pairs(
      String field, boolean values, int protocol, int depth, Frame frame) {
    frame.get(-1, field);
    List<Reply> found = null;
    if (frame.is(-1, Frame.TABLE)) {
      found = new ArrayList<>();
      frame.pushNil();
      while (frame.next(-2)) {
        frame.pushCopy(-2);
        found.add(pop(protocol, depth + 1, frame));
        if (values) found.add(pop(protocol, depth + 1, frame));
        else frame.pop(1);
      }
    }
    frame.pop(1);
    return found;
  }

  private static Reply verbatim(Frame frame) {
    frame.get(-1, "verbatim_string");
    Reply found = null;
    if (frame.is(-1, Frame.TABLE)) {
      Bytes string = text("string", frame);
      Bytes format = text("format", frame);
      if (string != null && format != null) {
        found = new Reply.Verbatim((format.latinText() + "   ").substring(0, 3), string);
      }
    }
    frame.pop(1);
    return found;
  }

  private static Reply ofItems(int protocol, int depth, Frame frame) {
    List<Reply> items = new ArrayList<>();
    for (int i = 1; ; i++) {
      frame.get(-1, i);
      if (frame.is(-1, Frame.NIL)) break;
      Reply item = pop(protocol, depth + 1, frame);
      items.add(item);
    }
    frame.pop(1);
    return Reply.array(items);
  }

  /** Line breaks would end the reply. */
  static Bytes oneLine(Bytes text) {
    return Bytes.latin(text.latinText().replace('\r', ' ').replace('\n', ' '));
  }
}
