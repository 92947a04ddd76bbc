package miniredis.differential;

import module java.base;

/**
 * A reply as it came, one character a byte. It is taken apart only where a rule of {@link
 * Explained} needs its parts, and with code of its own, so that a mistake in the server's reader
 * cannot hide one in its writer.
 */
record Answer(String raw) {

  /** Stands for the end of the connection. */
  static final Answer CLOSED = new Answer("(closed)");

  /** Waits for the next reply of any type; {@link #CLOSED} where the stream ends first. */
  static Answer read(InputStream in) throws IOException {
    StringBuilder raw = new StringBuilder();
    return read(in, raw) ? new Answer(raw.toString()) : CLOSED;
  }

  private static boolean read(InputStream in, StringBuilder raw) throws IOException {
    int from = raw.length();
    do {
      int next = in.read();
      if (next < 0) return false;
      raw.append((char) next);
    } while (raw.charAt(raw.length() - 1) != '\n');
    String head = raw.substring(from + 1, raw.length() - 2);
    char type = raw.charAt(from);
    if ("$=!".indexOf(type) >= 0) return readBytes(in, Integer.parseInt(head) + 2, raw);
    for (int i = 0, count = items(type, head); i < count; i++) {
      if (!read(in, raw)) return false;
    }
    return true;
  }

  private static boolean readBytes(InputStream in, int count, StringBuilder raw)
      throws IOException {
    if (count < 2) return true;
    byte[] bytes = in.readNBytes(count);
    raw.append(new String(bytes, StandardCharsets.ISO_8859_1));
    return bytes.length == count;
  }

  private static int items(char type, String head) {
    return switch (type) {
      case '*', '~', '>' -> Integer.parseInt(head);
      case '%' -> 2 * Integer.parseInt(head);
      case '|' -> 2 * Integer.parseInt(head) + 1;
      default -> 0;
    };
  }

  /** The replies inside an array, a set or a map; none for anything else. */
  List<Answer> items() {
    InputStream in = new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1));
    List<Answer> items = new ArrayList<>();
    try {
      in.skipNBytes(head().length());
      if (isAggregate()) while (in.available() > 0) items.add(read(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return items;
  }

  boolean isAggregate() {
    return "*~%>|".indexOf(raw.charAt(0)) >= 0;
  }

  boolean isError() {
    return raw.startsWith("-");
  }

  /** The first line, with its type and its line end. */
  String head() {
    return raw.substring(0, raw.indexOf('\n') + 1);
  }

  /** The number of an integer reply. */
  OptionalLong integer() {
    return raw.startsWith(":")
        ? OptionalLong.of(Long.parseLong(raw.substring(1, raw.length() - 2)))
        : OptionalLong.empty();
  }

  /** The same with other parts. */
  Answer with(List<Answer> items) {
    return new Answer(head() + items.stream().map(Answer::raw).collect(Collectors.joining()));
  }

  @Override
  public String toString() {
    StringBuilder shown = new StringBuilder();
    for (char c : raw.toCharArray()) {
      if (c == '\r') shown.append("\\r");
      else if (c == '\n') shown.append("\\n");
      else if (c < 0x20 || c > 0x7e) shown.append("\\x%02x".formatted((int) c));
      else shown.append(c);
    }
    return shown.length() <= 600 ? shown.toString() : shown.substring(0, 600) + "...";
  }
}
