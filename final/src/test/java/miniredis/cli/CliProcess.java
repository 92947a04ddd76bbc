package miniredis.cli;

import module java.base;

/**
 * A client as a program of its own, for what goes on until it is stopped: a test waits for what it
 * prints, and then stops it. A byte is a character.
 */
final class CliProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final StringBuffer out = new StringBuffer();
  private final StringBuffer err = new StringBuffer();
  private final List<Thread> readers;

  CliProcess(Map<String, String> environment, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    process = builder.start();
    readers =
        List.of(
            Thread.ofVirtual().start(() -> read(process.getInputStream(), out)),
            Thread.ofVirtual().start(() -> read(process.getErrorStream(), err)));
  }

  /** Ours, as {@code run} starts it. */
  static List<String> ours() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    return List.of(
        java, "--enable-native-access=ALL-UNNAMED", "-cp", classes, "miniredis.cli.CliMain");
  }

  private static void read(InputStream in, StringBuffer text) {
    byte[] some = new byte[8192];
    try {
      for (int count; (count = in.read(some)) > 0; ) {
        text.append(new String(some, 0, count, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      // The process is gone, and so is what it might have said.
    }
  }

  CliProcess untilOut(Predicate<String> enough) {
    return until(() -> enough.test(out.toString()));
  }

  CliProcess untilErr(Predicate<String> enough) {
    return until(() -> enough.test(err.toString()));
  }

  private CliProcess until(BooleanSupplier enough) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!enough.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError("Waited in vain; it said:\n" + this);
      LockSupport.parkNanos(5_000_000);
    }
    return this;
  }

  /** Types, and leaves standard input open. */
  CliProcess type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    process.getOutputStream().flush();
    return this;
  }

  /** Ctrl-C. */
  CliProcess interrupt() throws Exception {
    new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor();
    return this;
  }

  /** Waits for its end; the exit code. */
  int end() throws InterruptedException {
    if (!process.waitFor(PATIENCE)) throw new AssertionError("It does not end; it said:\n" + this);
    for (Thread reader : readers) reader.join(PATIENCE);
    return process.exitValue();
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  @Override
  public String toString() {
    return out + "\n--- standard error:\n" + err;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
