package miniredis;

import module java.base;

/**
 * One client: takes a request, answers it, and so on until the client leaves. A request is a line
 * of words. A reply begins with a byte that tells its kind: {@code +} for a short text, {@code -}
 * for an error, {@code $} for any bytes at all, with their number before them.
 */
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
      byte[] buffer = new byte[MAX_LINE];
      for (int count = in.read(buffer); count != -1; count = in.read(buffer)) {
        String line = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
        if (count == MAX_LINE) throw new ProtocolException("too big inline request");
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
