package course;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/**
 * What is true of this server, of every later one, and of Redis. One server for each class, one
 * connection for each test: {@link #redis}. {@code -Dtarget=host:port} puts another server in its
 * place.
 */
@Tag("conformance")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ConformanceTest {

  /** A fresh connection for each test. */
  protected Redis redis;

  private final List<Redis> open = new ArrayList<>();
  private ServerUnderTest server;
  private Target target;

  /** Keys of each test begin alike, and unlike those of any other test. */
  private String keyPrefix;

  @BeforeAll
  void startServer() throws Exception {
    Optional<Target> given = Target.given();
    if (given.isEmpty()) {
      server = ServerUnderTest.load();
      target = new Target("127.0.0.1", server.start());
    } else {
      target = given.get();
    }
  }

  @AfterAll
  void stopServer() {
    if (server != null) server.close();
  }

  @BeforeEach
  void connectFirstClient() {
    keyPrefix = "t%06x".formatted(ThreadLocalRandom.current().nextInt(1 << 24));
    redis = connect();
  }

  @AfterEach
  void closeClients() {
    Set<String> keys = new TreeSet<>();
    open.forEach(client -> keys.addAll(client.keys()));
    open.forEach(Redis::close);
    open.clear();
    if (server == null && !keys.isEmpty()) deleteFromTarget(keys);
  }

  /** Leaves a server that is not ours as it was. */
  private void deleteFromTarget(Set<String> keys) {
    try (Redis client = Redis.connect(target.host(), target.port(), keyPrefix)) {
      client.ask("DEL " + String.join(" ", keys));
    }
  }

  /** One more client; it names the same keys as {@link #redis}. */
  protected Redis connect() {
    Redis client = Redis.connect(target.host(), target.port(), keyPrefix);
    open.add(client);
    return client;
  }

  /** The server that the test talks to. */
  protected Target target() {
    return target;
  }

  /** For a test that only means something on an empty database: leaves a given target in peace. */
  protected void needsEmptyDatabase() {
    boolean empty = Target.given().isEmpty() || redis.ask("DBSIZE").equals(":0");
    Assumptions.assumeTrue(empty, "the target has keys, and this test needs an empty database");
  }
}
