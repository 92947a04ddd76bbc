package course;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Plays one {@code console} block: does what the reader would do, and fails where the reader would
 * see something else. A block that starts a server itself gets that one; every other block gets a
 * fresh server of the module. {@link Script} says how a block is read.
 */
final class Console implements AutoCloseable {

  /** Long enough to notice a line that the block does not show. */
  private static final Duration A_MOMENT = Duration.ofMillis(60);

  private static final String PORT_IN_TEXT = "6379";

  /** What a server says of itself, so that a block can end that one and no other. */
  private static final Pattern PID = Pattern.compile("\\(pid (\\d+)\\)");

  private final Map<String, Terminal> terminals = new LinkedHashMap<>();

  /** The servers by the pids that the block shows for them. */
  private final Map<String, Terminal.Program> servers = new HashMap<>();

  /** Terminals whose last expectation ended in {@code ...}: more may have come there. */
  private final Set<String> open = new HashSet<>();

  private final ServerUnderTest server;
  private final int port;
  private final Path folder;
  private final Shell shell;
  private final Script script;

  private Console(Fence fence, Path root) throws Exception {
    Script written = new Script(fence.lines(), fence.line());
    boolean own =
        written.steps().stream()
            .anyMatch(s -> s.kind() == Script.Kind.RUN && Shell.startsServer(s.text()));
    server = own ? null : ServerUnderTest.load();
    port = own ? freePort() : server.start();
    folder = Files.createTempDirectory("console");
    shell = new Shell(port, folder, root);
    script = new Script(fence.lines().stream().map(this::atOurPort).toList(), fence.line());
  }

  /** Plays the block; {@code root} is the folder that holds the modules. */
  static void play(Fence fence, Path root) throws Exception {
    try (Console console = new Console(fence, root)) {
      for (Script.Step step : console.script.steps()) console.play(step);
      console.finish();
    }
  }

