package miniredis.cli;

import module java.base;

import miniredis.bytes.BytesBuilder;

/** Runs a command of the machine's shell with a reply as its input: {@code GET json | jq .}. */
final class MachineShell {

  private MachineShell() {}

  /**
   * Waits for its end.
   *
   * @param out takes what it prints; null to let it have the terminal
   */
  static void run(String command, BytesBuilder input, OutputStream out) throws IOException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    ProcessBuilder builder =
        windows
            ? new ProcessBuilder("cmd", "/c", command)
            : new ProcessBuilder("sh", "-c", command);
    if (out == null) builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    builder.redirectErrorStream(out != null);
    if (out == null) builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    Thread.ofVirtual().start(() -> feed(process, input));
    if (out != null) process.getInputStream().transferTo(out);
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void feed(Process process, BytesBuilder input) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.array(), 0, input.length());
    } catch (IOException e) {
      // It need not read all: head does not.
    }
  }
}
