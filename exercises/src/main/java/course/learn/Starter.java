package course.learn;

import module java.base;

import course.learn.Engine.Watching;

/** Makes a server that runs of what the learner has: sources, a command line, or a running one. */
final class Starter implements AutoCloseable {

  /** There is no server to test, and why. */
  static final class Stopped extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Outcome outcome;

    Stopped(Outcome outcome) {
      super(outcome.toString(), null, false, false);
      this.outcome = outcome;
    }

    Outcome outcome() {
      return outcome;
    }
  }

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** As the tests start a server: young when it ends, and with not much memory. */
  private static final List<String> JVM =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx256m", "-ea");

  private final Builder builder = new Builder();

  /** Starts it, or finds it. The caller closes it. */
  Subject start(Stage stage, Candidate candidate, Watching watching) throws Stopped, IOException {
    return switch (candidate) {
      case Candidate.Sources _ -> sources(stage, watching);
      case Candidate.Command command -> command(stage, command, watching);
      case Candidate.At at -> at(at);
    };
  }

  private Subject sources(Stage stage, Watching watching) throws Stopped, IOException {
    Typed typed = Typed.in(stage.home());
    if (typed.isEmpty()) throw new Stopped(new Outcome.Nothing(typed.root()));
    watching.goOn("compiling");
    Optional<Builder.Fault> fault = builder.compile(typed);
    if (fault.isPresent()) throw new Stopped(new Outcome.NotCompiled(fault.get()));
    for (Stage.Need need : stage.needs())
      if (!need.isMet(typed.files())) throw new Stopped(new Outcome.Missing(need));
    Path work = Files.createTempDirectory("learn-");
    Path classes = Files.createDirectories(work.resolve("classes"));
    builder.writeTo(classes);
    return launch(stage, java(classes, typed), true, work, watching);
  }

  private static List<String> java(Path classes, Typed typed) {
    List<String> words = new ArrayList<>(List.of(JAVA));
    words.addAll(JVM);
    words.addAll(List.of("-cp", classes.toString(), "miniredis.Main"));
    if (typed.mention("\"--port\"")) words.addAll(List.of("--port", "{port}"));
    if (typed.mention("\"--dir\"")) words.addAll(List.of("--dir", "{dir}"));
    return words;
  }

  private Subject command(Stage stage, Candidate.Command command, Watching watching)
      throws Stopped, IOException {
    boolean windows = File.separatorChar == '\\';
    List<String> words =
        windows
            ? List.of("cmd", "/c", command.line())
            : List.of("sh", "-c", "exec " + command.line());
    return launch(stage, words, false, Files.createTempDirectory("learn-"), watching);
  }

  private static Subject launch(
      Stage stage, List<String> command, boolean own, Path work, Watching watching)
      throws Stopped, IOException {
    int port = stage.port() > 0 ? stage.port() : OwnServer.freePort();
    OwnServer server = null;
    try {
      if (stage.port() > 0 && OwnServer.listens(port)) throw new Stopped(taken(port));
      Path dir = Files.createDirectories(work.resolve("data"));
      Path folder = own ? dir : Path.of("").toAbsolutePath();
      watching.goOn("starting the server");
      server = OwnServer.start(filled(command, port, dir), folder, port);
      if (!server.isAlive() || !OwnServer.listens(port))
        throw new Stopped(notStarted(server, port));
      Identity who = own ? Identity.own(server.pid()) : Identity.at("127.0.0.1", port);
      String again = shell(command, own);
      return new Subject("127.0.0.1:" + port, again, who, Optional.of(server), Optional.of(work));
    } catch (Stopped | IOException e) {
      if (server != null) server.close();
      Workspace.delete(work);
      throw e;
    }
  }

  private static Outcome taken(int port) {
    String owner = Identity.at("127.0.0.1", port).name();
    return new Outcome.NotStarted(
        "Port %d, where the server of this stage listens, is taken by %s. Stop that one first."
            .formatted(port, owner),
        List.of());
  }

  private static Outcome notStarted(OwnServer server, int port) {
    String why =
        server.isAlive()
            ? "It runs, and nobody listens at port %d after ten seconds.".formatted(port)
            : "It ended by itself, with exit code %d, before anybody could connect to port %d."
                .formatted(server.exitCode(), port);
    return new Outcome.NotStarted(why, server.lastWords());
  }

  private static List<String> filled(List<String> command, int port, Path dir) {
    return command.stream()
        .map(word -> word.replace("{port}", "" + port).replace("{dir}", dir.toString()))
        .toList();
  }

  /** For a shell: the words of ours have blanks only if a folder's name has. */
  private static String shell(List<String> command, boolean own) {
    if (!own) return command.getLast().replaceFirst("^exec ", "");
    return command.stream()
        .map(word -> word.contains(" ") ? '"' + word + '"' : word)
        .collect(Collectors.joining(" "));
  }

  private static Subject at(Candidate.At at) throws Stopped {
    try (Socket socket = new Socket(at.host(), at.port())) {
      socket.setTcpNoDelay(true);
    } catch (IOException nobody) {
      throw new Stopped(new Outcome.NotStarted("Nobody listens at " + at + ".", List.of()));
    }
    Identity who = Identity.at(at.host(), at.port());
    return new Subject(at.toString(), "", who, Optional.empty(), Optional.empty());
  }

  @Override
  public void close() throws IOException {
    builder.close();
  }
}
