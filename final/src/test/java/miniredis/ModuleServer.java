package miniredis;

import course.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import miniredis.config.Config;
import miniredis.engine.ServerLog;
import miniredis.server.Server;

/** This module's server, as the package {@code course} wants to start and stop it. */
public final class ModuleServer implements ServerUnderTest {

  /** The server's clock: it goes on with the system's, and {@link #advance} puts it forward. */
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  /** Its files are in a folder of their own, which goes when the server does. */
  private Path folder;

  private Server server;

  @Override
  public int start() throws IOException {
    folder = Files.createTempDirectory("mini-redis-");
    Config config =
        Config.of(
            "port",
            "0",
            "bind",
            "127.0.0.1",
            "save",
            "",
            "appendonly",
            "no",
            "dir",
            folder.toString());
    ServerLog log = new ServerLog(System.err, false, ServerLog.Level.WARNING);
    server = new Server(config, () -> Instant.now().plus(ahead.get()), log);
    Thread.ofPlatform().name("server under test").daemon().start(this::run);
    return server.port();
  }

  private void run() {
    try {
      server.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> command() {
    return List.of(
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        moduleClasses(),
        "miniredis.server.ServerMain",
        "--port",
        "{port}",
        "--dir",
        "{dir}");
  }

  @Override
  public void advance(Duration time) {
    ahead.updateAndGet(before -> before.plus(time));
  }

  @Override
  public void close() {
    server.stop();
    try {
      server.awaitEnd(Duration.ofSeconds(10));
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
