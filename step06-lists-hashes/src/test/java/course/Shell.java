package course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Turns a command that a reader would type into one that can run in a test: in a folder of its own,
 * at the test's port, with our own {@code nc}, and with compiled classes in the place of {@code
 * ./run}.
 */
final class Shell {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();
  private static final Pattern RUN = Pattern.compile("\\./run (step\\d\\d\\S*|final)(.*)");
  private static final Pattern RUN_SOURCE = Pattern.compile("(?:\\./run source|java) (\\S+)(.*)");
  private static final Pattern REDIS_TOOL = Pattern.compile("\\b(redis-[a-z-]+)\\b");
  private static final Pattern CLIENT = Pattern.compile("\\bredis-(cli|benchmark)\\b(?! -p)");
  private static final String MAIN = "src/main/java/miniredis/Main.java";

  private final int port;
  private final Path folder;
  private final Path root;

  /** {@code root} holds the modules; the commands run in {@code folder}. */
  Shell(int port, Path folder, Path root) {
    this.port = port;
    this.folder = folder;
    this.root = root;
  }

  /** Whether the command starts a server that runs on until something ends it. */
  static boolean startsServer(String command) {
    boolean starts = Stream.of("./run ", "java ", "redis-server").anyMatch(command::startsWith);
    return starts && !command.matches(".* --(help|version)\\b.*");
  }

  /**
   * Never run as it stands: that pid may be a stranger's here. {@link Console} ends its own server.
   */
  static boolean isKill(String command) {
    if (command.matches(".*\\b(pkill|killall|pgrep)\\b.*"))
      throw new AssertionError("this may hit a stranger's program; kill the pid: " + command);
    return command.startsWith("kill ");
  }

  static boolean isHardKill(String command) {
    return command.matches("kill -(9|KILL) .*");
  }

  Terminal.Program start(String command) throws IOException {
    needTools(command);
    String script = netcat() + runnable(command);
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).directory(folder.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    return Terminal.Program.start(builder, startsServer(command));
  }

  private String runnable(String command) {
    Matcher run = RUN.matcher(command);
    if (run.matches()) return "exec " + JAVA + " " + compiled(run.group(1)) + options(run.group(2));
    Matcher source = RUN_SOURCE.matcher(command);
    if (source.matches()) {
      Path given = root.resolve(source.group(1));
      Path main = given.toString().endsWith(".java") ? given : given.resolve(MAIN);
      return "exec " + JAVA + " '" + main + "'" + options(source.group(2));
    }
    if (command.startsWith("redis-server")) {
      return "exec " + command + (command.contains("--port") ? "" : " --port " + port);
    }
    return CLIENT
        .matcher(command)
        .replaceAll("$0 -p " + port + " ")
        .replace("redis-cli -p " + port, asAtATerminal(command) + " -p " + port);
  }

  /** redis-cli prints {@code (integer) 1} at a terminal and a bare 1 into a pipe. */
  private static String asAtATerminal(String command) {
    boolean intoPipe = command.substring(command.indexOf("redis-cli") + 1).contains("|");
    return intoPipe ? "redis-cli" : "redis-cli --no-raw";
  }

  private String compiled(String module) {
    Path classes = root.resolve(module).resolve("target/classes");
    if (!Files.isDirectory(classes)) skip(module + " is not built yet");
    String main = module.equals("final") ? "miniredis.server.ServerMain" : "miniredis.Main";
    return "--enable-native-access=ALL-UNNAMED -cp '" + classes + "' " + main;
  }

  private String options(String given) {
    boolean hasPort = given.matches(".* (--port|-p)\\b.*");
    return given + (hasPort ? "" : " --port " + port);
  }

  /** A function of the shell, so that any pipe may use it. */
  private static String netcat() {
    String classes = System.getProperty("java.class.path").split(":")[0];
    Path own = Path.of(classes.endsWith("test-classes") ? classes : "target/test-classes");
    return "nc() { '%s' -cp '%s' course.Netcat \"$@\"; }\n".formatted(JAVA, own.toAbsolutePath());
  }

  private static void needTools(String command) throws IOException {
    Matcher tool = REDIS_TOOL.matcher(command);
    while (tool.find()) {
      if (!onPath(tool.group(1))) skip(tool.group(1) + " is not installed");
    }
  }

  private static boolean onPath(String tool) {
    String path = System.getenv().getOrDefault("PATH", "");
    return List.of(path.split(":")).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  /** A machine may lack a tool; the machine that checks every change may not. */
  static void skip(String reason) {
    if ("true".equals(System.getenv("CI")))
      throw new AssertionError("in CI nothing is skipped: " + reason);
    Assumptions.abort(reason);
  }
}