  private String atOurPort(String line) {
    return line.replace(PORT_IN_TEXT, Integer.toString(port));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void play(Script.Step step) throws Exception {
    Terminal terminal = terminals.get(step.terminal());
    if (terminal == null && !step.isPrompt() && step.kind() != Script.Kind.WAIT) {
      throw failure(step, "Nothing runs in this terminal.", "", new byte[0]);
    }
    switch (step.kind()) {
      case PROMPT_BACK -> ended(step);
      case RUN -> run(step);
      case TYPE -> {
        nothingLeftOver(step, terminal.incoming().peek());
        terminal.type(step.text());
      }
      case BREAK -> terminal.interrupt();
      case END_OF_INPUT -> terminal.endOfInput();
      case WAIT -> waitFor(step);
      case LOOK -> {}
    }
    compare(step);
    if (step.kind() == Script.Kind.RUN && Shell.startsServer(step.text())) awaitServer(step);
  }

  private void waitFor(Script.Step step) {
    if (server == null)
      throw failure(step, "Only the module's own server can wait.", "", new byte[0]);
    server.advance(Script.duration(step.text()));
  }

  private void run(Script.Step step) throws IOException {
    ended(step);
    String command = step.text();
    if (command.equals("nc localhost " + port)) {
      terminals.put(step.terminal(), Terminal.Nc.connect(port));
    } else if (Shell.isKill(command)) {
      killServer(step);
    } else {
      Terminal.Program program = shell.start(command);
      terminals.put(step.terminal(), program);
      Matcher pid = PID.matcher(String.join("\n", step.output()));
      if (pid.find()) servers.put(pid.group(1), program);
    }
  }

  /** The prompt is there only where what ran before has ended, and has said all the block shows. */
  private void ended(Script.Step step) {
    Terminal before = terminals.remove(step.terminal());
    if (before == null) return;
    byte[] rest = before.incoming().awaitEnd(Deadline.PATIENCE);
    if (rest == null) {
      before.kill();
      throw failure(
          step,
          "The prompt would not be back: what ran here has not ended. (^C? nc -N? QUIT?)",
          "",
          before.incoming().takeAll());
    }
    if (before instanceof Terminal.Program program && program.exitCode(Deadline.PATIENCE) == 127) {
      Shell.skip("line " + step.line() + ": a tool is not installed: " + new String(rest, UTF_8));
    }
    nothingLeftOver(step, rest);
    open.remove(step.terminal());
  }

  private void killServer(Script.Step step) {
    String[] words = step.text().split(" ");
    Terminal.Program program = servers.get(words[words.length - 1]);
    if (program == null || !program.process().isAlive())
      throw failure(step, "No server has shown this pid, and still runs.", "", new byte[0]);
    if (Shell.isHardKill(step.text())) program.kill();
    else program.interrupt();
  }

  private void compare(Script.Step step) {
    Terminal terminal = terminals.get(step.terminal());
    if (terminal == null) {
      if (step.output().isEmpty()) return;
      throw failure(step, "Nothing runs that could show this.", shown(step), new byte[0]);
    }
    List<String> lines = new ArrayList<>(step.output());
    lines.replaceAll(this::withRealPid);
    if (open.contains(step.terminal())) lines.addFirst("...");
    Expected expected = Expected.shown(lines);
    if (step.output().isEmpty()) {
      if (step.kind() == Script.Kind.TYPE && lines.isEmpty()) nothingComes(step, terminal);
      return;
    }
    open.remove(step.terminal());
    if (expected.isOpen()) open.add(step.terminal());
    Incoming.Seen seen = terminal.incoming().await(expected, Deadline.PATIENCE);
    if (seen.verdict() == Expected.Verdict.RIGHT) return;
    if (seen.ended() && endsWithoutNewline(expected, seen.bytes())) {
      terminal.incoming().takeAll();
      return;
    }
    byte[] came = seen.ended() ? seen.bytes() : terminal.incoming().untilQuiet(A_MOMENT);
    throw failure(step, "The reader would see something else.", shown(step), came);
  }

  private String withRealPid(String line) {
    return PID.matcher(line)
        .replaceAll(
            pid -> {
              Terminal.Program program = servers.get(pid.group(1));
              return program == null ? pid.group() : "(pid " + program.process().pid() + ")";
            });
  }

  private static boolean endsWithoutNewline(Expected expected, byte[] bytes) {
    byte[] whole = new String(bytes, UTF_8).concat("\n").getBytes(UTF_8);
    Expected.Answer answer = expected.look(whole);
    return answer.verdict() == Expected.Verdict.RIGHT && answer.length() == whole.length;
  }

  private void nothingComes(Script.Step step, Terminal terminal) {
    byte[] came = terminal.incoming().untilQuiet(A_MOMENT);
    if (came.length > 0) {
      throw failure(step, "The block shows no answer here.", "  (nothing)", came);
    }
  }

  private void nothingLeftOver(Script.Step step, byte[] rest) {
    if (rest.length == 0 || open.contains(step.terminal())) return;
    throw failure(step, "More came before this than the block shows.", "  (nothing more)", rest);
  }

  /** A server counts as started when it takes connections, or has ended because it cannot. */
  private void awaitServer(Script.Step step) {
    // It has said so itself: one client less, which counts where there may be only a few.
    if (step.output().stream().anyMatch(line -> line.contains(" is listening on "))) return;
    Terminal.Program program = (Terminal.Program) terminals.get(step.terminal());
    Deadline deadline = new Deadline(Deadline.PATIENCE);
    if (deadline.poll(() -> takesConnections() || !program.process().isAlive())) return;
    throw failure(step, "The server did not start.", "", program.incoming().takeAll());
  }

  private boolean takesConnections() {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** When the block is over nothing may be left that it does not show. */
  private void finish() {
    Script.Step last = script.steps().getLast();
    for (String name : List.copyOf(terminals.keySet())) {
      Script.Step end =
          new Script.Step(Script.Kind.LOOK, name, "(the end)", last.line(), List.of());
      Terminal terminal = terminals.get(name);
      boolean runsOn = !(terminal instanceof Terminal.Program program) || program.isServer();
      if (runsOn) nothingLeftOver(end, terminal.incoming().untilQuiet(A_MOMENT));
      else {
        terminal.endOfInput();
        ended(end);
      }
    }
  }

  private String shown(Script.Step step) {
    return Visible.lines(String.join("\n", step.output()).concat("\n").getBytes(UTF_8));
  }

  private AssertionError failure(Script.Step step, String what, String expected, byte[] came) {
    String where = "README.md:%d  %s> %s".formatted(step.line(), step.terminal(), step.text());
    String text = "%s\n%s\nThe block says:\n%s\nCame:\n%s\n";
    String message = text.formatted(what, where, expected, Visible.lines(came));
    return new AssertionError(message.replace(Integer.toString(port), PORT_IN_TEXT));
  }

  @Override
  public void close() throws IOException {
    terminals.values().forEach(Terminal::kill);
    if (server != null) server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }
}
