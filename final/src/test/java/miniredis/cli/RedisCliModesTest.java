package miniredis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.bytes.Words;
import miniredis.client.Client;
import miniredis.interop.Programs;
import miniredis.interop.RunningServer;
import miniredis.resp.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real redis-cli and ours in the modes that go on until they are stopped, or that leave a file:
 * figures differ, but each line has its shape, and the files hold the same data.
 */
@Tag("interop")
@Timeout(120)
class RedisCliModesTest {

  private static final Map<String, String> NOTHING = Map.of("HOME", "/nonexistent");

  private static RunningServer redis;
  private static Path folder;

  @BeforeAll
  static void start() throws Exception {
    Programs.need("redis-cli");
    Programs.need("stdbuf");
    folder = Files.createTempDirectory("modes");
    redis = RunningServer.redis("--repl-diskless-sync-delay", "0", "--enable-debug-command", "yes");
    ask(redis.port(), "SET text hello", "RPUSH list a b", "HSET hash f v", "ZADD z 1 a");
    ask(redis.port(), "XADD s 1-1 a b", "SETEX dying 1000 v", "SADD set 1 2 3");
    ask(
        redis.port(),
        "FUNCTION LOAD \"#!lua name=lib\\nredis.register_function('f', function() end)\"");
  }

  @AfterAll
  static void stop() throws IOException {
    if (redis != null) redis.close();
    if (folder == null) return;
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  // Streams of figures.

  @Test
  void statPrintsTheSameColumnsAndItsHeaderAgainAfterTwentyLines() throws Exception {
    String theirs = firstLines(26, theirs(), "--stat", "-i", "0.05");
    String ours = firstLines(26, ours(), "--stat", "-i", "0.05");
    assertThat(figuresInColumns(ours)).isEqualTo(figuresInColumns(theirs));
    assertThat(ours).contains("(+1) ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--raw", "--no-raw", "--csv", "--json"})
  void latencyHistoryHasTheSameLines(String format) throws Exception {
    String[] options = (format + " --latency-history -i 0.1").strip().split(" ");
    // On one line, which is cleared before each: up to the end of the third round.
    Predicate<String> enough = out -> out.split("seconds range\n", -1).length > 3;
    String theirs = runUntil(enough, theirs(), options);
    String ours = runUntil(enough, ours(), options);
    assertThat(threeRounds(ours)).isEqualTo(threeRounds(theirs));
  }

  private static String threeRounds(String out) {
    String rounds = out.substring(0, out.lastIndexOf("seconds range\n"));
    // How many samples a round has depends on the machine.
    return noDigits(rounds)
        .replaceAll("(\033\\[NG\033\\[NK[^\033\n]*samples\\))+", "(samples)")
        .replaceAll("(?m)^(.*\n)\\1+", "$1")
        .split("seconds range\n")[1];
  }

  @ParameterizedTest
  @ValueSource(strings = {"--latency-dist", "--latency-dist --mono"})
  void latencyDistHasTheSameLegendAndSpectrum(String mode) throws Exception {
    String[] options = (mode + " -i 0.05").split(" ");
    String theirs = firstLines(33, theirs(), options);
    String ours = firstLines(33, ours(), options);
    assertThat(withoutShades(ours)).isEqualTo(withoutShades(theirs));
    assertThat(ours.lines().limit(8).toList()).isEqualTo(theirs.lines().limit(8).toList());
  }

  /** The colours of a spectrum tell what was measured, all else is fixed. */
  private static String withoutShades(String out) {
    return out.replaceAll("\033\\[48;5;\\d+m(?=[^ ])", "#");
  }

  @Test
  void lruTestSaysTheSame() throws Exception {
    // At once: each takes all of a processor for a second a line.
    String theirs = firstLines(2, theirs(), "--lru-test", "1000");
    String ours = firstLines(2, ours(), "--lru-test", "1000");
    assertThat(noDigits(ours)).isEqualTo(noDigits(theirs));
    assertThat(hitRate(ours)).isGreaterThan(0.9);
    assertThat(hitRate(theirs)).isGreaterThan(0.9);
  }

  private static double hitRate(String out) {
    Matcher matcher = Pattern.compile("Hits: \\d+ \\(([\\d.]+)%").matcher(out);
    assertThat(matcher.find()).isTrue();
    return Double.parseDouble(matcher.group(1)) / 100;
  }

  @Test
  void intrinsicLatencySaysTheSame() throws Exception {
    assertThat(intrinsic(runToEnd(ours(), "--intrinsic-latency", "1")))
        .isEqualTo(intrinsic(runToEnd(theirs(), "--intrinsic-latency", "1")));
  }

  @Test
  void intrinsicLatencyTellsWhatItFoundWhenItIsInterrupted() throws Exception {
    assertThat(intrinsic(interrupted(ours()))).isEqualTo(intrinsic(interrupted(theirs())));
  }

  private static String interrupted(List<String> program) throws Exception {
    try (CliProcess cli = process(program, "--intrinsic-latency", "100")) {
      cli.untilOut(out -> out.contains("so far")).interrupt();
      return cli.end() + cli.out() + cli.err();
    }
  }

  private static String intrinsic(String out) {
    return noDigits(out).replaceAll("(Max latency so far: N microseconds.\n)+", "(so far)\n");
  }

  // What a server tells its replicas.

  @Test
  void replicaPrintsTheWritesOfTheServer() throws Exception {
    assertThat(followed(ours())).isEqualTo(followed(theirs()));
  }

  private static String followed(List<String> program) throws Exception {
    try (CliProcess cli = process(program, "--replica")) {
      cli.untilErr(err -> err.contains("ACK 0"));
      ask(redis.port(), "SET replicated \"a\\x00\\\"b\"", "SELECT 3", "INCR n", "DEL n");
      cli.untilOut(out -> out.contains("\"DEL\",\"n\""));
      // Said only where another replica was the last to be told of a database.
      String writes = cli.out().replace("\"SELECT\",\"0\"\n", "");
      return writes + "---\n" + noDigits(cli.err());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void rdbLeavesAFileWithAllTheData(String diskless) throws Exception {
    ask(redis.port(), "CONFIG SET repl-diskless-sync " + diskless);
    Path theirs = folder.resolve("theirs.rdb");
    Path ours = folder.resolve("ours.rdb");
    String said = runToEnd(theirs(), "--rdb", theirs.toString());
    assertThat(runToEnd(ours(), "--rdb", ours.toString()).replace("ours.rdb", "theirs.rdb"))
        .isEqualTo(said);
    String digest = ask(redis.port(), "DEBUG DIGEST");
    assertThat(loaded(ours, "DEBUG DIGEST")).isEqualTo(digest);
    assertThat(loaded(theirs, "DEBUG DIGEST")).isEqualTo(digest);
    assertThat(loaded(ours, "FUNCTION LIST")).isEqualTo(loaded(theirs, "FUNCTION LIST"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "no"})
  void rdbGoesToStandardOutputAsItComes(String diskless) throws Exception {
    ask(redis.port(), "CONFIG SET repl-diskless-sync " + diskless);
    try (CliProcess ours = process(ours(), "--rdb", "-");
        CliProcess theirs = process(theirs(), "--rdb", "-")) {
      assertThat(ours.end()).isEqualTo(theirs.end()).isZero();
      assertThat(ours.err()).isEqualTo(theirs.err());
      assertThat(ours.out()).hasSameSizeAs(theirs.out()).startsWith("REDIS00");
      Path file = folder.resolve("out.rdb");
      Files.write(file, ours.out().getBytes(StandardCharsets.ISO_8859_1));
      assertThat(loaded(file, "DEBUG DIGEST")).isEqualTo(ask(redis.port(), "DEBUG DIGEST"));
    }
  }

  @Test
  void functionsRdbLeavesAFileOfFunctionsAlone() throws Exception {
    Path theirs = folder.resolve("theirs-f.rdb");
    Path ours = folder.resolve("ours-f.rdb");
    String said = runToEnd(theirs(), "--functions-rdb", theirs.toString());
    assertThat(runToEnd(ours(), "--functions-rdb", ours.toString()).replace("ours-f", "theirs-f"))
        .isEqualTo(said);
    assertThat(loaded(ours, "FUNCTION LIST"))
        .isEqualTo(loaded(theirs, "FUNCTION LIST"))
        .contains("lib");
    assertThat(loaded(ours, "DBSIZE")).isEqualTo("0");
  }

  /** What a real server answers that has started with this file. */
  private static String loaded(Path file, String question) throws IOException {
    Path own = Files.createTempDirectory(folder, "load");
    Files.copy(file, own.resolve("dump.rdb"));
    try (RunningServer server =
        RunningServer.redis("--dir", own.toString(), "--enable-debug-command", "yes")) {
      return ask(server.port(), question);
    }
  }

  // The file of preferences, which is for those who type.

  @Test
  void theFileOfPreferencesIsReadAndComplainedOfAlike() throws Exception {
    Programs.need("script");
    Path file = folder.resolve("rc");
    Files.writeString(
        file,
        ":set hints\n:set nohints\n# comment\n:set nonsense\nfoo bar\n:other x\n\n"
            + ":SET NOHINTS\n:set\n\"open\n  :set  hints  \n");
    assertThat(typed(ours(), file)).isEqualTo(typed(theirs(), file)).contains("nonsense");
  }

  /** What goes to a pipe while a person types at a terminal that can do nothing. */
  private static String typed(List<String> program, Path file) throws Exception {
    Path out = folder.resolve("typed.txt");
    String line = String.join(" ", program) + " -p " + redis.port() + " > " + out;
    Map<String, String> environment = new TreeMap<>(NOTHING);
    environment.put("REDISCLI_RCFILE", file.toString());
    environment.put("TERM", "dumb");
    try (CliProcess script =
        new CliProcess(environment, List.of("script", "-qec", line, "/dev/null"))) {
      script.type("GET text\nSELECT 2\nMULTI\nDISCARD\nquit\n");
      assertThat(script.end()).isZero();
    }
    return Files.readString(out);
  }

  // Running them.

  private static List<String> ours() {
    return CliProcess.ours();
  }

  /** Line by line: for a pipe it keeps them. */
  private static List<String> theirs() {
    return List.of("stdbuf", "-oL", "redis-cli");
  }

  private static CliProcess process(List<String> program, String... options) throws IOException {
    List<String> command = new ArrayList<>(program);
    if (!options[0].equals("--intrinsic-latency")) {
      Collections.addAll(command, "-p", "" + redis.port());
    }
    Collections.addAll(command, options);
    return new CliProcess(NOTHING, command);
  }

  private static String firstLines(int count, List<String> program, String... options)
      throws Exception {
    String out = runUntil(text -> text.split("\n", -1).length > count, program, options);
    return out.lines().limit(count).collect(Collectors.joining("\n"));
  }

  private static String runUntil(Predicate<String> enough, List<String> program, String... options)
      throws Exception {
    try (CliProcess cli = process(program, options)) {
      return cli.untilOut(enough).out();
    }
  }

  private static String runToEnd(List<String> program, String... options) throws Exception {
    try (CliProcess cli = process(program, options)) {
      return cli.end() + cli.out() + cli.err();
    }
  }

  private static String noDigits(String text) {
    return text.replaceAll("\\d+(\\.\\d+)?", "N");
  }

  /** Each figure is an N and as many blanks as make it as wide as it was. */
  private static String figuresInColumns(String text) {
    return Pattern.compile("\\d[\\d.]*[KMGB]?( \\(\\+\\d+\\))?")
        .matcher(text)
        .replaceAll(figure -> "N" + " ".repeat(figure.group().length() - 1));
  }

  /** The last reply, as text. */
  private static String ask(int port, String... lines) throws IOException {
    try (Client client = Client.connect("127.0.0.1", port)) {
      Reply reply = null;
      for (String line : lines) {
        reply = client.call(Words.split(line).orElseThrow());
        if (reply instanceof Reply.Error error) throw new AssertionError(line + ": " + error);
      }
      return reply instanceof Reply.Int(long number) ? "" + number : text(reply);
    }
  }

  private static String text(Reply reply) {
    return Replies.bytes(reply) != null ? Replies.text(reply) : ColourFormat.of(reply);
  }
}
