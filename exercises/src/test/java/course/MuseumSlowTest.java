package course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import course.museum.Exhibit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The museum's proof. Each bug is noticed by the tests that its {@code caught.txt} names, and by no
 * others, with the message that its card shows; the blocks of the card are true, the first ones of
 * the server with the bug, the last ones of a real Redis and of the step. The servers run as on a
 * machine whose language is Arabic: nothing may be printed or read in the machine's language.
 *
 * <p>The other tests of the steps take minutes; {@code -Dmuseum.also='.*'} runs those of all
 * classes whose names match, and {@code -Dmuseum.only=03} looks at one bug.
 */
@Tag("slow")
@Isolated
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MuseumSlowTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();
  private static final String JVM =
      "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Duser.language=ar -Duser.country=EG";

  /** What a test puts before a key, another each time. */
  private static final Pattern KEY = Pattern.compile("\\bt[0-9a-f]{6}:");

  /** Below a failure stands what the server has printed, if that has come by then. */
  private static final String PRINTED = "(?s)\nThe server printed last:.*";

  private static final String ONLY = System.getProperty("museum.only", "");
  private static final String ALSO = System.getProperty("museum.also", "");

  private Path work;

  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final Map<String, StepTests> tests = new ConcurrentHashMap<>();
  private final List<Exhibit> exhibits = new ArrayList<>();

  @BeforeAll
  void buildAll(@TempDir Path folder) throws Exception {
    work = folder;
    exhibits.addAll(Exhibit.all(ROOT));
    exhibits.removeIf(exhibit -> !exhibit.name().startsWith(ONLY));
    exhibits.parallelStream().forEach(this::build);
    exhibits.stream().map(Exhibit::step).distinct().parallel().forEach(this::buildStep);
  }

  @AfterAll
  void stop() {
    pool.shutdown();
  }

  /** As {@code ./run museum} does it. */
  private void build(Exhibit exhibit) {
    try {
      exhibit.begin(sources(exhibit));
      compile(exhibit.step(), sources(exhibit), exhibit.name());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void buildStep(String step) {
    try {
      compile(step, ROOT.resolve(step), step);
      tests.put(step, new StepTests(ROOT.resolve(step), classes(step + "-tests")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compile(String step, Path folder, String name) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> main = Files.list(folder.resolve("src/main/java/miniredis"))) {
      main.forEach(files::add);
    }
    files.add(ROOT.resolve(step).resolve("src/test/java/miniredis/ModuleServer.java"));
    StepTests.compile(files, classes(name));
  }

  private Path sources(Exhibit exhibit) {
    return work.resolve("exercises/workspace/museum").resolve(exhibit.name());
  }

  /** Where a console block looks for the classes of {@code ./run step...}. */
  private Path classes(String name) {
    return work.resolve(name.startsWith("step") ? name : "step" + name).resolve("target/classes");
  }

  /** The reader's server is compiled when it starts; ours has been. */
  private static Fence compiled(Fence block) {
    List<String> lines =
        block.lines().stream()
            .map(line -> line.replace("./run source exercises/workspace/museum/", "./run step"))
            .toList();
    return new Fence(block.language(), block.info(), block.line(), lines);
  }

  private static String command(Path classes, String step) {
    String dir = step.compareTo("step05") > 0 ? " --dir '{dir}'" : "";
    return "'%s' %s -cp '%s' miniredis.Main --port {port}%s".formatted(JAVA, JVM, classes, dir);
  }

  @TestFactory
  Stream<DynamicTest> everyBugIsNoticedByItsTestsAndByNoOthers() {
    List<DynamicTest> found = new ArrayList<>();
    for (Exhibit exhibit : exhibits) {
      var failures = CompletableFuture.supplyAsync(() -> failures(exhibit), pool);
      found.add(dynamicTest(exhibit.name(), () -> compare(exhibit, failures.join())));
    }
    return found.stream();
  }

  private Map<String, String> failures(Exhibit exhibit) {
    StepTests step = tests.get(exhibit.step());
    String command = command(classes(exhibit.name()), exhibit.step());
    Set<String> wanted = new LinkedHashSet<>(step.around(exhibit.caughtBy()));
    step.all().stream().filter(name -> name.matches(ALSO)).forEach(wanted::add);
    return step.failures(command, wanted);
  }

  private static void compare(Exhibit exhibit, Map<String, String> failures) {
    String named = exhibit.caughtBy().getFirst();
    assertThat(exhibit.fields().get("the test")).isEqualTo("`" + named + "`");
    List<String> found = new ArrayList<>(failures.keySet());
    found.removeAll(exhibit.caughtByChance());
    assertThat(found)
        .as("caught.txt: the tests that fail with the bug")
        .containsExactlyInAnyOrderElementsOf(exhibit.caughtBy());
    String shown = String.join("\n", card(exhibit).fences("text", "").getFirst().lines());
    String message = KEY.matcher(failures.get(named)).replaceAll("t123456:");
    assertThat(message.replaceFirst(PRINTED, "").strip())
        .as("what the card says that the test says")
        .matches(Pattern.quote(shown).replace("<int>", "\\E[\\d,]+\\Q"));
  }

  @TestFactory
  Stream<DynamicTest> theStepItselfPassesTheTests() {
    return exhibits.stream()
        .map(Exhibit::step)
        .distinct()
        .map(step -> dynamicTest(step, () -> passes(step)));
  }

  private void passes(String step) {
    List<String> named =
        exhibits.stream()
            .filter(exhibit -> exhibit.step().equals(step))
            .map(exhibit -> exhibit.caughtBy().getFirst())
            .distinct()
            .toList();
    assertThat(tests.get(step).failures(command(classes(step), step), named)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> whatHappensIsWhatTheCardShows() {
    return blocks("What happens", block -> true, exhibit -> stage(exhibit.name()));
  }

  @TestFactory
  Stream<DynamicTest> aRealRedisDoesWhatTheCardSays() {
    return blocks("What Redis does", block -> true, exhibit -> redis());
  }

  @TestFactory
  Stream<DynamicTest> theStepDoesWhatRedisDoes() {
    return blocks(
        "What Redis does", block -> !startsRedis(block), exhibit -> stage(exhibit.step()));
  }

  private static boolean startsRedis(Fence block) {
    return block.lines().stream().anyMatch(line -> line.contains("$ redis-server"));
  }

  private Stage stage(String name) {
    return Stage.of("miniredis.ModuleServer", classes(name));
  }

  private Stage redis() {
    return Stage.of(RealRedis.class.getName(), work.resolve("redis"));
  }

  private Stream<DynamicTest> blocks(
      String section, Predicate<Fence> wanted, Function<Exhibit, Stage> stage) {
    return exhibits.stream()
        .flatMap(
            exhibit ->
                blocks(exhibit, section).stream()
                    .filter(wanted)
                    .map(block -> played(exhibit, block, stage)));
  }

  private static List<Fence> blocks(Exhibit exhibit, String section) {
    Chapter card = card(exhibit);
    List<Fence> blocks = card.fences(card.under(section).getFirst());
    assertThat(blocks).as(exhibit.name() + ", blocks of " + section).isNotEmpty();
    return blocks;
  }

  private DynamicTest played(Exhibit exhibit, Fence block, Function<Exhibit, Stage> stage) {
    return dynamicTest(exhibit.name(), () -> stage.apply(exhibit).play(compiled(block), work));
  }

  private static Chapter card(Exhibit exhibit) {
    try {
      return Chapter.read(exhibit.folder().resolve("README.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
