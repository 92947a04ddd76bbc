package miniredis;

import module java.base;

/** What one client calls itself. One object for each connection. */
final class ClientName {
  private String name; // null until the client says one

  /** Answers {@code CLIENT GETNAME}, {@code CLIENT SETNAME name} and {@code CLIENT ID}. */
  String answer(List<String> words) {
    return "-ERR CLIENT is not written yet"; // TODO
  }
}
