package course;

/**
 * The server named by {@code -Dtarget=host:port}: real Redis, or a learner's server in any
 * language. Conformance tests use it instead of the module's own server.
 */
public record Target(String host, int port) {

  static Target parse(String text) {
    int colon = text.lastIndexOf(':');
    try {
      String host = colon <= 0 ? "127.0.0.1" : text.substring(0, colon);
      return new Target(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("-Dtarget wants host:port, and got " + text);
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
