package miniredis;

import module java.base;

/** Shows a client's bytes on stderr: > it sends, < it gets, what cannot be seen as \n or \x00. */
final class Trace extends FilterOutputStream {
  Trace(OutputStream out) {
    super(out);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    show(" < ", bytes, from, count);
    out.write(bytes, from, count);
  }

  static void show(String arrow, byte[] bytes, int from, int count) {
    StringBuilder text = new StringBuilder(Thread.currentThread().getName() + arrow);
    for (byte b : Arrays.copyOfRange(bytes, from, from + count)) {
      if (b == '\\') text.append("\\\\");
      else if (b >= ' ' && b <= '~') text.append((char) b);
      else text.append(b == '\r' ? "\\r" : b == '\n' ? "\\n" : "\\x%02x".formatted(b));
    }
    System.err.printf("%tT.%<tL %s%n", LocalTime.now(), text);
  }
}
