package course.learn;

import module java.base;

import course.Course;
import course.Lines;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** {@code ./run learn}: the course on your screen, and the same as plain commands. */
final class LearnMain {

  public static void main(String... args) {
    Locale.setDefault(Locale.ROOT);
    System.exit(run(List.of(args), Course.here()));
  }

  private static int run(List<String> args, Course course) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    try {
      Options options = Options.parse(args);
      if (options.help()) {
        out.print(Commands.USAGE);
        return 0;
      }
      try (Session session = new Session(course, options.candidate())) {
        if (!options.words().isEmpty()) return new Commands(session, options, out).run();
        if (!options.plain() && Lines.atATerminal()) return onScreen(session);
        return new Plain(session, System.in, out).run();
      }
    } catch (IllegalArgumentException e) {
      System.err.println("learn: " + e.getMessage());
      return 2;
    } catch (IOException | RuntimeException | Error e) {
      System.err.println("learn: " + Trouble.in(Workspace.of(course)).words(e));
      return 1;
    }
  }

  private static int onScreen(Session session) throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().dumb(true).build()) {
      if (terminal.getType().startsWith("dumb"))
        return new Plain(session, System.in, System.out).run();
      new Screen(session, terminal).run();
      return 0;
    } catch (IllegalStateException | IOError closed) {
      // The window is gone: nobody is left to be told anything, and all is kept.
      return 0;
    }
  }
}
