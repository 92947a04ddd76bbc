package miniredis.lens;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * A frame as people read it: {@code SET name Ann}, {@code *2 [$1 "a", :5]}, {@code $-1 (null)}.
 * Bytes that are not plain text are escaped as redis-cli does; what is too long ends in dots.
 */
final class FrameText {

  static final int LONGEST = 200;

  private static final Pattern PLAIN = Pattern.compile("[!-~&&[^\"'\\\\]]+");
  private static final String DOTS = "…";

  private final Frame frame;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private FrameText(Frame frame) {
    this.frame = frame;
    at = frame.start();
  }

  static String ofRequest(Frame frame) {
    FrameText text = new FrameText(frame);
    for (Bytes word : frame.words(LONGEST / 2)) text.word(word);
    if (text.out.isEmpty()) return "(no command)";
    return shortened(text.out.toString(), frame.isCut());
  }

  static String ofReply(Frame frame) {
    FrameText text = new FrameText(frame);
    text.element();
    return shortened(text.out.toString(), false);
  }

  private void word(Bytes word) {
    if (!out.isEmpty()) out.append(' ');
    String text = word.latinText();
    out.append(PLAIN.matcher(text).matches() ? text : word.toString());
  }

  private static String shortened(String text, boolean cut) {
    if (text.length() <= LONGEST && !cut) return text;
    return text.substring(0, Math.min(text.length(), LONGEST - 1)) + DOTS;
  }

  /** An element and all that is in it, as far as its bytes are there. */
  private void element() {
    if (at >= frame.end() || out.length() > LONGEST) {
      if (!out.toString().endsWith(DOTS)) out.append(DOTS);
      return;
    }
    char type = (char) (frame.bytes()[at] & 0xff);
    int line = frame.lineEnd(at);
    String quoted = Bytes.copyOf(frame.bytes(), at, line).toString();
    String head = quoted.substring(1, quoted.length() - 1).replace("\\\"", "\"");
    out.append(head);
    long count = Frame.number(head.substring(1));
    at = Math.min(frame.end(), line + 2);
    switch (type) {
      case '$', '=', '!' -> string(count);
      case '*', '~', '>' -> elements(count, '[', ']');
      case '%' -> elements(2 * count, '{', '}');
      case '|' -> {
        elements(2 * count, '{', '}');
        out.append(' ');
        element();
      }
      case '_' -> out.append(" (null)");
      default -> {}
    }
  }

  private void string(long length) {
    if (length < 0) {
      out.append(" (null)");
      return;
    }
    int end = (int) Math.min(frame.end(), at + length);
    String text = Bytes.copyOf(frame.bytes(), at, Math.max(at, end)).toString();
    boolean cut = end < at + length;
    out.append(' ').append(text, 0, text.length() - 1).append(cut ? DOTS : "\"");
    at = Math.min(frame.end(), end + 2);
  }

  private void elements(long count, char open, char close) {
    if (count < 0) {
      out.append(" (null)");
      return;
    }
    out.append(' ').append(open);
    for (long i = 0; i < count && out.length() <= LONGEST; i++) {
      if (i > 0) out.append(open == '{' && i % 2 == 1 ? " = " : ", ");
      int before = at;
      element();
      if (at == before) return;
    }
    out.append(close);
  }
}
