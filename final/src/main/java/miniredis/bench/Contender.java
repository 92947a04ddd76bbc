package miniredis.bench;

import module java.base;

/**
 * A server that takes part in a benchmark: a step of the course, final, redis-server, or another
 * one whose command was given.
 *
 * <p>Ours are first started by the {@code run} script, which builds what is out of date. From then
 * on the Java command that it arrived at is started directly, as redis-server is, so that the time
 * to the first PONG compares like with like.
 */
final class Contender {

  static final String REDIS = "redis-server";

  private static final int FINAL = 7;
  private static final int OTHER = 8;

  /** Characters of what a command says that does not start a server. */
  private static final int LONGEST_REASON = 400;

  private static final Set<Workload> STEP_1 = EnumSet.of(Workload.PING);
  private static final Set<Workload> STEP_2 = EnumSet.of(Workload.PING, Workload.SET, Workload.GET);
  private static final Set<Workload> STEP_3 =
      EnumSet.of(Workload.PING, Workload.SET, Workload.GET, Workload.INCR);
  private static final Set<Workload> STEP_6 =
      EnumSet.of(
          Workload.PING,
          Workload.SET,
          Workload.GET,
          Workload.INCR,
          Workload.LPUSH,
          Workload.RPUSH,
          Workload.LPOP,
          Workload.RPOP,
          Workload.LRANGE_100,
          Workload.HSET);

  private final String name;

  /** The step's number; 0 for redis-server, 7 for final, 8 for one that is not of the course. */
  private final int step;

  private final List<String> options;
  private List<String> program;

  private Contender(String name, int step, List<String> program, List<String> options) {
    this.name = name;
    this.step = step;
    this.program = program;
    this.options = options;
  }

  static Contender redis(String appendonly) {
    return new Contender(REDIS, 0, List.of("redis-server"), withoutSnapshots(appendonly));
  }

  /** Any other server. */
  static Contender beside(Beside other) {
    return new Contender(other.name(), OTHER, other.command(), List.of());
  }

  /** A module of ours, by its folder's name. */
  static Contender module(Path root, String module, String appendonly) {
    boolean windows = File.separatorChar == '\\';
    String script = root.resolve(windows ? "run.cmd" : "run").toString();
    int step = module.equals("final") ? FINAL : module.charAt(5) - '0';
    List<String> options =
        switch (step) {
          case 1, 2, 3, 4 -> List.of("--port", "{port}");
          case 5, 6 ->
              Stream.concat(
                      Stream.of("--port", "{port}", "--dir", "{folder}"), log(appendonly).stream())
                  .toList();
          default -> withoutSnapshots(appendonly);
        };
    return new Contender(module, step, List.of(script, module), options);
  }

  /** Options that redis-server and final share. */
  private static List<String> withoutSnapshots(String appendonly) {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--port", "{port}", "--bind", "127.0.0.1", "--save", ""));
    options.addAll(List.of("--dir", "{folder}"));
    options.addAll(log(appendonly));
    return options;
  }

  private static List<String> log(String appendonly) {
    return appendonly.equals("no")
        ? List.of("--appendonly", "no")
        : List.of("--appendonly", "yes", "--appendfsync", appendonly);
  }

  String name() {
    return name;
  }

  /** The same, but it lets so many clients connect; another server lets in as many as it does. */
  Contender allowing(int clients) {
    if (step == OTHER) return this;
    List<String> more = new ArrayList<>(options);
    more.addAll(List.of("--maxclients", Integer.toString(clients)));
    return new Contender(name, step, program, more);
  }

  /** Whether it is one of the course's servers, which follow each other. */
  boolean ours() {
    return step >= 1 && step <= FINAL;
  }

  /** The first two steps serve one client after the other. */
  boolean oneClientAtATime() {
    return step == 1 || step == 2;
  }

  boolean hasKeys() {
    return step != 1;
  }

  boolean can(Workload workload) {
    return switch (step) {
      case 1 -> STEP_1.contains(workload);
      case 2 -> STEP_2.contains(workload);
      case 3, 4, 5 -> STEP_3.contains(workload);
      case 6 -> STEP_6.contains(workload);
      default -> true;
    };
  }

  /**
   * Starts it, in an empty folder.
   *
   * @throws IOException if it does not answer; of another's command, whose words are not ours, in
   *     one line
   */
  ServerProcess start() throws IOException {
    List<String> command = new ArrayList<>(program);
    command.addAll(options);
    if (step == OTHER) return startOther(command);
    ServerProcess server = ServerProcess.start(name, command);
    if (ours()) learnCommand(server.handle().info());
    return server;
  }

  private ServerProcess startOther(List<String> command) throws IOException {
    try {
      return ServerProcess.start(name, command);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      String reason = e.getMessage().strip().replaceAll("\\s*\\R\\s*", " / ");
      if (reason.length() > LONGEST_REASON) reason = reason.substring(0, LONGEST_REASON) + "...";
      throw new IOException("--beside " + name + ": " + reason, e);
    }
  }

  /** What the script was replaced by: everything before the options that we gave it. */
  private void learnCommand(ProcessHandle.Info info) {
    List<String> words = List.of(info.arguments().orElse(new String[0]));
    int own = words.lastIndexOf(options.getFirst());
    if (own <= 0 || info.command().isEmpty() || !info.command().get().contains("java")) return;
    List<String> direct = new ArrayList<>(List.of(info.command().get()));
    direct.addAll(words.subList(0, own));
    program = direct;
  }
}
