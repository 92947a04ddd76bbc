package miniredis;

import course.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** This module's server, as the package {@code course} wants to start and stop it. */
public final class ModuleServer implements ServerUnderTest {

  private final String[] options;
  private Server server;

  /** For the service loader. */
  public ModuleServer() {
    this(new String[0]);
  }

  ModuleServer(String... options) {
    this.options = options;
  }

  @Override
  public int start() throws IOException {
    List<String> words = new ArrayList<>(List.of("--port", "0"));
    words.addAll(List.of(options));
    server = new Server(Config.parse(words.toArray(String[]::new)), new Database());
    Thread.ofVirtual().name("server under test").start(server::run);
    return server.port();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
