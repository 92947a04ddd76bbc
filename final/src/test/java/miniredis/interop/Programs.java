package miniredis.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

/** Real Redis's own programs, run as a user runs them. */
public final class Programs {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Programs() {}

  /** What a program left behind. Both outputs are as they came, byte for byte. */
  public record Outcome(int exitCode, Bytes8 out, Bytes8 err) {}

  /** Bytes shown as Latin-1, so that no byte is lost and text reads as text. */
  public record Bytes8(String text) {
    @Override
    public String toString() {
      return text;
    }

    public List<String> lines() {
      return text.lines().toList();
    }
  }

  /** Skips the test where the program is not installed; fails it in CI. */
  public static Path need(String program) {
    Optional<Path> found = find(program);
    if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError(program + " is not installed, and in CI it must be");
    }
    assumeTrue(found.isPresent(), program + " is not installed: this test compares with it");
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
    return feed(new byte[0], program, arguments);
  }

  /** Runs it to its end with these bytes to read. */
  public static Outcome feed(byte[] input, String program, String... arguments) {
    return watch(PATIENCE, input, program, arguments)
        .orElseThrow(() -> new AssertionError(program + " did not end in time"));
  }

  /** For programs that run until they are stopped: what they said until then. */
  public static String saidWithin(Duration time, String program, String... arguments) {
    List<String> said = new ArrayList<>();
    watch(time, new byte[0], said, program, arguments);
    return String.join("", said);
  }

  private static Optional<Outcome> watch(
      Duration time, byte[] input, String program, String... arguments) {
    return watch(time, input, new ArrayList<>(), program, arguments);
  }

  private static Optional<Outcome> watch(
      Duration time, byte[] input, List<String> said, String program, String... arguments) {
    List<String> line = new ArrayList<>(List.of(need(program).toString()));
    Collections.addAll(line, arguments);
    try {
      Path out = Files.createTempFile("out", ".txt");
      Path err = Files.createTempFile("err", ".txt");
      Process process =
          new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input);
      } catch (IOException itDidNotReadAll) {
        // Programs may end without reading what they were given.
      }
      boolean ended = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
      process.destroy();
      int exitCode = process.waitFor();
      Outcome outcome = new Outcome(exitCode, read(out), read(err));
      said.add(outcome.out().text());
      return ended ? Optional.of(outcome) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Bytes8 read(Path file) throws IOException {
    Bytes8 bytes = new Bytes8(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    Files.delete(file);
    return bytes;
  }
}
