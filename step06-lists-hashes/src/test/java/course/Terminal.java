package course;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What runs in one terminal of a {@code console} block. */
sealed interface Terminal {

  Incoming incoming();

  /** Types a line and presses Enter. */
  void type(String line);

  void endOfInput();

  /** Ctrl-C. */
  void interrupt();

  /** Ends it, whatever it does; called when the block is over. */
  void kill();

  /**
   * {@code nc localhost 6379}, played over a socket: it sends what is typed and shows what comes.
   */
  record Nc(Socket socket, Incoming incoming) implements Terminal {

    static Nc connect(int port) throws IOException {
      Socket socket = new Socket("127.0.0.1", port);
      socket.setTcpNoDelay(true);
      return new Nc(socket, new Incoming(socket.getInputStream(), Thread.ofVirtual()));
    }

    @Override
    public void type(String line) {
      quietly(() -> write(socket.getOutputStream(), line));
    }

    @Override
    public void endOfInput() {
      quietly(socket::shutdownOutput);
    }

    @Override
    public void interrupt() {
      quietly(socket::close);
    }

    @Override
    public void kill() {
      interrupt();
    }
  }

  /** Any other program, run for real. */
  record Program(Process process, Incoming incoming, boolean isServer) implements Terminal {

    static Program start(ProcessBuilder builder, boolean isServer) throws IOException {
      Process process = builder.redirectErrorStream(true).start();
      Thread.Builder reader = Thread.ofPlatform().daemon();
      return new Program(process, new Incoming(process.getInputStream(), reader), isServer);
    }

    @Override
    public void type(String line) {
      quietly(() -> write(process.getOutputStream(), line));
    }

    @Override
    public void endOfInput() {
      quietly(() -> process.getOutputStream().close());
    }

    @Override
    public void interrupt() {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }

    @Override
    public void kill() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }

    /** The exit code, or -1 where it does not end in time. */
    int exitCode(Duration atMost) {
      try {
        return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return -1;
      }
    }
  }

  /** Something that can fail because the other side has gone. */
  interface Action {
    void run() throws IOException;
  }

  private static void write(OutputStream out, String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void quietly(Action action) {
    try {
      action.run();
    } catch (IOException gone) {
      // What the other side said before it went is in incoming(), and is compared.
    }
  }
}
