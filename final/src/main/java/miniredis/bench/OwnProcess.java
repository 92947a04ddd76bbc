package miniredis.bench;

import module java.base;

/**
 * A process that we started and that ends with us, whatever happens: by {@link #close}, or, when we
 * are interrupted, by a hook that runs as Java shuts down.
 *
 * <p>Its output goes to a file in a folder of its own, which is also where it runs, and which is
 * deleted in the end.
 */
final class OwnProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path folder;
  private final Path output;
  private final Thread hook = new Thread(this::end);
  private volatile Process process;
  private volatile boolean ended;

  /** Starts a command; {@code {folder}} in its words is its folder. */
  OwnProcess(List<String> command) throws IOException {
    folder = Files.createTempDirectory("mini-redis-");
    output = folder.resolve("output.txt");
    List<String> words =
        command.stream().map(word -> word.replace("{folder}", folder.toString())).toList();
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(nothing()));
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      process = builder.start();
    } catch (IOException e) {
      close();
      throw e;
    } catch (IllegalStateException e) {
      end();
      throw new InterruptedIOException("interrupted");
    }
    // The hook may have run before there was anything to end.
    if (ended) end();
  }

  /** The process that does the work: on Windows the child of the script that started it. */
  ProcessHandle handle() {
    ProcessHandle itself = process.toHandle();
    boolean script =
        itself.info().command().orElse("").toLowerCase(Locale.ROOT).endsWith("cmd.exe");
    return script ? itself.descendants().reduce((first, last) -> last).orElse(itself) : itself;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Waits for the process to end by itself; false if it has not. */
  boolean ended(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  int exitCode() {
    return process.exitValue();
  }

  /** What it has said so far, on both of its outputs. */
  String output() throws IOException {
    return new String(Files.readAllBytes(output), StandardCharsets.ISO_8859_1);
  }

  /** Asks the process to end, and after five seconds no longer asks. */
  @Override
  public void close() {
    forgetHook();
    end();
  }

  private void end() {
    ended = true;
    List<ProcessHandle> all = new ArrayList<>();
    if (process != null) {
      all.addAll(process.descendants().toList());
      all.add(process.toHandle());
    }
    all.forEach(ProcessHandle::destroy);
    for (ProcessHandle handle : all) {
      try {
        handle.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        handle.destroyForcibly();
      } catch (InterruptedException e) {
        handle.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
    deleteFolder();
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Java is shutting down already, and the hook runs.
    }
  }

  private void deleteFolder() {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException e) {
      // It lies in the system's folder for such things.
    }
  }

  private static File nothing() {
    return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
  }
}
