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

  private static final int COMMANDS = Integer.getInteger("differential.commands", 12_000);
  private static final int COMMANDS_A_ROUND = 1_000;

  /** A build does not fail by luck: other seeds are for whoever looks for differences. */
  private static final long OTHER_SEED = 1001;

  @Test
  void everyAnswerIsThatOfRedis() {
    compare(Long.getLong("differential.seed", 20));
  }

  @Test
  @Tag("soak")
  void everyAnswerIsThatOfRedisWhateverTheSeed() {
    compare(Long.getLong("differential.seed", OTHER_SEED));
  }

  /** Several clients take turns, and some of them wait for what others bring. */
  @Test
  void everyClientOfACrowdGetsWhatRedisGivesIt() {
    compareCrowd(Long.getLong("differential.seed", 20));
  }

  @Test
  @Tag("soak")
  void everyClientOfACrowdGetsWhatRedisGivesItWhateverTheSeed() {
    compareCrowd(Long.getLong("differential.seed", OTHER_SEED));
  }

  private static void compare(long seed) {
    try (Twins twins = new Twins()) {
      List<Family> families = known(twins);
      compare(seed, twins, draw -> script(families, draw, DifferentialTest::alone));
    }
  }

  private static void compareCrowd(long seed) {
    try (Twins twins = new Twins()) {
      List<Family> families = new ArrayList<>(known(twins));
      for (int i = 0; i < 3; i++) families.addAll(BlockingGrammar.families());
      compare(seed, new Crowd(twins), draw -> script(families, draw, DifferentialTest::inACrowd));
    }
  }

  private static void compare(long seed, Stage stage, Function<Draw, List<Request>> write) {
    Hunt hunt = new Hunt(stage, write);
    hunt.compare(seed, COMMANDS);
    assertThat(hunt.findings()).as("differences between final and Redis, seed %d", seed).isEmpty();
  }

  static List<Family> known(Twins twins) {
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
  static Optional<Request> inACrowd(Family family, Draw draw) {
    Optional<Request> request =
        family.name().startsWith("blocking")
            ? Optional.of(family.draw(draw))
            : alone(family, draw)
                .filter(each -> !BlockingGrammar.waits(each) && !BlockingGrammar.replaces(each))
                .filter(each -> !each.word(1).equals("KILL"));
    return request.map(each -> each.from(draw.below(Crowd.CLIENTS)));
  }
}
