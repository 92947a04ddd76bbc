package course;

import module java.base;

import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** {@code ./run learn}: the course on your screen. What it says is {@link Guide}'s business. */
final class LearnMain {

  public static void main(String... args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    Guide guide = new Guide(Course.here(), Lines.forArguments(List.of(args)), LearnMain::run);
    guide.welcome();
    try (Terminal terminal = TerminalBuilder.builder().dumb(true).build()) {
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .completer(new StringsCompleter(Guide.COMMANDS))
              .build();
      while (guide.answer(reader.readLine("course> "))) {}
    } catch (EndOfFileException | UserInterruptException leaving) {
      System.out.println("Your code stays in exercises/workspace/me.");
    }
  }

  /** Runs a program in this terminal and waits for its end. Returns its exit code. */
  private static int run(List<String> command, Path folder) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      System.err.println(e.getMessage());
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }
}
