package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.resp.ProtocolException;
import miniredis.resp.Reply;

/** Asks the same thing again and again, and connects anew, second by second, when it must. */
final class Pinger {

  private static final long SECOND = 1_000_000_000;

  private final Link link;
  private final Streams streams;
  private final Bytes[] request;

  Pinger(Link link, Streams streams, String request) {
    this.link = link;
    this.streams = streams;
    this.request = new Bytes[] {Bytes.of(request)};
  }

  Reply ask() throws IOException {
    for (int tries = 0; ; ) {
      try {
        if (link.connected() || link.connect(false)) {
          Reply reply = link.client().call(request);
          if (tries > 0) streams.print("\r\033[0K");
          return reply;
        }
      } catch (ProtocolException e) {
        streams.complain("Error: " + Reasons.of(e));
        throw new Exit(1);
      } catch (IOException e) {
        link.close();
      }
      streams.print("\r\033[0KReconnecting... " + ++tries + "\r");
      streams.out().flush();
      LockSupport.parkNanos(SECOND);
    }
  }
}
