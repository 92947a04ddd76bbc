package miniredis.differential;

import module java.base;

/** Commands for one connection each to two empty servers, in RESP2 or RESP3. */
record Script(int protocol, List<Request> requests) {

  Script {
    requests = List.copyOf(requests);
  }

  Script with(List<Request> requests) {
    return new Script(protocol, requests);
  }

  /** What one pastes into a terminal to see it again. */
  @Override
  public String toString() {
    return requests.stream()
        .map(Request::toString)
        .collect(
            Collectors.joining(
                "\n", "redis-cli%s <<'EOF'\n".formatted(protocol == 3 ? " -3" : ""), "\nEOF\n"));
  }
}
