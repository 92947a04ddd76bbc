package miniredis.differential;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Four clients do everything at once, over RESP2 and RESP3: data of all families, transactions
 * whose keys others change, waiting, publishing, client-side caching, users whose rights come and
 * go. Each is sent what Redis sends it, in the same order.
 *
 * <p>{@code -Dmixed.commands=1000000 -Dmixed.seeds=1,2,3} sends so many in all, of these seeds.
 */
@Tag("interop")
class MixedDifferentialTest {

  private static final int COMMANDS = Integer.getInteger("mixed.commands", 15_000);

  private static final List<Long> SEEDS =
      Stream.of(System.getProperty("mixed.seeds", "20,21,22").split(","))
          .map(Long::valueOf)
          .toList();

  @Test
  void whateverHappensIsWhatHappensInRedis() throws IOException {
    try (Twins twins = new Twins("--enable-debug-command", "yes")) {
      AclAnswers rules = AclAnswers.of(twins);
      MixedGrammar grammar = new MixedGrammar(DifferentialTest.known(twins), rules.commands());
      try (Assembly assembly = new Assembly(twins, rules)) {
        Hunt hunt = new Hunt(assembly, grammar::script);
        for (long seed : SEEDS) hunt.compare(seed, COMMANDS / SEEDS.size());
        System.out.println("What happened: " + assembly.seen());
        assertThat(hunt.findings()).as("differences from Redis, seeds %s", SEEDS).isEmpty();
        assertThat(assembly.seen())
            .containsKeys("-NOPERM", "-NOAUTH", "-EXECABORT", "-UNBLOCKED", "waits", "closed")
            .containsKeys("EXEC runs", "EXEC is refused", "EXEC is given up")
            .containsKeys("*pmessage", ">pmessage", ">invalidate");
        // Few of the channels to which something is published have a subscriber, by name.
        assertThat(assembly.seen().keySet())
            .anyMatch(each -> each.endsWith("smessage"))
            .anyMatch(each -> each.matches("[*>]message"));
      }
    }
  }
}
