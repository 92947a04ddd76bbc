package miniredis.cli;

import module java.base;

/**
 * What the program reads from and prints to: those of the process, or a test's.
 *
 * @param outIsTerminal whether a person reads the replies: they get them explained
 */
record Streams(
    InputStream in,
    OutputStream out,
    OutputStream err,
    boolean inIsTerminal,
    boolean outIsTerminal) {

  static Streams ofProcess() {
    boolean faked = System.getenv("FAKETTY") != null;
    return new Streams(
        new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
        new BufferedOutputStream(new StandardOutput()),
        new FileOutputStream(FileDescriptor.err),
        isTerminal(0),
        faked || isTerminal(1));
  }

  /** Text for standard output, which may stay in the buffer for now. */
  void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A line for standard error, after what was printed so far. */
  void complain(String line) throws IOException {
    out.flush();
    err.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    err.flush();
  }

  /**
   * Whether a file descriptor is a terminal. Linux knows it of each; Java alone only of input and
   * output together.
   */
  private static boolean isTerminal(int descriptor) {
    try {
      String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return file.startsWith("/dev/pts/")
          || file.startsWith("/dev/tty")
          || file.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      Console console = System.console();
      return console != null && console.isTerminal();
    }
  }

  /** Tells its own failures from those of a connection: they mean that nobody reads any more. */
  private static final class StandardOutput extends OutputStream {
    private final OutputStream out = new FileOutputStream(FileDescriptor.out);

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw new BrokenOutput(e);
      }
    }
  }
}
