package miniredis;

import course.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** This module's server, as the package {@code course} wants to start and stop it. */
public final class ModuleServer implements ServerUnderTest {

  /** The server's clock: it goes on with the system's, and {@link #advance} puts it forward. */
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  private final String[] options;
  private Server server;

  /** For tests that look inside. */
  Database database;

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
    database = new Database(() -> Instant.now().plus(ahead.get()));
    server = new Server(Config.parse(words.toArray(String[]::new)), database);
    Thread.ofVirtual().name("server under test").start(server::run);
    return server.port();
  }

  @Override
  public void advance(Duration time) {
    ahead.updateAndGet(before -> before.plus(time));
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
