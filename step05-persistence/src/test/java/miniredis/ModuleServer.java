package miniredis;

import course.Redis;
import course.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** This module's server, as the package {@code course} wants to start and stop it. */
public final class ModuleServer implements ServerUnderTest {

  /** The server's clock: it goes on with the system's, and {@link #advance} puts it forward. */
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  /** Its files are in a folder of their own, which goes when the server does. */
  private Path folder;

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
    folder = Files.createTempDirectory("mini-redis-");
    database = new Database(() -> Instant.now().plus(ahead.get()));
    List<String> words = new ArrayList<>(List.of("--port", "0", "--dir", folder.toString()));
    words.addAll(List.of(options));
    server = new Server(Config.parse(words.toArray(String[]::new)), database);
    Thread.ofVirtual().name("server under test").start(server::run);
    return server.port();
  }

  @Override
  public List<String> command() {
    return List.of("-cp", moduleClasses(), "miniredis.Main", "--port", "{port}", "--dir", "{dir}");
  }

  @Override
  public void advance(Duration time) {
    ahead.updateAndGet(before -> before.plus(time));
  }

  @Override
  public void close() {
    try {
      server.close();
      Redis.eventually("the folder is deleted", this::deleted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False if a save that was under way has put something there meanwhile. */
  private boolean deleted() throws IOException {
    if (Files.notExists(folder)) return true;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) Files.deleteIfExists(file);
    }
    try {
      return Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      return false;
    }
  }
}
