package miniredis;

import module java.base;

/** Makes requests of bytes, one byte after the other, wherever the network has cut them. */
final class RequestReader {
  private static final int MAX_LINE = 64 * 1024;
  private static final Pattern LENGTH = Pattern.compile(".(0|-?[1-9][0-9]{0,17})");

  private final InputStream in;
  long position; // How many bytes have been read.

  RequestReader(InputStream in) {
    this.in = in;
  }

  /** The words of the next request, none for a blank line, or null when the client has left. */
  List<Bytes> next() throws IOException {
    int first = in.read();
    if (first == -1) return null;
    position++;
    if (first != '*') return new InlineRequest(line(first, '\n', "inline request")).words();
    int count = length(line(first, '\r', "mbulk count string"), Integer.MAX_VALUE, "multibulk");
    List<Bytes> words = new ArrayList<>();
    while (words.size() < count) words.add(word());
    return words;
  }

  private Bytes word() throws IOException {
    String head = line(read(), '\r', "bulk count string");
    char first = (head + '\r').charAt(0);
    if (first != '$') throw new ProtocolException("expected '$', got '" + first + "'");
    int length = length(head, 512 * 1024 * 1024, "bulk");
    if (length < 0) throw new ProtocolException("invalid bulk length");
    // A length is only a promise: readNBytes takes memory for bytes that have come, not before.
    byte[] word = in.readNBytes(length);
    position += length;
    for (int i = 0; i < 2; i++) read(); // The line end.
    return new Bytes(word);
  }

  /** A line, its first byte already read. After a CR comes a LF, which nobody looks at. */
  private String line(int first, char end, String what) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = first; b != end; b = read()) {
      if (line.length() == MAX_LINE) throw new ProtocolException("too big " + what);
      line.append((char) b);
    }
    if (end == '\r') read();
    return line.toString();
  }

  private static int length(String head, int most, String what) {
    Matcher number = LENGTH.matcher(head);
    long length = number.matches() ? Long.parseLong(number.group(1)) : Long.MAX_VALUE;
    if (length > most) throw new ProtocolException("invalid " + what + " length");
    return (int) Math.max(length, -1);
  }

  private int read() throws IOException {
    int b = in.read();
    if (b == -1) throw new EOFException("cut off in the middle of a request");
    position++;
    return b;
  }
}
