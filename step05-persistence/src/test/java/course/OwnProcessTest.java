package course;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private Running redisServer;
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
    if (redisServer != null) redisServer.close();
    redisServer = null;
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

  /**
   * Starts it where it must refuse to, because something in its folder is wrong. Returns the exit
   * code, or -1 if it serves clients instead.
   */
  protected int refusal(String... options) {
    Running started = launch(options);
    Redis.eventually(
        "the server ends, or answers PING",
        () -> !started.isAlive() || FirstPing.isAnswered(new Target("127.0.0.1", started.port())));
    // A server that listens before it looks at its files may say LOADING, and end a moment later.
    boolean ended = new Deadline(Duration.ofMillis(500)).poll(() -> !started.isAlive());
    return ended ? started.exitCode() : -1;
  }

  /** The log that the server writes into now: Redis numbers the parts of its log. */
  protected Path log() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[^-]*\\.aof"))
          .filter(file -> !file.getFileName().toString().contains(".base."))
          .max(Comparator.comparing(file -> file.getFileName().toString()))
          .orElseThrow(() -> new AssertionError("There is no *.aof in --dir, " + folder));
    } catch (IOException | UncheckedIOException e) {
      throw new AssertionError("The folder of the files cannot be read: " + e);
    }
  }

  /** The bytes of the whole log, in however many files. */
  protected long logSize() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("appendonly.*\\.(aof|rdb)"))
          .mapToLong(OwnProcessTest::size)
          .sum();
    } catch (IOException | UncheckedIOException changing) {
      return -1;
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0;
    }
  }

  /** Starts a real redis-server with a copy of the folder; skips the test where there is none. */
  protected Redis redisOpensTheFolder(String... options) throws IOException {
    if (!Subject.has("redis-server")) Shell.skip("redis-server is not installed");
    Path copy = folder.resolve("copy");
    List<Path> found;
    try (Stream<Path> files = Files.walk(folder)) {
      found = files.toList();
    }
    for (Path file : found) Files.copy(file, copy.resolve(folder.relativize(file)));
    List<String> words = new ArrayList<>(List.of("redis-server", "--port", "{port}", "--save", ""));
    words.addAll(List.of("--bind", "127.0.0.1", "--dir", copy.toString()));
    words.addAll(List.of(options));
    if (redisServer != null) redisServer.close();
    redisServer = Running.start(words, copy, Map.of());
    if (!redisServer.listens()) {
      throw new AssertionError(
          "A real redis-server does not open the files. It says:\n" + redisServer.lastWords());
    }
    Redis redis = Redis.connect("127.0.0.1", redisServer.port(), keyPrefix);
    open.add(redis);
    Redis.eventually("redis-server has loaded", () -> !redis.ask("PING").startsWith("-"));
    return redis;
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

  protected static boolean hasRedis() {
    return Subject.has("redis-server");
  }

  /** Whether the program is there and may do its work: a machine may forbid it. */
  protected static boolean worksHere(String... command) {
    return Subject.has(command[0]) && Subject.works(command);
  }

  /** Skips the test, but not on the machine that checks every change. */
  protected static void skip(String reason) {
    Shell.skip(reason);
  }

  /** Skips the test where the server is none of the steps: final does as Redis does. */
  protected void onlyForSteps(String why) {
    Assumptions.assumeFalse(subject.isOwn() && Lesson.here().number() == 0, why);
    notForRedis(why);
  }

  /** Skips the test where the server is Redis itself, whose ways differ here. */
  protected void notForRedis(String why) {
    Assumptions.assumeFalse(subject.isRedis(), why);
  }

  /** Fails in the words that a reader of the failure needs. */
  protected static void check(boolean fine, String done, String expected, Object came) {
    Redis.check(fine, done, expected, came);
  }

  @Override
  public String serverPrinted() {
    if (server == null) return "";
    return Stream.of(printedBefore, server.lastWords())
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  /** The next test has a server of its own, whatever has become of this one. */
  @Override
  public boolean serverAnswers() {
    return true;
  }
}
