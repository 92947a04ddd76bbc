package miniredis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import miniredis.DeadPort;
import miniredis.FakeServer;
import miniredis.ModuleServer;
import miniredis.bytes.Bytes;
import miniredis.bytes.Words;
import miniredis.client.Client;
import miniredis.interop.Programs;
import miniredis.interop.RunningServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The real redis-cli and ours, side by side: each command line is given to both, against the same
 * server with the same data, and what they print, complain of and exit with must be the same bytes.
 * The lines stand in {@code lines.txt} and {@code matrix.txt}; what may differ is the name of the
 * program.
 */
@Tag("interop")
class RedisCliDifferentialTest {

  private static final List<String> FORMATS =
      List.of(
          "--raw",
          "--no-raw",
          "--csv",
          "--json",
          "--quoted-json",
          "-3 --raw",
          "-3 --no-raw",
          "-3 --csv",
          "-2 --json");

  private static final List<String> DATA =
      List.of(
          "FLUSHALL",
          "CONFIG RESETSTAT",
          "SET text hello",
          "SET number 10",
          "SET other yellow",
          "SET empty \"\"",
          "SET binary \"\\x00\\xff\\\"\\\\ \\r\\n\\xc3\\xbc\"",
          "SET \"zero\\x00key\" 1",
          "RPUSH list a b \"c d\"",
          "RPUSH one single",
          "RPUSH long 1 2 3 4 5 6 7 8 9 10 11 12",
          "RPUSH unsorted b c a",
          "HSET hash f1 v1 f2 \"v 2\"",
          "HSET single f v",
          "SADD set a b c",
          "SADD one-member m",
          "ZADD zset 1 a 2.5 b inf c",
          "XADD stream 1-1 name anna age 30",
          "XADD stream 2-1 name bob",
          "XGROUP CREATE stream group 0",
          "GEOADD geo 12.5 41.9 rome 9.2 45.5 milan",
          "SETBIT bits 7 1",
          "ACL SETUSER alice reset on >secret +@all -flushall -memory -sync ~*");

  private static RunningServer redis;
  private static Path folder;
  private static DeadPort dead;
  private static ModuleServer ours;
  private static int oursPort;

  @BeforeAll
  static void start() throws IOException {
    Programs.need("redis-cli");
    folder = Files.createTempDirectory("cli");
    redis =
        RunningServer.redis(
            "--unixsocket",
            folder.resolve("redis.sock").toString(),
            "--enable-debug-command",
            "yes",
            "--repl-diskless-sync-delay",
            "0");
    ours = new ModuleServer();
    oursPort = ours.start();
    Files.writeString(folder.resolve("script.lua"), "return {KEYS, ARGV, #KEYS}");
    Files.writeString(folder.resolve("broken.lua"), "return {");
    dead = new DeadPort();
  }

