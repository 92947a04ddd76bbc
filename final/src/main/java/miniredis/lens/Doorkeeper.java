package miniredis.lens;

import module java.base;
import module jdk.httpserver;

/**
 * Who may ask the page server for what. It listens on 127.0.0.1 alone, but a page of another site
 * can have the browser ask it all the same. So the Host header must name this machine (a name of
 * somebody else's that leads here is refused), and what changes something must come from our own
 * page.
 */
final class Doorkeeper {

  /** What is wrong with a request: a status of HTTP, and why. */
  record Refusal(int status, String why) {}

  private final int port;

  Doorkeeper(int port) {
    this.port = port;
  }

  /** Looks at a request; empty if it may be answered. */
  Optional<Refusal> refusal(HttpExchange exchange, String method) {
    Headers headers = exchange.getRequestHeaders();
    List<String> hosts = headers.getOrDefault("Host", List.of());
    if (hosts.size() != 1 || !ownHosts().contains(hosts.getFirst())) {
      return refused(403, "This page is for this machine: ask for http://127.0.0.1:" + port + "/");
    }
    if (!exchange.getRequestMethod().equals(method)) return refused(405, "Use " + method + ".");
    return method.equals("POST") ? refusedDeed(headers) : Optional.empty();
  }

  private Optional<Refusal> refusedDeed(Headers headers) {
    for (String origin : headers.getOrDefault("Origin", List.of())) {
      if (ownHosts().stream().noneMatch(host -> origin.equals("http://" + host))) {
        return refused(403, "Only the lens's own page may do something.");
      }
    }
    String type = Objects.requireNonNullElse(headers.getFirst("Content-Type"), "");
    if (type.split(";")[0].strip().equalsIgnoreCase("application/json")) return Optional.empty();
    return refused(415, "What is to be done must be application/json.");
  }

  private List<String> ownHosts() {
    return List.of("127.0.0.1:" + port, "localhost:" + port);
  }

  private static Optional<Refusal> refused(int status, String why) {
    return Optional.of(new Refusal(status, why));
  }
}
