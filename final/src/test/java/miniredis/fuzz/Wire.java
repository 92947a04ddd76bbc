package miniredis.fuzz;

import module java.base;

import miniredis.interop.RunningServer;

/** One connection for one case: bytes out, and whatever comes back until the end. */
final class Wire {

  private Wire() {}

  /** Sends all, says that no more will come, and returns what the server said, one char a byte. */
  static String exchange(RunningServer server, byte[] bytes) {
    try (Socket socket = server.connect()) {
      send(socket, bytes);
      return rest(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(server.log(), e);
    }
  }

  private static void send(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
    } catch (IOException closedAlready) {
      // What it said before it closed can still be read.
    }
  }

  private static String rest(Socket socket) {
    ByteArrayOutputStream came = new ByteArrayOutputStream();
    byte[] buffer = new byte[16 * 1024];
    try {
      InputStream in = socket.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) came.write(buffer, 0, n);
    } catch (SocketTimeoutException e) {
      came.writeBytes("(still open)".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException reset) {
      // As good as an end: the server closed before it had read everything.
    }
    return came.toString(StandardCharsets.ISO_8859_1);
  }

  static byte[] bytes(String latin) {
    return latin.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** For a message: as Java would write it. */
  static String shown(String latin) {
    StringBuilder shown = new StringBuilder("\"");
    for (char c : latin.toCharArray()) {
      if (c == '"' || c == '\\') shown.append('\\').append(c);
      else if (c == '\r') shown.append("\\r");
      else if (c == '\n') shown.append("\\n");
      else if (c < 0x20 || c > 0x7e) shown.append("\\u%04x".formatted((int) c));
      else shown.append(c);
    }
    String whole = shown.append('"').toString();
    return whole.length() <= 1000 ? whole : whole.substring(0, 1000) + "...";
  }
}
