package course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A redis-server, for the blocks that say what Redis does. */
public final class RealRedis implements ServerUnderTest {

  private Path folder;
  private Running running;

  @Override
  public int start() throws IOException {
    if (!Subject.has("redis-server")) Shell.skip("redis-server is not installed");
    folder = Files.createTempDirectory("course-redis-");
    List<String> command =
        List.of("redis-server", "--port", "{port}", "--bind", "127.0.0.1", "--save", "");
    running = Running.start(command, folder, Map.of());
    return running.port();
  }

  @Override
  public void close() {
    running.close();
    Sources.delete(folder);
  }
}
