package course;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What a run of the tests is about. Nothing is named: the module's own server. {@code
 * -Dtarget=host:port}: a server that somebody else has started, which the tests only talk to.
 * {@code -Dsource=DIR} and {@code -Dcommand='...'}: one that they start, kill and start again.
 */
public final class Subject implements AutoCloseable {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  /** A process of a test is young when it ends: the quick compiler and the small collector do. */
  private static final List<String> JVM =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-ea");

  private final Function<String, Optional<String>> settings;
  private final Set<String> notRun = new TreeSet<>();
  private Path classes;
  private List<String> command;
  private int silences;

  /** Why nothing more is worth trying, or null. */
  private volatile String over;

  Subject(Function<String, Optional<String>> settings) {
    this.settings = settings;
  }

  private Optional<String> setting(String name) {
    return settings.apply(name).filter(value -> !value.isBlank());
  }

  Optional<Target> target() {
    return setting("target").map(Target::parse);
  }

  /** Whether it is the server of the module, which can run beside the tests in one process. */
  boolean isOwn() {
    return target().isEmpty() && setting("source").isEmpty() && setting("command").isEmpty();
  }

  boolean canBeStarted() {
    return target().isEmpty();
  }

  /** Whether a redis-server is started: it keeps the protocol, and not every promise made here. */
  boolean isRedis() {
    return setting("command").map(text -> text.contains("redis-server")).orElse(false);
  }

  String name() {
    return target()
        .map(target -> "the server at " + target)
        .or(() -> setting("source").map(source -> "the server in " + source))
        .or(() -> setting("command").map(text -> "`" + text + "`"))
        .orElse("this module's server");
  }

  /**
   * Starts it as a process of its own; its files are to be in this folder. A Java program has not
   * much memory, so that one which takes more than it should is found out.
   */
  Running start(Path folder, List<String> prefix, Map<String, String> env, List<String> options) {
    Map<String, String> environment = new HashMap<>(Map.of("JAVA_TOOL_OPTIONS", "-Xmx256m"));
    environment.putAll(env);
    List<String> words = new ArrayList<>(prefix);
    List<String> rest = new ArrayList<>(options);
    boolean byShell = setting("command").isPresent();
    for (String word : command()) words.add(word.replace("{dir}", folder.toString()));
    if (byShell) words.set(words.size() - 1, words.getLast() + quoted(rest));
    else words.addAll(rest);
    return Running.start(words, byShell ? home() : folder, environment);
  }

  private static String quoted(List<String> words) {
    StringBuilder text = new StringBuilder();
    for (String word : words) text.append(" '").append(word).append('\'');
    return text.toString();
  }

  private synchronized List<String> command() {
    if (command == null) command = setting("command").map(Subject::shell).orElseGet(this::java);
    return command;
  }

  private static List<String> shell(String text) {
    boolean windows = File.separatorChar == '\\';
    return windows ? List.of("cmd", "/c", text) : List.of("sh", "-c", "exec " + text);
  }

  private List<String> java() {
    List<String> words = new ArrayList<>(List.of(JAVA));
    words.addAll(JVM);
    Optional<String> source = setting("source");
    if (source.isEmpty()) {
      words.addAll(ServerUnderTest.load().command());
    } else {
      Sources sources = Sources.in(folder(source.get()));
      words.addAll(List.of("-cp", sources.compile(temporary()).toString()));
      words.addAll(List.of("miniredis.Main", "--port", "{port}"));
      if (sources.mention("\"--dir\"")) words.addAll(List.of("--dir", "{dir}"));
    }
    return words;
  }

  /** As the reader typed it, in the folder where Maven was started. */
  private Path folder(String given) {
    return home().resolve(given).normalize();
  }

  private Path home() {
    return Path.of(setting("course.home").orElse("")).toAbsolutePath();
  }

  private Path temporary() {
    try {
      return classes = Files.createTempDirectory("course-classes-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing that follows could tell more than this. */
  void giveUp(String why) {
    over = why;
  }

  synchronized boolean isThirdSilence() {
    return ++silences >= 3;
  }

  /** Where only the question is whether there is a failure, the first one is the answer. */
  boolean isContentWithOneFailure() {
    return setting("course.one.failure.is.enough").isPresent();
  }

  String over() {
    return over;
  }

  synchronized void couldNotRun(String test) {
    notRun.add(test);
  }

  /** After the last test: which were left out, because this server cannot be started from here. */
  @Override
  public synchronized void close() {
    if (classes != null) Sources.delete(classes);
    if (notRun.isEmpty()) return;
    System.out.println(
        "\nNot run, because a test cannot start or kill "
            + name()
            + " (-Dsource=DIR or -Dcommand='...' can):\n  "
            + String.join("\n  ", notRun));
  }

  /** Whether a program is there to be started. */
  static boolean has(String tool) {
    String path = System.getenv().getOrDefault("PATH", "");
    return List.of(path.split(File.pathSeparator)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  /** Whether the program can do its work here: a machine may forbid it. */
  static boolean works(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException | InterruptedException no) {
      return false;
    }
  }
}
