package course;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** As much of a server as the machinery's own tests need; it serves one client at a time. */
public final class FakeServer implements ServerUnderTest {

  private ServerSocket listener;
  private volatile long millis;

  @Override
  public int start() throws IOException {
    listener = new ServerSocket(0);
    Thread.startVirtualThread(this::run);
    return listener.getLocalPort();
  }

  @Override
  public void advance(Duration time) {
    millis += time.toMillis();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        serve(socket);
      } catch (IOException e) {
        // The client or the listener is gone.
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    var reader = new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1);
    var lines = new BufferedReader(reader);
    for (String line; (line = lines.readLine()) != null; ) {
      String[] words = line.strip().split(" ", 2);
      String reply =
          switch (words[0]) {
            case "PING" -> "+PONG\r\n";
            case "SAY" -> words[1].replace("\\r", "\r").replace("\\n", "\n");
            case "TIME" -> ":" + millis + "\r\n";
            case "QUIT" -> "+OK\r\n";
            default -> "";
          };
      OutputStream out = socket.getOutputStream();
      out.write(reply.getBytes(StandardCharsets.ISO_8859_1));
      if (words[0].equals("QUIT")) return;
    }
  }
}
