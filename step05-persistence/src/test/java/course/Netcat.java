package course;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * {@code nc}, for blocks that pipe into it. Like OpenBSD's it does not end with its input, but with
 * the server's; {@code -N} tells the server that nothing more will come.
 */
final class Netcat {

  private Netcat() {}

  public static void main(String... args) throws IOException {
    boolean halfClose = args[0].equals("-N");
    try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(args[args.length - 1]))) {
      Thread.startVirtualThread(() -> send(socket, halfClose));
      receive(socket.getInputStream(), System.out);
    }
  }

  private static void send(Socket socket, boolean halfClose) {
    try {
      System.in.transferTo(socket.getOutputStream());
      if (halfClose) socket.shutdownOutput();
    } catch (IOException serverHasGone) {
      // What it said before it went is still worth reading.
    }
  }

  private static void receive(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[8192];
    try {
      for (int n; (n = in.read(buffer)) >= 0; out.flush()) out.write(buffer, 0, n);
    } catch (IOException reset) {
      out.flush();
    }
  }
}
