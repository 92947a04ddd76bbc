package course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A conformance test that starts the server itself, as a process: to stop it, to kill it, to start
 * it again in the same folder. Each test has a folder of its own. With {@code -Dtarget} these tests
 * are left out, because nobody may kill a stranger's server.
 */
@Tag("conformance")
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(Judge.class)
public abstract class OwnProcessTest implements Judge.Witness {

  private final List<Redis> open = new ArrayList<>();
  private final List<String> prefix = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Subject subject;
  private Running server;
  private Path folder;
  private String keyPrefix;

  /** What an earlier life has printed. */
  private String printedBefore;

  @BeforeAll
  void take(Subject subject) {
    this.subject = subject;
  }

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("course-").toRealPath();
    keyPrefix = "t%06x".formatted(ThreadLocalRandom.current().nextInt(1 << 24));
    printedBefore = "";
  }

  @AfterEach
  void endServer() {
    open.forEach(Redis::close);
    open.clear();
    if (server != null) server.close();
    server = null;
    prefix.clear();
    environment.clear();
    Sources.delete(folder);
  }

  /** Where the server's files are. */
  protected Path folder() {
    return folder;
  }

  /** The server is to be run by this program: strace, for example. Before {@link #start}. */
  protected void runBy(String... words) {
    prefix.addAll(List.of(words));
  }

  /** For a Java program: more of what {@code java} is told. Others take no notice. */
  protected void withJava(String options) {
    environment.put("JAVA_TOOL_OPTIONS", options);
  }

  /** Starts it with more options, and connects a client once it answers. */
  protected Redis start(String... options) {
    launch(options);
    FirstPing.check(new Target("127.0.0.1", server.port()), server);
    Redis redis = connect();
    Redis.eventually("the server has loaded its files", () -> !redis.ask("PING").startsWith("-"));
    return redis;
  }

  /** Starts it where it may well refuse to. */
  protected Running launch(String... options) {
    if (server != null) printedBefore = server.lastWords();
    if (server != null) server.close();
    server = subject.start(folder, prefix, environment, List.of(options));
    return server;
  }

  /** One more beside it, in the same folder; the caller ends it. */
  protected Running another(String... options) {
    return subject.start(folder, List.of(), Map.of(), List.of(options));
  }

  protected Redis connect() {
    Redis client = Redis.connect("127.0.0.1", server.port(), keyPrefix);
    open.add(client);
    return client;
  }

  protected Running server() {
    return server;
  }

  /** Kills it without a warning. */
  protected void kill() {
    server.kill();
  }

  /** SIGTERM; returns the exit code. */
  protected int stop() {
    server.terminate();
    return server.exitCode();
  }

  /** Skips the test where the server is Redis itself, whose ways differ here. */
  protected void notForRedis(String why) {
    Assumptions.assumeFalse(subject.isRedis(), why);
  }

  /** Fails in the words that a reader of the failure needs. */
  protected static void check(boolean fine, String sent, String expected, Object came) {
    if (!fine) {
      throw new AssertionError(
          "What was done:\n  %s\nExpected:\n  %s\nCame:\n  %s"
              .formatted(sent, expected, String.valueOf(came).replace("\n", "\n  ")));
    }
  }

  @Override
  public String serverPrinted() {
    return server == null ? "" : (printedBefore + "\n" + server.lastWords()).stripTrailing();
  }

  /** The next test has a server of its own, whatever has become of this one. */
  @Override
  public boolean serverAnswers() {
    return true;
  }
}
