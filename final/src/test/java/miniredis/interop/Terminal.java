package miniredis.interop;

import module java.base;

/** A program at a terminal, and someone who types when they have seen what they waited for. */
final class Terminal implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final Path screen;
  private int seen;

  /** The program script(1) gives the command a terminal of its own. */
  Terminal(String command) throws IOException {
    screen = Files.createTempFile("screen", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Programs.need("script").toString(),
                "-qefc",
                "stty cols 200; " + command,
                "/dev/null")
            .redirectErrorStream(true)
            .redirectOutput(screen.toFile());
    builder.environment().put("TERM", "xterm");
    builder.environment().put("HOME", screen.getParent().toString());
    process = builder.start();
  }

  Terminal type(String text) throws IOException {
    seen = text().length();
    process.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    process.getOutputStream().flush();
    return this;
  }

  /** Waits until this has been printed since the last time something was typed. */
  Terminal await(String expected) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!text().substring(seen).contains(expected)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Waited in vain for \"" + expected + "\" in:\n" + text());
      }
      LockSupport.parkNanos(5_000_000);
    }
    return this;
  }

  /** All that was printed so far. */
  String text() throws IOException {
    return Files.readString(screen, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    Files.delete(screen);
  }
}
