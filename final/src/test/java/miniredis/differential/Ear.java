package miniredis.differential;

import module java.base;

import miniredis.bytes.BytesBuilder;
import miniredis.interop.RunningServer;

/** A connection that is written to and read from at will, one frame after the other. */
final class Ear implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  Ear(RunningServer server) throws IOException {
    socket = server.connect();
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  void say(String... requests) throws IOException {
    say(Stream.of(requests).map(each -> Request.of(each.split(" "))).toList());
  }

  void say(List<Request> requests) throws IOException {
    BytesBuilder out = new BytesBuilder(256);
    requests.forEach(request -> request.encode(out));
    socket.getOutputStream().write(out.array(), 0, out.length());
  }

  Answer hear() throws IOException {
    return Answer.read(in);
  }

  /** All that comes up to the first frame that says this, which is left out. */
  List<Answer> hearUntil(String mark) throws IOException {
    List<Answer> heard = new ArrayList<>();
    while (true) {
      Answer next = hear();
      if (next.raw().contains(mark)) return heard;
      if (next.equals(Answer.CLOSED)) throw new EOFException("closed after " + heard);
      heard.add(next);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
