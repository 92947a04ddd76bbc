package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.Reply;

/**
 * Replies on a person's terminal: the text of {@link PlainFormat}, coloured by type, and where
 * RESP3 knows more than redis-cli shows, so is told apart.
 */
final class ColourFormat {

  private final StringBuilder out = new StringBuilder();

  private ColourFormat() {}

  static String of(Reply reply) {
    ColourFormat format = new ColourFormat();
    format.print(reply, "");
    return format.out.toString();
  }

  /** A reply of one line, without the line end. */
  static String cell(Reply reply) {
    return of(reply).stripTrailing();
  }

  private void print(Reply reply, String indent) {
    switch (reply) {
      case Reply.Text(Bytes text) -> line(text.text());
      case Reply.Error(Bytes text) -> line(Palette.ERROR.paint("(error) " + text.text()));
      case Reply.Int(long value) -> line(labelled("(integer) ", Long.toString(value)));
      case Reply.Bulk(Bytes bytes) -> line(Palette.STRING.paint(readable(bytes)));
      case Reply.Null() -> line(Palette.NOTHING.paint("(nil)"));
      case Reply.NullArray() -> line(Palette.NOTHING.paint("(nil)"));
      case Reply.Double(Bytes digits) -> line(labelled("(double) ", digits.text()));
      case Reply.Boolean(boolean value) -> line(Palette.NUMBER.paint(value ? "(true)" : "(false)"));
      case Reply.BigNumber(Bytes digits) -> line(labelled("(big number) ", digits.text()));
      case Reply.Verbatim(_, Bytes text) -> line(text.text());
      case Reply.Array(var items) -> list(items, ") ", "(empty array)", indent);
      case Reply.Set(var items) -> list(items, "~ ", "(empty set)", indent);
      case Reply.Push(var items) -> list(items, "> ", "(empty push)", indent);
      case Reply.Map(var items) -> map(items, indent);
      case Reply.Attributed(_, Reply inner) -> print(inner, indent);
      case Reply.Several(var replies) -> replies.forEach(each -> print(each, indent));
      case Reply.None() -> {}
    }
  }

  private static String labelled(String label, String number) {
    return Palette.NOTHING.paint(label) + Palette.NUMBER.paint(number);
  }

  /** Quoted; letters beyond ASCII stay letters where the bytes are UTF-8. */
  static String readable(Bytes bytes) {
    String text = bytes.text();
    boolean isText = Bytes.of(text).equals(bytes);
    if (!isText || text.chars().allMatch(c -> c < 128)) return bytes.toString();
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              String one = Character.toString(c);
              String escaped = c < 128 ? unquoted(Bytes.of(one).toString()) : one;
              shown.append(Character.isISOControl(c) && c >= 128 ? escapedAll(one) : escaped);
            });
    return "\"" + shown + "\"";
  }

  private static String escapedAll(String one) {
    return unquoted(Bytes.of(one).toString());
  }

  private static String unquoted(String quoted) {
    return quoted.substring(1, quoted.length() - 1);
  }

  private void list(List<? extends Reply> items, String mark, String empty, String indent) {
    if (items.isEmpty()) line(Palette.NOTHING.paint(empty));
    int width = Integer.toString(items.size()).length();
    String deeper = indent + " ".repeat(width + 2);
    for (int i = 0; i < items.size(); i++) {
      number(i, width, mark, indent);
      print(items.get(i), deeper);
    }
  }

  private void map(List<? extends Reply> keysAndValues, String indent) {
    if (keysAndValues.isEmpty()) line(Palette.NOTHING.paint("(empty hash)"));
    int width = Integer.toString(keysAndValues.size() / 2).length();
    String deeper = indent + " ".repeat(width + 2);
    for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
      number(i / 2, width, "# ", indent);
      print(keysAndValues.get(i), deeper);
      out.setLength(out.length() - 1);
      out.append(Palette.FRAME.paint(" => "));
      Reply value = keysAndValues.get(i + 1);
      if (PlainFormat.takesLines(value)) out.append('\n').append(deeper);
      print(value, deeper);
    }
  }

  private void number(int index, int width, String mark, String indent) {
    String number = Integer.toString(index + 1);
    out.append(index == 0 ? "" : indent).append(" ".repeat(width - number.length()));
    out.append(Palette.FRAME.paint(number + mark));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
