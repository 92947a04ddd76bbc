package miniredis;

import module java.base;

/** One client: takes a request, answers it, and so on until the client leaves. */
final class Connection {
  private final CommandTable table;
  private final InputStream in;
  private final OutputStream out;

  Connection(Socket socket, CommandTable table, boolean trace) throws IOException {
    this.table = table;
    socket.setTcpNoDelay(true);
    OutputStream toClient = socket.getOutputStream();
    out = new BufferedOutputStream(trace ? new Trace(toClient) : toClient);
    in = new BufferedInputStream(new ClientInput(socket.getInputStream(), out, trace));
  }

  /** Returns when the client has left, has said QUIT, or has broken the protocol. */
  void serve() throws IOException {
    try {
      RequestReader requests = new RequestReader(in);
      for (List<Bytes> words = requests.next(); words != null; words = requests.next()) {
        if (words.isEmpty()) continue;
        boolean quit = words.getFirst().toString().equalsIgnoreCase("QUIT");
        (quit ? Reply.OK : table.run(words)).writeTo(out);
        if (quit) break;
      }
    } catch (ProtocolException e) {
      new Reply.Error("ERR " + e.getMessage()).writeTo(out);
    }
    out.flush();
    in.skip(in.available()); // Closing on unread bytes is a reset, and may overtake the last reply.
  }
}
