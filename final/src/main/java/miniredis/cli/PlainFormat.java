package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.bytes.BytesBuilder;
import miniredis.resp.Reply;

/**
 * Replies for people, byte for byte as redis-cli prints them on a terminal.
 *
 * <pre>
 * 1) "a"               an array; items inside items are set in by the width of the numbers
 * 2) 1) (integer) 1
 *    2) (nil)
 * 1# "key" => "value"  a map
 * 1~ "member"          a set
 * </pre>
 */
final class PlainFormat {

  private final BytesBuilder out;

  private PlainFormat(BytesBuilder out) {
    this.out = out;
  }

  static void print(Reply reply, BytesBuilder out) {
    new PlainFormat(out).print(reply, "");
  }

  /** Prints with the first line where it stands, and every further line behind an indent. */
  private void print(Reply reply, String indent) {
    switch (reply) {
      case Reply.Text(Bytes text) -> line(text);
      case Reply.Error(Bytes text) -> line("(error) ", text);
      case Reply.Int(long value) -> line("(integer) " + value);
      case Reply.Bulk(Bytes bytes) -> line(bytes.toString());
      case Reply.Null() -> line("(nil)");
      case Reply.NullArray() -> line("(nil)");
      case Reply.Double(Bytes digits) -> line("(double) ", digits);
      case Reply.Boolean(boolean value) -> line(value ? "(true)" : "(false)");
      case Reply.BigNumber(Bytes digits) -> line("(integer) ", digits);
      case Reply.Verbatim(_, Bytes text) -> line(text);
      case Reply.Array(var items) -> list(items, ") ", "(empty array)", indent);
      case Reply.Set(var items) -> list(items, "~ ", "(empty set)", indent);
      case Reply.Push(var items) -> list(items, ") ", "(empty push)", indent);
      case Reply.Map(var items) -> map(items, indent);
      case Reply.Attributed(_, Reply inner) -> print(inner, indent);
      case Reply.Several(var replies) -> replies.forEach(each -> print(each, indent));
      case Reply.None() -> {}
    }
  }

  private void list(List<? extends Reply> items, String mark, String empty, String indent) {
    if (items.isEmpty()) line(empty);
    int width = Integer.toString(items.size()).length();
    String deeper = indent + " ".repeat(width + 2);
    for (int i = 0; i < items.size(); i++) {
      number(i, width, mark, indent);
      print(items.get(i), deeper);
    }
  }

  private void map(List<? extends Reply> keysAndValues, String indent) {
    if (keysAndValues.isEmpty()) line("(empty hash)");
    int width = Integer.toString(keysAndValues.size() / 2).length();
    String deeper = indent + " ".repeat(width + 2);
    for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
      number(i / 2, width, "# ", indent);
      print(keysAndValues.get(i), deeper);
      out.truncate(out.length() - 1);
      out.append(" => ");
      Reply value = keysAndValues.get(i + 1);
      if (takesLines(value)) out.append("\n" + deeper);
      print(value, deeper);
    }
  }

  /** A value of one line stands beside its key, any other below it. */
  static boolean takesLines(Reply value) {
    return switch (value) {
      case Reply.Array(var items) -> takesLines(items, 1);
      case Reply.Set(var items) -> takesLines(items, 1);
      case Reply.Push(var items) -> takesLines(items, 1);
      case Reply.Map(var items) -> takesLines(items, 2);
      default -> false;
    };
  }

  private static boolean takesLines(List<? extends Reply> items, int one) {
    return items.size() > one || items.size() == one && takesLines(items.getLast());
  }

  private void number(int index, int width, String mark, String indent) {
    String number = Integer.toString(index + 1);
    out.append(index == 0 ? "" : indent);
    out.append(" ".repeat(width - number.length())).append(number).append(mark);
  }

  private void line(String text) {
    out.append(text).append((byte) '\n');
  }

  private void line(Bytes text) {
    line("", text);
  }

  private void line(String label, Bytes text) {
    out.append(label).append(text).append((byte) '\n');
  }
}