  @AfterAll
  static void stop() throws IOException {
    if (redis != null) redis.close();
    if (ours != null) ours.close();
    if (dead != null) dead.close();
    if (folder == null) return;
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  @TestFactory
  Stream<DynamicTest> everyFormatOfEveryReply() throws IOException {
    return lines("matrix.txt")
        .flatMap(line -> FORMATS.stream().map(format -> Case.of(format + " " + line)))
        .map(RedisCliDifferentialTest::test);
  }

  /** What our server answers, both clients must print alike, too. */
  @TestFactory
  Stream<DynamicTest> everyReplyOfOurServer() throws IOException {
    return lines("matrix.txt")
        .flatMap(
            line -> Stream.of("--no-raw", "-3 --json").map(format -> Case.of(format + " " + line)))
        .map(
            line ->
                DynamicTest.dynamicTest(
                    "ours: " + line.text(), () -> line.same(oursPort, oursPort)));
  }

  @TestFactory
  Stream<DynamicTest> everyOption() throws IOException {
    return lines("lines.txt").map(Case::of).map(RedisCliDifferentialTest::test);
  }

  @Test
  void thereAreMoreThanAThousandLines() throws IOException {
    assertThat(lines("matrix.txt").count() * FORMATS.size() + lines("lines.txt").count())
        .isGreaterThan(1000);
  }

  private static Stream<String> lines(String file) throws IOException {
    Path path = Path.of("src", "test", "resources", "miniredis", "cli", file);
    return Files.readAllLines(path).stream()
        .filter(line -> !line.isBlank() && line.charAt(0) != '#');
  }

  private static DynamicTest test(Case line) {
    return DynamicTest.dynamicTest(line.text(), () -> line.compare());
  }

  /** What a program left behind; a byte is a character. */
  private record Result(String out, String err, int exitCode) {

    /** Without the program's name and what the line does not want compared. */
    Result comparable(Case line) {
      String printed = out.replace(Usage.NAME, "redis-cli");
      if (line.summary) printed = summary(printed);
      if (line.isScan()) printed = sorted(printed);
      return new Result(
          plain(printed, line.withoutDigits), plain(err, line.withoutDigits), exitCode);
    }

    /** A scan has no order of its own, and types come from a hash table. */
    private static String summary(String out) {
      return sorted(out.substring(out.indexOf("summary")));
    }

    private static String sorted(String out) {
      return out.lines().sorted().collect(Collectors.joining("\n"));
    }

    private static String plain(String text, boolean withoutDigits) {
      if (!withoutDigits) return text;
      return text.replaceAll("[0-9a-f]{40}|\\d+(\\.\\d+)?", "N").replaceAll("cmd=\\S+", "cmd=X");
    }
  }

  /** One line of the files. */
  private record Case(
      String text,
      boolean withoutDigits,
      boolean summary,
      String answer,
      Map<String, String> environment,
      List<Bytes> args,
      Bytes input) {

    static Case of(String text) {
      String rest = text;
      boolean withoutDigits = rest.startsWith("~");
      boolean summary = rest.startsWith("^");
      if (withoutDigits || summary) rest = rest.substring(1);
      String answer = null;
      if (rest.startsWith("@")) {
        int end = rest.indexOf("\" ");
        answer = rest.substring(1, end + 1);
        rest = rest.substring(end + 2);
      }
      int at = rest.indexOf("<<< ");
      String input = at < 0 ? "\"\"" : rest.substring(at + 4);
      List<Bytes> args = words(at < 0 ? rest : rest.substring(0, at));
      Map<String, String> environment = new TreeMap<>(Map.of("HOME", "/nonexistent"));
      while (!args.isEmpty() && args.getFirst().text().matches("[A-Z_]+=.*")) {
        String[] pair = args.removeFirst().text().split("=");
        environment.put(pair[0], pair[1]);
      }
      return new Case(
          text, withoutDigits, summary, answer, environment, args, words(input).getFirst());
    }

    /** The keys come in the order of a hash table, which may be growing at the moment. */
    boolean isScan() {
      return args.contains(Bytes.of("--scan"));
    }

    private static List<Bytes> words(String line) {
      return new ArrayList<>(List.of(Words.split(line).orElseThrow()));
    }

    void compare() throws Exception {
      if (answer == null) {
        same(redis.port(), redis.port());
        return;
      }
      String wire = latin(words(filled(answer)).getFirst());
      boolean cutOff = wire.isEmpty() || !wire.endsWith("\r\n") || wire.matches("\\*\\d\r\n:1\r\n");
      try (FakeServer server = new FakeServer(words -> wire.isEmpty() ? null : wire, cutOff)) {
        same(server.port(), redis.port());
      }
    }

    /**
     * @param dataPort where the data is to be made anew before each
     */
    void same(int port, int dataPort) throws Exception {
      List<Bytes> all = new ArrayList<>();
      if (args.isEmpty() || !args.contains(Bytes.of("-u"))) {
        all.add(Bytes.of("-p"));
        all.add(Bytes.of(port));
      }
      for (Bytes arg : args) all.add(Bytes.latin(filled(latin(arg))));
      prepare(dataPort);
      Result theirs = theirs(all);
      prepare(dataPort);
      Result ours = ours(all);
      assertThat(ours.comparable(this)).as(text).isEqualTo(theirs.comparable(this));
    }

    private static void prepare(int port) throws IOException {
      try (Client data = Client.connect("127.0.0.1", port)) {
        for (String command : DATA) data.send(Words.split(command).orElseThrow());
        for (String command : DATA) data.receive();
      }
    }

    private static String filled(String text) {
      return text.replace("{port}", "" + redis.port())
          .replace("{dead}", "" + dead.number())
          .replace("{folder}", folder.toString());
    }

    private Bytes filledInput() {
      return Bytes.latin(filled(latin(input)));
    }

    private Result theirs(List<Bytes> all) throws Exception {
      List<String> command = new ArrayList<>(List.of("sh", "-c", "exec redis-cli " + quoted(all)));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      Process process = builder.start();
      CompletableFuture<byte[]> err =
          CompletableFuture.supplyAsync(() -> readAll(process.getErrorStream()));
      try (OutputStream in = process.getOutputStream()) {
        in.write(filledInput().array());
      } catch (IOException itDidNotReadAll) {
        // It need not.
      }
      byte[] out = readAll(process.getInputStream());
      return new Result(latin(Bytes.wrap(out)), latin(Bytes.wrap(err.get())), process.waitFor());
    }

    /** For sh, in octal: Java would encode what is no text. */
    private static String quoted(List<Bytes> words) {
      StringBuilder line = new StringBuilder();
      for (Bytes word : words) {
        line.append("\"$(printf '");
        for (byte b : word.array()) line.append("\\%03o".formatted(b & 0xff));
        line.append("')\" ");
      }
      return line.toString();
    }

    private Result ours(List<Bytes> all) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      InputStream in = new ByteArrayInputStream(filledInput().array());
      int code = CliMain.run(all, environment, new Streams(in, out, err, false, false));
      return new Result(
          latin(Bytes.wrap(out.toByteArray())), latin(Bytes.wrap(err.toByteArray())), code);
    }

    private static byte[] readAll(InputStream in) {
      try {
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String latin(Bytes bytes) {
      return new String(bytes.array(), StandardCharsets.ISO_8859_1);
    }
  }
}
