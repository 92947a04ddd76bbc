package miniredis.bench;

import module java.base;

/**
 * How long the clients take to start: {@code ./run bench client-start [starts]}.
 *
 * <p>The first prompt is waited for on a pseudo terminal, which the program {@code script} makes;
 * one shot is a PING whose reply goes nowhere. Our client and redis-cli take turns, so that what
 * else the machine does meets both. Processor time is the client's own at the first prompt, and
 * with the programs that it started after one shot; it is counted in hundredths of a second.
 */
final class ClientStart {

  private static final int STARTS = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Of one start, in milliseconds. */
  private record Figures(double wall, double cpu) {}

  /** One client, and what its starts took so far. */
  private record Candidate(
      String name, List<String> command, List<Figures> prompts, List<Figures> shots) {
    Candidate(String name, List<String> command) {
      this(name, command, new ArrayList<>(), new ArrayList<>());
    }
  }

  private final int port;

  private ClientStart(int port) {
    this.port = port;
  }

  /** Runs it against the first of these servers; the word, if there is one, is how often. */
  static String compare(String[] words, List<Contender> contenders) throws IOException {
    int starts = words.length == 0 ? STARTS : Integer.parseInt(words[0]);
    Path run = Path.of(System.getProperty("miniredis.root"), "run");
    List<Candidate> all = new ArrayList<>();
    all.add(new Candidate("./run cli", List.of(run.toString(), "cli")));
    if (Programs.find("redis-cli").isPresent()) {
      all.add(new Candidate("redis-cli", List.of("redis-cli")));
    }
    String load = load();
    try (ServerProcess server = contenders.getFirst().start()) {
      ClientStart bench = new ClientStart(server.port());
      // The first start of ours may be a build.
      for (Candidate each : all) bench.shot(each);
      for (int i = 0; i < starts; i++) for (Candidate each : all) bench.measure(each);
    }
    return "Medians of %d starts, in ms; load average at the beginning: %s%n%n%s"
        .formatted(starts, load, table(all));
  }

  /** What else there is to do, as the system counts it. */
  private static String load() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    } catch (IOException e) {
      return "unknown";
    }
  }

  private void measure(Candidate each) throws IOException {
    if (Programs.find("script").isPresent()) each.prompts().add(prompt(each));
    each.shots().add(shot(each));
  }

  /** From the start of the program to the blank behind its prompt. */
  private Figures prompt(Candidate each) throws IOException {
    String line = "stty cols 80 rows 24; exec " + String.join(" ", words(each));
    ProcessBuilder builder = new ProcessBuilder("script", "-qec", line, "/dev/null");
    builder.environment().put("TERM", "xterm-256color");
    builder.environment().put("MINIREDIS_HISTORY", "/dev/null");
    builder.environment().put("REDISCLI_HISTFILE", "/dev/null");
    long start = System.nanoTime();
    Process process = builder.start();
    try {
      readTo(port + "> ", process.getInputStream());
      double wall = (System.nanoTime() - start) / 1e6;
      long cpu = process.descendants().mapToLong(ProcessStat::cpuMicros).sum();
      return new Figures(wall, cpu / 1e3);
    } finally {
      end(process);
    }
  }

  private static void readTo(String end, InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int b = in.read();
      if (b < 0) throw new IOException("no prompt, but:\n" + text);
      text.append((char) b);
    }
  }

  private static void end(Process process) {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    for (ProcessHandle each : all) each.destroyForcibly();
    process.onExit().join();
  }

  private Figures shot(Candidate each) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" > /dev/null; times", "sh"));
    command.addAll(words(each));
    command.add("PING");
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    String times = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    double wall = (System.nanoTime() - start) / 1e6;
    try {
      if (process.waitFor(PATIENCE)) return new Figures(wall, childrenMillis(times));
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
    throw new IOException(each.name() + " does not end");
  }

  private List<String> words(Candidate each) {
    return Stream.concat(each.command().stream(), Stream.of("-p", "" + port)).toList();
  }

  /** The second line that the shell's {@code times} prints: {@code 0m0.070s 0m0.010s}. */
  static double childrenMillis(String times) {
    Matcher matcher = Pattern.compile("(\\d+)m([\\d.]+)s").matcher(times.lines().toList().get(1));
    double millis = 0;
    while (matcher.find()) {
      millis += Integer.parseInt(matcher.group(1)) * 60_000;
      millis += Double.parseDouble(matcher.group(2)) * 1000;
    }
    return millis;
  }

  private static String table(List<Candidate> all) {
    TextTable table = new TextTable("client", "start", "median", "fastest", "slowest", "cpu");
    for (Candidate each : all) row(table, each.name(), "first prompt", each.prompts());
    for (Candidate each : all) row(table, each.name(), "one shot", each.shots());
    return table.plain();
  }

  private static void row(TextTable table, String name, String start, List<Figures> figures) {
    if (figures.isEmpty()) return;
    Median wall = Median.of(figures.stream().map(Figures::wall).toList());
    Median cpu = Median.of(figures.stream().map(Figures::cpu).toList());
    table.row(
        name,
        start,
        Median.figure(wall.middle()),
        Median.figure(wall.lowest()),
        Median.figure(wall.highest()),
        Median.figure(cpu.middle()));
  }
}
