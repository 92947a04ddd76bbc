package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import org.jline.utils.ScreenTerminal;

/**
 * The shell on a terminal that is no more than memory: a test types keys and reads the screen.
 * Waits for what it expects to see, for a while.
 */
final class VirtualShell implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final ScreenTerminal.VirtualTerminal virtual;
  private final Thread thread;
  private final Path history;
  private volatile Throwable failure;

  VirtualShell(int port, String... options) throws IOException {
    this(port, Files.createTempFile("history", ".txt"), options);
  }

  /** With a history that was there before. */
  VirtualShell(int port, Path history, String... options) throws IOException {
    this(80, 24, port, history, Map.of(), options);
  }

  VirtualShell(
      int columns, int rows, int port, Path history, Map<String, String> more, String... options)
      throws IOException {
    this.history = history;
    virtual = ScreenTerminal.withTerminal("test", "xterm-256color", columns, rows);
    List<Bytes> args = new ArrayList<>(List.of(Bytes.of("-p"), Bytes.of(port)));
    Stream.of(options).map(Bytes::of).forEach(args::add);
    Map<String, String> environment = new HashMap<>(more);
    environment.put("HOME", "/nonexistent");
    environment.put("MINIREDIS_HISTORY", history.toString());
    Streams streams =
        new Streams(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            true,
            true);
    CliOptions parsed = OptionParser.parse(args, environment, streams);
    Shell shell = new Shell(parsed, environment, virtual.terminal(), false);
    thread = Thread.ofPlatform().daemon().name("shell").start(() -> run(shell));
  }

  private void run(Shell shell) {
    try {
      shell.run();
    } catch (Throwable e) {
      failure = e;
    }
  }

  Path history() {
    return history;
  }

  /** Types keys as they are; {@code \n} is not Enter, {@code \r} is. */
  VirtualShell type(String keys) throws IOException {
    virtual.terminal().processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  VirtualShell enter(String line) throws IOException {
    return type(line + "\r");
  }

  VirtualShell see(String... texts) {
    for (String text : texts) await("\"" + text + "\"", () -> screen().contains(text));
    return this;
  }

  VirtualShell lose(String text) {
    return await("no \"" + text + "\"", () -> !screen().contains(text));
  }

  /** The last line that is not empty looks so. */
  VirtualShell prompt(String line) {
    return await("the prompt \"" + line + "\"", () -> lastLine().equals(line.stripTrailing()));
  }

  boolean isOver() throws InterruptedException {
    return thread.join(PATIENCE) && failure == null;
  }

  private VirtualShell await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (failure != null) throw new AssertionError("The shell has failed", failure);
      if (System.nanoTime() > end) {
        throw new AssertionError("Waited in vain for " + what + " on:\n" + screen());
      }
      LockSupport.parkNanos(5_000_000);
    }
    return this;
  }

  String lastLine() {
    return screen().lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b).stripTrailing();
  }

  String screen() {
    return cells().map(line -> line.stripTrailing()).collect(Collectors.joining("\n"));
  }

  private Stream<String> cells() {
    ScreenTerminal screen = virtual.screen();
    int columns = screen.getColumns();
    int rows = screen.getRows();
    long[] cells = new long[columns * rows];
    screen.dump(cells, 0, 0, rows, columns, new int[2]);
    return IntStream.range(0, rows)
        .mapToObj(
            row -> {
              StringBuilder line = new StringBuilder();
              for (int i = row * columns; i < (row + 1) * columns; i++) {
                int c = ScreenTerminal.cellCodePoint(cells[i]);
                line.appendCodePoint(c == 0 ? ' ' : c);
              }
              return line.toString();
            });
  }

  /** As when a window is closed under it. */
  void closeTerminal() throws IOException {
    virtual.terminal().close();
  }

  @Override
  public void close() throws IOException {
    virtual.terminal().close();
    Files.deleteIfExists(history);
  }
}
