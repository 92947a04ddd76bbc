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

  /** A build does not fail by luck: other seeds are for whoever looks for differences. */
  private static final long OTHER_SEED = 1001;

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
    compare(Long.getLong("differential.seed", OTHER_SEED));
  }

  /** Several clients take turns, and some of them wait for what others bring. */
  @Test
  void everyClientOfACrowdGetsWhatRedisGivesIt() {
    compareCrowd(Long.getLong("differential.seed", 20));
  }

  @Test
  @Tag("slow")
  void everyClientOfACrowdGetsWhatRedisGivesItWhateverTheSeed() {
    compareCrowd(Long.getLong("differential.seed", OTHER_SEED));
  }

  private void compare(long seed) {
    try (Twins twins = new Twins()) {
      List<Family> families = known(twins);
      compare(seed, twins, draw -> script(families, draw, DifferentialTest::alone));
    }
  }

  private void compareCrowd(long seed) {
    try (Twins twins = new Twins()) {
      List<Family> families = new ArrayList<>(known(twins));
      for (int i = 0; i < 3; i++) families.addAll(BlockingGrammar.families());
      compare(seed, new Crowd(twins), draw -> script(families, draw, DifferentialTest::inACrowd));
    }
  }

  private void compare(long seed, Stage stage, Function<Draw, List<Request>> write) {
    int compared = 0;
    for (int round = 0; compared < COMMANDS && findings.size() < MOST_FINDINGS; round++) {
      int protocol = Integer.getInteger("differential.protocol", 2 + round % 2);
      Script script = new Script(protocol, write.apply(new Draw(seed * 1_000_003 + round)));
      Optional<Difference> difference = stage.play(script);
      compared += stage.compared();
      if (difference.isPresent()) report(stage, script, difference.get(), round);
    }
    System.out.printf("Compared %d answers with Redis, seed %d.%n", compared, seed);
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
  private static List<Request> script(
      List<Family> families, Draw draw, BiFunction<Family, Draw, Optional<Request>> next) {
    List<Family> about = new ArrayList<>(families);
    if (draw.chance(60)) {
      Family one = draw.oneOf(families);
      about.removeIf(family -> family != one && !family.name().equals("generic"));
      about.addAll(Collections.nCopies(3, one));
    }
    List<Request> requests = new ArrayList<>();
    while (requests.size() < COMMANDS_A_ROUND) {
      next.apply(draw.oneOf(about), draw).ifPresent(requests::add);
    }
    return requests;
  }

  private static Optional<Request> alone(Family family, Draw draw) {
    return Optional.of(Mutation.maybe(family.draw(draw), draw)).filter(Predicate.not(Unfit::test));
  }

  /** Whoever waits must do so until somebody comes, and nobody sends the others away. */
  private static Optional<Request> inACrowd(Family family, Draw draw) {
    Optional<Request> request =
        family.name().startsWith("blocking")
            ? Optional.of(family.draw(draw))
            : alone(family, draw)
                .filter(each -> !BlockingGrammar.waits(each) && !BlockingGrammar.replaces(each))
                .filter(each -> !each.word(1).equals("KILL"));
    return request.map(each -> each.from(draw.below(Crowd.CLIENTS)));
  }

  private void report(Stage stage, Script script, Difference difference, int round) {
    if (!kindsSeen.add(difference.kind())) return;
    Shrinker shrunk = new Shrinker(stage, script, difference);
    Difference last = shrunk.difference();
    if (!last.kind().equals(difference.kind()) && !kindsSeen.add(last.kind())) return;
    findings.add(
        "\nRound %d:\n%sfinal: %s\nRedis: %s\n"
            .formatted(round, shrunk.script(), last.ours(), last.theirs()));
  }
}
