package miniredis.cli;

import module java.base;

/**
 * Where output goes.
 *
 * @param out replies, byte for byte
 * @param notices what is no reply: trouble with the connection
 * @param forPeople whether someone reads along: colours, and how long slow commands took
 */
record Screen(OutputStream out, Consumer<String> notices, boolean forPeople) {

  void show(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** A notice, after what has been printed so far. */
  void complain(String line) throws IOException {
    out.flush();
    notices.accept(line);
  }
}
