package miniredis.differential;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random users, rules and commands, to this server and to real Redis: what ACL DRYRUN says and what
 * happens must be the same, and what is shown of the users, too.
 *
 * <p>Each command is asked about with DRYRUN, and sent by its user inside of a transaction that is
 * given up: there the rights are asked for, and nothing runs, so that every command there is can
 * take part. Those that do no harm are sent once more without.
 *
 * <p>{@code -Dacl.commands=100000 -Dacl.seed=7} judges more of them, or the same again.
 */
@Tag("interop")
class AclDifferentialTest {

  private static final int COMMANDS = Integer.getInteger("acl.commands", 5_000);
  private static final int COMMANDS_A_ROUND = 40;
  private static final int MOST_FINDINGS = 5;

  /**
   * What would end the transaction that a command is sent in, or the connection; and what Redis
   * refuses by its settings before it looks at rights.
   */
  private static final Set<String> ONLY_ASKED_ABOUT =
      Set.of("MULTI", "EXEC", "DISCARD", "QUIT", "RESET", "AUTH", "HELLO", "DEBUG");

  private static Twins twins;
  private static List<String> commands;
  private static AclAnswers answers;
  private static List<Family> families;

  private final Set<String> findings = new LinkedHashSet<>();
  private int denied;
  private int allowed;

  @BeforeAll
  static void start() throws IOException {
    twins = new Twins();
    answers = AclAnswers.of(twins);
    commands = answers.commands();
    families =
        Families.ALL.stream()
            .map(family -> family.only(row -> commands.contains(row.name())))
            .filter(family -> !family.rows().isEmpty())
            .toList();
  }

  @AfterAll
  static void stop() {
    if (twins != null) twins.close();
  }

  @Test
  void whatIsAllowedIsWhatRedisAllows() throws IOException {
    compare(Long.getLong("acl.seed", 20));
  }

  @Test
  @Tag("soak")
  void whatIsAllowedIsWhatRedisAllowsWhateverTheSeed() throws IOException {
    compare(Long.getLong("acl.seed", 1001));
  }

  private void compare(long seed) throws IOException {
    int judged = 0;
    for (int round = 0; judged < COMMANDS && findings.size() < MOST_FINDINGS; round++) {
      judged += round(new Draw(seed * 1_000_003 + round));
    }
    System.out.printf(
        "Judged %d commands as Redis does, of which %d were denied; seed %d.%n",
        judged, denied, seed);
    assertThat(findings).as("differences from Redis, seed %d", seed).isEmpty();
    assertThat(Math.min(denied, allowed)).as("both happened often").isGreaterThan(judged / 10);
  }

  private int round(Draw draw) throws IOException {
    try (Pair admin = new Pair();
        Pair user = new Pair()) {
      AclGrammar grammar = new AclGrammar(commands, draw);
      admin.ask(Request.of("ACL", "SETUSER", "u", "reset"));
      admin.ask(Request.of("ACL", "LOG", "RESET"));
      for (int i = 0; i < 3; i++) admin.ask(setUser("u", grammar.rules()));
      // With these the user can say who it is, and begin a transaction and give it up.
      admin.ask(setUser("u", List.of("on", "nopass", "+multi", "+discard")));
      admin.ask(Request.of("ACL", "GETUSER", "u"));
      admin.ask(Request.of("ACL", "LIST"));
      user.ask(Request.of("AUTH", "u", "x"));
      for (int i = 0; i < COMMANDS_A_ROUND; i++) judge(next(grammar, draw), admin, user);
      admin.ask(Request.of("ACL", "LOG", "128"));
      return COMMANDS_A_ROUND;
    }
  }

  private static Request setUser(String name, List<String> rules) {
    List<String> words = new ArrayList<>(List.of("ACL", "SETUSER", name));
    words.addAll(rules);
    return Request.of(words.toArray(String[]::new));
  }

  private static Request next(AclGrammar grammar, Draw draw) {
    int which = draw.below(10);
    if (which < 2) return grammar.any();
    if (which < 3) return grammar.publishing();
    return Mutation.maybe(draw.oneOf(families).draw(draw), draw);
  }

  private void judge(Request request, Pair admin, Pair user) throws IOException {
    if (request.arguments().isEmpty() || Explained.findsOtherKeys(request)) return;
    List<Bytes> dryRun = new ArrayList<>();
    for (String word : List.of("ACL", "DRYRUN", "u")) dryRun.add(Bytes.of(word));
    dryRun.addAll(request.arguments());
    Answer said = admin.ask(new Request(dryRun));
    if (ONLY_ASKED_ABOUT.contains(request.name())) return;
    user.ask(Request.of("MULTI"));
    Answer queued = user.ask(request);
    user.ask(Request.of("DISCARD"));
    if (isDenied(queued)) denied++;
    else allowed++;
    if (said.raw().startsWith("+") && isDenied(queued) || tellsOfDenial(said) && !isKept(queued)) {
      findings.add("\n" + request + "\nDRYRUN: " + said + "\nand then: " + queued);
    }
    if (isHarmless(request)) user.askWhetherDenied(request);
  }

  private static boolean isDenied(Answer answer) {
    return answer.raw().startsWith("-NOPERM");
  }

  /** Denied, or refused for a reason that is looked at before. */
  private static boolean isKept(Answer answer) {
    return isDenied(answer) || answer.isError();
  }

  private static boolean tellsOfDenial(Answer answer) {
    return answer.raw().contains("This user has no permissions");
  }

  private static boolean isHarmless(Request request) {
    return !Unfit.test(request)
        && families.stream()
            .filter(
                family -> !Set.of("connection", "server", "transaction").contains(family.name()))
            .flatMap(family -> family.rows().stream())
            .anyMatch(row -> row.name().equalsIgnoreCase(request.name()));
  }

  /** A connection to each of the two servers. */
  private final class Pair implements AutoCloseable {

    private final Line ours = new Line(twins.ours().connect());
    private final Line theirs = new Line(twins.theirs().connect());

    Pair() throws IOException {}

    /** Asks both; the answers are to be the same. */
    Answer ask(Request request) {
      return ask(request, answers::comparable);
    }

    /** The same, but only whether it was denied, and how, is to be the same. */
    void askWhetherDenied(Request request) {
      ask(
          request,
          text -> text.startsWith("-NOPERM") || text.contains("insufficient ACL") ? text : "");
    }

    private Answer ask(Request request, UnaryOperator<String> comparable) {
      ours.send(List.of(request));
      theirs.send(List.of(request));
      Answer our = ours.receive();
      Answer their = theirs.receive();
      if (!comparable.apply(our.raw()).equals(comparable.apply(their.raw()))) {
        findings.add("\n%s\nfinal: %s\nRedis: %s".formatted(request, our, their));
      }
      return our;
    }

    @Override
    public void close() throws IOException {
      ours.close();
      theirs.close();
    }
  }
}
