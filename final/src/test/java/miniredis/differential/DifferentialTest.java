package miniredis.differential;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random commands to this server and to real Redis; every answer must be the same to the byte.
 *
 * <p>{@code -Ddifferential.commands=200000 -Ddifferential.seed=7} sends more of them, or the same
 * again; {@code -Ddifferential.only=SET,bitmap} only these commands or families. A failure prints
 * the shortest script that shows it.
 */
class DifferentialTest {

  private static final int COMMANDS = Integer.getInteger("differential.commands", 20_000);
  private static final int COMMANDS_A_ROUND = 1_000;

  /** Different mistakes to look for before giving up. */
  private static final int MOST_FINDINGS = Integer.getInteger("differential.findings", 8);

  private final Set<String> kindsSeen = new HashSet<>();
  private final List<String> findings = new ArrayList<>();

  @Test
  void everyAnswerIsThatOfRedis() {
    compare(Long.getLong("differential.seed", 20));
  }

  @Test
  @Tag("slow")
  void everyAnswerIsThatOfRedisWhateverTheSeed() {
    compare(Long.getLong("differential.seed", System.nanoTime() & 0xffffff));
  }

  private void compare(long seed) {
    try (Twins twins = new Twins()) {
      List<Family> families = known(twins);
      int compared = 0;
      for (int round = 0; compared < COMMANDS && findings.size() < MOST_FINDINGS; round++) {
        int protocol = Integer.getInteger("differential.protocol", 2 + round % 2);
        Script script = script(families, new Draw(seed * 1_000_003 + round), protocol);
        Optional<Difference> difference = twins.play(script);
        compared += twins.compared();
        if (difference.isPresent()) report(twins, script, difference.get(), round);
      }
      System.out.printf("Compared %d answers with Redis, seed %d.%n", compared, seed);
    }
    assertThat(findings).as("differences between final and Redis, seed %d", seed).isEmpty();
  }

  private static List<Family> known(Twins twins) {
    Set<String> only = Set.of(System.getProperty("differential.only", "").split(","));
    List<Family> known = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (Family family : Families.ALL) {
      Family some = family.only(twins::knows);
      int missing = family.rows().size() - some.rows().size();
      if (missing > 0) left.add(family.name() + " " + missing);
      if (!only.contains("") && !only.contains(family.name())) {
        some = some.only(row -> only.contains(row.name().toUpperCase(Locale.ROOT)));
      }
      if (!some.rows().isEmpty()) known.add(some);
    }
    System.out.printf(
        "Comparing %s; commands not built yet: %s.%n",
        known.stream().map(Family::name).toList(), left.isEmpty() ? "none" : left);
    return known;
  }

  /** A round is about all families, or about one and the generic commands. */
  private static Script script(List<Family> families, Draw draw, int protocol) {
    List<Family> about = new ArrayList<>(families);
    if (draw.chance(60)) {
      Family one = draw.oneOf(families);
      about.removeIf(family -> family != one && !family.name().equals("generic"));
      about.addAll(Collections.nCopies(3, one));
    }
    List<Request> requests = new ArrayList<>();
    while (requests.size() < COMMANDS_A_ROUND) {
      Request request = Mutation.maybe(draw.oneOf(about).draw(draw), draw);
      if (!Unfit.test(request)) requests.add(request);
    }
    return new Script(protocol, requests);
  }

  private void report(Twins twins, Script script, Difference difference, int round) {
    if (!kindsSeen.add(difference.kind())) return;
    Shrinker shrunk = new Shrinker(twins, script, difference);
    Difference last = shrunk.difference();
    if (!last.kind().equals(difference.kind()) && !kindsSeen.add(last.kind())) return;
    findings.add(
        "\nRound %d:\n%sfinal: %s\nRedis: %s\n"
            .formatted(round, shrunk.script(), last.ours(), last.theirs()));
  }
}
