package miniredis.cli;

import module java.base;

/** {@code --askpass}: a password that is typed, and not seen; or the first line of a pipe. */
final class Password {

  private Password() {}

  /** Null at the end of the input. */
  static String ask(Streams streams) throws IOException {
    Console console = streams.inIsTerminal() ? System.console() : null;
    if (console != null) {
      char[] typed = console.readPassword("Please input password: ");
      return typed == null ? null : new String(typed);
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = streams.in().read();
    if (b < 0) return null;
    for (; b >= 0 && b != '\n'; b = streams.in().read()) line.write(b);
    return line.toString(StandardCharsets.UTF_8);
  }
}
