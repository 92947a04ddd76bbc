package miniredis;

import course.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;

/** This module's server, as the package {@code course} wants to start and stop it. */
public final class ModuleServer implements ServerUnderTest {

  private Server server;

  @Override
  public int start() throws IOException {
    server = new Server(Config.parse("--port", "0"), new Database());
    Thread.ofVirtual().name("server under test").start(server::run);
    return server.port();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
