package miniredis.differential;

import module java.base;

/** Looks for differences: round after round of random scripts, each kind of mistake told once. */
final class Hunt {

  /** Different mistakes to look for before giving up. */
  private static final int MOST_FINDINGS = Integer.getInteger("differential.findings", 8);

  private final Stage stage;
  private final Function<Draw, List<Request>> write;
  private final Set<String> kindsSeen = new HashSet<>();
  private final List<String> findings = new ArrayList<>();

  Hunt(Stage stage, Function<Draw, List<Request>> write) {
    this.stage = stage;
    this.write = write;
  }

  /** Rounds of one seed, RESP2 and RESP3 in turns, until so many answers have been compared. */
  void compare(long seed, int commands) {
    int compared = 0;
    for (int round = 0; compared < commands && findings.size() < MOST_FINDINGS; round++) {
      int protocol = Integer.getInteger("differential.protocol", 2 + round % 2);
      Script script = new Script(protocol, write.apply(new Draw(seed * 1_000_003 + round)));
      Optional<Difference> difference = stage.play(script);
      compared += stage.compared();
      if (difference.isPresent()) report(script, difference.get(), round);
    }
    System.out.printf("Compared %d answers with Redis, seed %d.%n", compared, seed);
  }

  /** Scripts that show a difference, and what the two say at their end. */
  List<String> findings() {
    return findings;
  }

  private void report(Script script, Difference difference, int round) {
    if (!kindsSeen.add(difference.kind())) return;
    Shrinker shrunk = new Shrinker(stage, script, difference);
    Difference last = shrunk.difference();
    if (!last.kind().equals(difference.kind()) && !kindsSeen.add(last.kind())) return;
    findings.add(
        "\nRound %d:\n%sfinal: %s\nRedis: %s\n"
            .formatted(round, shrunk.script(), last.ours(), last.theirs()));
  }
}
