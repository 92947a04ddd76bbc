package course.learn;

import module java.base;

import org.jline.utils.ScreenTerminal;

/** The screen on a terminal that is no more than memory: a test presses keys and reads it. */
final class VirtualScreen implements AutoCloseable {

  /** A busy machine compiles slowly the first time. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ScreenTerminal.VirtualTerminal virtual;
  private final Session session;
  private final Thread thread;
  private volatile Throwable failure;

  VirtualScreen(Session session, int columns, int rows) throws IOException {
    this(session, "xterm-256color", columns, rows);
  }

  VirtualScreen(Session session, String type, int columns, int rows) throws IOException {
    this.session = session;
    virtual = ScreenTerminal.withTerminal("test", type, columns, rows);
    // A shell has written something, and its cursor stands somewhere below.
    virtual.terminal().writer().print("$ ls\r\na b c\r\n$ ./run learn\r\n");
    virtual.terminal().flush();
    Screen screen = new Screen(session, virtual.terminal());
    thread = Thread.ofPlatform().daemon().name("screen").start(() -> run(screen));
  }

  private void run(Screen screen) {
    try {
      screen.run();
    } catch (Throwable e) {
      failure = e;
    }
  }

  VirtualScreen press(String keys) throws IOException {
    virtual.terminal().processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Waits until all of this is to be seen. */
  VirtualScreen see(String... texts) {
    for (String text : texts) await("\"" + text + "\"", () -> screen().contains(text));
    return this;
  }

  VirtualScreen lose(String text) {
    return await("no \"" + text + "\"", () -> !screen().contains(text));
  }

  private VirtualScreen await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (failure != null) throw new AssertionError("The screen has failed", failure);
      if (System.nanoTime() > end)
        throw new AssertionError("Waited in vain for " + what + " on:\n" + screen());
      LockSupport.parkNanos(5_000_000);
    }
    return this;
  }

  /** What is to be seen, line by line. */
  String screen() {
    ScreenTerminal screen = virtual.screen();
    int columns = screen.getColumns();
    int rows = screen.getRows();
    long[] cells = new long[columns * rows];
    screen.dump(cells, 0, 0, rows, columns, new int[2]);
    StringJoiner lines = new StringJoiner("\n");
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      for (int i = row * columns; i < (row + 1) * columns; i++)
        line.appendCodePoint(Math.max(' ', ScreenTerminal.cellCodePoint(cells[i])));
      lines.add(line.toString().stripTrailing());
    }
    return lines.toString();
  }

  /** Waits until the line of this number, from 0, says this. */
  VirtualScreen seeInLine(int line, String text) {
    return await(
        "\"%s\" in line %d".formatted(text, line),
        () -> screen().lines().skip(line).findFirst().orElse("").contains(text));
  }

  boolean isOver() throws InterruptedException {
    return thread.join(PATIENCE) && failure == null;
  }

  @Override
  public void close() throws IOException {
    virtual.terminal().close();
    session.close();
  }
}
