package miniredis.differential;

import module java.base;

import miniredis.bytes.BytesBuilder;

/** One connection. A broken one answers {@link Answer#CLOSED} for ever. */
record Line(Socket socket, InputStream in) implements AutoCloseable {

  private static final int PATIENCE_MILLISECONDS = 10_000;

  Line(Socket socket) throws IOException {
    this(socket, new BufferedInputStream(socket.getInputStream(), 1 << 16));
    socket.setSoTimeout(PATIENCE_MILLISECONDS);
  }

  void send(List<Request> requests) {
    BytesBuilder out = new BytesBuilder(256);
    requests.forEach(request -> request.encode(out));
    try {
      socket.getOutputStream().write(out.array(), 0, out.length());
    } catch (IOException closed) {
      // What it answered before it closed can still be read.
    }
  }

  Answer receive() {
    try {
      return Answer.read(in);
    } catch (SocketTimeoutException e) {
      return new Answer("(no answer)");
    } catch (IOException e) {
      return Answer.CLOSED;
    }
  }

  Answer ask(String... words) {
    send(List.of(Request.of(words)));
    return receive();
  }

  /** Whether an answer, or at least its beginning, has come. */
  boolean hasAnswer() throws IOException {
    return in.available() > 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
