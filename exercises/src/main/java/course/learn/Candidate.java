package course.learn;

import module java.base;

/** Whose server is tested. */
sealed interface Candidate {

  /** The sources in the stage's folder of the workspace, compiled and started here. */
  record Sources() implements Candidate {}

  /**
   * A command line that starts it, in any language: {@code {port}} and {@code {dir}} are put in.
   */
  record Command(String line) implements Candidate {}

  /** One that runs already: the tests only talk to it. */
  record At(String host, int port) implements Candidate {

    static At parse(String text) {
      int colon = text.lastIndexOf(':');
      String port = text.substring(colon + 1);
      if (!port.matches("\\d{1,5}"))
        throw new IllegalArgumentException("--target wants host:port, not '" + text + "'");
      return new At(colon <= 0 ? "127.0.0.1" : text.substring(0, colon), Integer.parseInt(port));
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }
}
