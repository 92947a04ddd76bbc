package miniredis.differential;

import module java.base;

/** Commands for one or more connections each to two empty servers, in RESP2 or RESP3. */
record Script(int protocol, List<Request> requests) {

  Script {
    requests = List.copyOf(requests);
  }

  Script with(List<Request> requests) {
    return new Script(protocol, requests);
  }

  /** Whether a command with fewer arguments may be tried in it. */
  boolean isFit(Request request) {
    return !Unfit.test(request) || isOfACrowd() && BlockingGrammar.waits(request);
  }

  private boolean isOfACrowd() {
    return requests.stream().anyMatch(request -> request.client() > 0);
  }

  /** What one pastes into a terminal to see it again, or into one for each client. */
  @Override
  public String toString() {
    return requests.stream()
        .map(request -> (isOfACrowd() ? request.client() + ": " : "") + request)
        .collect(
            Collectors.joining(
                "\n", "redis-cli%s <<'EOF'\n".formatted(protocol == 3 ? " -3" : ""), "\nEOF\n"));
  }
}
