package course;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is true of this server, of every later one, and of Redis. One server for each class, one
 * connection for each test: {@link #redis}. Which server that is, {@link Subject} says: the
 * module's own, or the one that {@code -Dtarget}, {@code -Dsource} or {@code -Dcommand} names.
 */
@Tag("conformance")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Judge.class)
public abstract class ConformanceTest implements Judge.Witness {

  /** A fresh connection for each test. */
  protected Redis redis;

  private static final int KEYS_A_LINE = 500;

  private final List<Redis> open = new ArrayList<>();
  private Subject subject;
  private ServerUnderTest server;
  private Running running;
  private Path folder;
  private Target target;

  /** Keys of each test begin alike, and unlike those of any other test. */
  private String keyPrefix = "t000000";

  @BeforeAll
  void startServer(Subject subject) throws Exception {
    this.subject = subject;
    if (subject.isOwn()) {
      server = ServerUnderTest.load();
      target = new Target("127.0.0.1", server.start());
    } else if (subject.canBeStarted()) {
      folder = Files.createTempDirectory("course-");
      running = subject.start(folder, List.of(), Map.of(), List.of());
      target = new Target("127.0.0.1", running.port());
    } else {
      target = subject.target().orElseThrow();
    }
    FirstPing.ask(subject, target, running);
  }

  @AfterAll
  void stopServer() {
    if (server != null) server.close();
    if (running != null) running.close();
    if (folder != null) Sources.delete(folder);
  }

  @BeforeEach
  void connectFirstClient() {
    keyPrefix = "t%06x".formatted(ThreadLocalRandom.current().nextInt(1 << 24));
    redis = connect();
  }

  /** The next test would fail, and could not say why. */
  @AfterEach
  void closeClientsAndSeeThatTheServerIsWell() {
    Set<String> keys = new TreeSet<>();
    open.forEach(client -> keys.addAll(client.keys()));
    open.forEach(Redis::close);
    open.clear();
    if (!serverAnswers()) {
      subject.giveUp("not run: the server has stopped answering");
      throw new AssertionError(
          """
          This test is over, and the server answers no new client any more.
          Sent by a new client:
            EXISTS x\\r\\n
          Came within some seconds:
            (nothing)
          Perhaps a lock is kept where a command ends with an error: unlock() belongs into a finally.
          Or the thread that accepts clients has ended with an exception.""");
    }
    if (!subject.canBeStarted() && !keys.isEmpty()) deleteFromTarget(keys);
  }

  /** Leaves a server that is not ours as it was. A request is a line, which may not be too long. */
  private void deleteFromTarget(Set<String> keys) {
    List<String> all = List.copyOf(keys);
    try (Redis client = Redis.connect(target.host(), target.port(), keyPrefix)) {
      for (int from = 0; from < all.size(); from += KEYS_A_LINE) {
        int to = Math.min(from + KEYS_A_LINE, all.size());
        client.ask("DEL " + String.join(" ", all.subList(from, to)));
      }
    }
  }

  /** One more client; it names the same keys as {@link #redis}. */
  protected Redis connect() {
    Redis client = Redis.connect(target.host(), target.port(), keyPrefix);
    open.add(client);
    return client;
  }

  /** Fails in the words that a reader of the failure needs. */
  protected static void check(boolean fine, String done, String expected, Object came) {
    Redis.check(fine, done, expected, came);
  }

  /** The server that the test talks to. */
  protected Target target() {
    return target;
  }

  /** For a test that only means something on an empty database: leaves a given target in peace. */
  protected void needsEmptyDatabase() {
    boolean empty = subject.canBeStarted() || redis.ask("DBSIZE").equals(":0");
    Assumptions.assumeTrue(empty, "the target has keys, and this test needs an empty database");
  }

  @Override
  public String serverPrinted() {
    return running == null ? "" : running.lastWords();
  }

  @Override
  public boolean serverAnswers() {
    return FirstPing.isAnswered(target);
  }
}
