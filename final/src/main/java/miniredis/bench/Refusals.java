package miniredis.bench;

import module java.base;

/**
 * What could not be measured, and why: told at once, and again below the table. A server that lacks
 * a command, or cannot bear so many clients, has a dash there, and the others their figures.
 */
final class Refusals {

  /** Characters: a server may repeat what it was sent. */
  private static final int LONGEST = 160;

  private final Set<String> lines = new LinkedHashSet<>();

  /** Keeps a reason. */
  void add(String line) {
    if (lines.add(line)) System.err.println("bench: " + line);
  }

  /**
   * Keeps why a server would not do something.
   *
   * @throws IOException the same, if the server has ended: then there is nothing to go on with
   */
  void add(ServerProcess server, String what, IOException reason) throws IOException {
    if (!server.handle().isAlive()) {
      throw new IOException(server.name() + " has ended during " + what, reason);
    }
    String told =
        ("" + reason.getMessage()).replaceFirst("^" + Pattern.quote(server.name()) + ": ", "");
    String line = server.name() + ", " + what + ": " + told;
    add(line.substring(0, Math.min(line.length(), LONGEST)).strip());
  }

  /** The same as {@link #text}, with an empty line before them. */
  String below() {
    return lines.isEmpty() ? "" : "\n" + text();
  }

  /** A line each, with a dash before it; empty if there was none. */
  String text() {
    return lines.stream().map(line -> "- " + line + "\n").collect(Collectors.joining());
  }
}
