package course;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The server of the module that these tests stand in. Each module has one implementation, named in
 * {@code src/test/resources/META-INF/services/course.ServerUnderTest}; nothing else in this package
 * knows the server's classes.
 */
public interface ServerUnderTest extends AutoCloseable {

  /** Starts an empty server on a free port of 127.0.0.1 and returns the port. */
  int start() throws Exception;

  /**
   * What follows {@code java} to start the server as a process of its own: {@code {port}} and
   * {@code {dir}} stand for its port and for the folder of its files.
   */
  default List<String> command() {
    return List.of("-cp", moduleClasses(), "miniredis.Main", "--port", "{port}");
  }

  /** Where the module's classes are. The servers need no others. */
  default String moduleClasses() {
    return Path.of("target/classes").toAbsolutePath().toString();
  }

  /** Moves the server's clock on. Only a server that has a clock of its own can do that. */
  default void advance(Duration time) {
    throw new UnsupportedOperationException("this module's server has no clock to move");
  }

  @Override
  void close();

  /** A new server, not started yet. */
  static ServerUnderTest load() {
    return ServiceLoader.load(ServerUnderTest.class)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no server to test: is it named in"
                        + " src/test/resources/META-INF/services/course.ServerUnderTest?"));
  }
}
