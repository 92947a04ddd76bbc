package miniredis;

import module java.base;

/** One client: takes a request, answers it, and so on until the client leaves. */
final class Connection {
  /** The most bytes in a line. A client who never presses Enter must not fill our memory. */
  private static final int MAX_LINE = 64 * 1024;

  private final InputStream in;
  private final OutputStream out;

  Connection(Socket socket) throws IOException {
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Returns when the client has left, has said QUIT, or has broken the protocol. */
  void serve() throws IOException {
    try {
      for (String line = readLine(); line != null; line = readLine()) {
        List<String> words = Arrays.stream(line.split("\\s+")).filter(w -> !w.isEmpty()).toList();
        if (words.isEmpty()) continue;
        send(answer(words));
        if (words.getFirst().equalsIgnoreCase("QUIT")) break;
      }
    } catch (ProtocolException e) {
      send("-ERR " + e.getMessage());
    }
    in.skip(in.available()); // Closing on unread bytes is a reset, and may overtake the last reply.
  }

  /** The next line, or null if no whole one is left. One char is one byte, whatever it means. */
  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b == -1) return null;
      if (line.size() == MAX_LINE) throw new ProtocolException("too big inline request");
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /** The first byte of a reply tells its kind: + a text, - an error, $ any bytes, counted. */
  private String answer(List<String> words) {
    return switch (words.getFirst().toUpperCase(Locale.ROOT)) {
      case "PING" -> words.size() == 1 ? "+PONG" : echo(words);
      case "ECHO" -> echo(words);
      case "QUIT" -> "+OK";
      default -> "-" + Errors.unknownCommand(words);
    };
  }

  private String echo(List<String> words) {
    if (words.size() != 2) return "-" + Errors.wrongArity(words.getFirst());
    return "$" + words.get(1).length() + "\r\n" + words.get(1);
  }

  private void send(String reply) throws IOException {
    out.write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }
}
