package miniredis.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

/** Real Redis's own programs, run as a user runs them. Output is Latin-1: a character a byte. */
public final class Programs {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Programs() {}

  /** What a program left behind. */
  public record Outcome(int exitCode, String out, String err) {}

  /** Skips the test where the program is not installed; fails it in CI. */
  public static Path need(String program) {
    Optional<Path> found = find(program);
    if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError(program + " is not installed, and in CI it must be");
    }
    assumeTrue(found.isPresent(), program + " is not installed, and this test needs it");
    return found.get();
  }

  private static Optional<Path> find(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Runs it to its end with nothing to read. */
  public static Outcome run(String program, String... arguments) {
    return feed("", program, arguments);
  }

  /** Runs it to its end with this to read. */
  public static Outcome feed(String input, String program, String... arguments) {
    return watch(PATIENCE, input, program, arguments);
  }

  /** For programs that run until they are stopped: stops it, and returns what it left behind. */
  public static Outcome runFor(Duration time, String program, String... arguments) {
    return watch(time, "", program, arguments);
  }

  private static Outcome watch(Duration time, String input, String program, String... arguments) {
    List<String> line = new ArrayList<>(List.of(need(program).toString()));
    Collections.addAll(line, arguments);
    try {
      Path out = Files.createTempFile("out", ".txt");
      Path err = Files.createTempFile("err", ".txt");
      Process process =
          new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException itDidNotReadAll) {
        // Programs may end without reading what they were given.
      }
      process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
      process.destroy();
      return new Outcome(process.waitFor(), takeAway(out), takeAway(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String takeAway(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.delete(file);
    return text;
  }
}
