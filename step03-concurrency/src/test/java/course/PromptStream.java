package course;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;

/**
 * What comes from a socket, acknowledged as it comes. A system may be 40 ms late with that, and a
 * server that writes a reply in pieces then waits as long between two of them (Nagle's algorithm).
 * That server is right, and a test should not have to wait for it. Where the system cannot be
 * prompt, this is the socket's own stream.
 */
final class PromptStream extends FilterInputStream {

  private final Socket socket;
  private final boolean canBePrompt;

  PromptStream(Socket socket) throws IOException {
    super(socket.getInputStream());
    this.socket = socket;
    canBePrompt = socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = in.read(bytes, offset, length);
    // The option holds for what has come only: so it is set each time.
    if (canBePrompt && n > 0) socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
    return n;
  }
}
