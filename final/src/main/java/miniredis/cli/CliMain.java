package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * Starts the shell: {@code ./run cli}, {@code ./run cli SET k v}, {@code echo PING | ./run cli}.
 *
 * <p>JLine is loaded only where someone types, so that a single command is quick.
 */
public final class CliMain {

  private CliMain() {}

  /** Exits with 0, or with 1 for a bad option or where there is no server. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    int exitCode;
    try {
      exitCode = run(CliOptions.parse(args, System.getenv()));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + " (--help lists the options)");
      exitCode = 1;
    }
    System.exit(exitCode);
  }

  private static int run(CliOptions options) throws IOException {
    if (options.help()) {
      System.out.print(CliOptions.USAGE);
      return 0;
    }
    boolean people = isTerminal(1);
    if (options.command().isEmpty() && people && isTerminal(0)) {
      new Shell(options).run();
      return 0;
    }
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    Format format = options.format();
    if (format == null) format = people ? Format.PLAIN : Format.RAW;
    try (Link link = new Link(options, System.err::println)) {
      Help help = new Help(new Manual(link), people);
      Screen screen = new Screen(out, System.err::println, false);
      Dialogue dialogue = new Dialogue(link, format, screen, help);
      return options.command().isEmpty() ? lines(dialogue) : one(options, dialogue);
    }
  }

  private static int one(CliOptions options, Dialogue dialogue) throws IOException {
    List<Bytes> words = new ArrayList<>(options.command().stream().map(Bytes::of).toList());
    if (options.lastFromStdin()) words.add(Bytes.wrap(System.in.readAllBytes()));
    return exitCode(dialogue.command(words.toArray(Bytes[]::new)), options.failOnError());
  }

  /** Bytes, not characters, so that a quoted binary value passes through unharmed. */
  private static int lines(Dialogue dialogue) throws IOException {
    InputStream in = new BufferedInputStream(new FileInputStream(FileDescriptor.in));
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 || line.size() > 0; b = in.read()) {
      if (b >= 0 && b != '\n') {
        line.write(b);
        continue;
      }
      Dialogue.Outcome outcome = dialogue.line(line.toByteArray());
      line.reset();
      if (outcome == Dialogue.Outcome.LEAVE) return 0;
      if (outcome == Dialogue.Outcome.NO_SERVER) return 1;
    }
    return 0;
  }

  private static int exitCode(Dialogue.Outcome outcome, boolean failOnError) {
    return switch (outcome) {
      case NO_SERVER -> 1;
      case ERROR_REPLY -> failOnError ? 1 : 0;
      case DONE, LEAVE -> 0;
    };
  }

  /**
   * Whether a file descriptor is a terminal. Linux knows it of each; Java alone only of input and
   * output together.
   */
  private static boolean isTerminal(int descriptor) {
    try {
      String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      Console console = System.console();
      return console != null && console.isTerminal();
    }
  }
}
