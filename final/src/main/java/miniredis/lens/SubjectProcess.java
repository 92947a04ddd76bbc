package miniredis.lens;

import module java.base;

import miniredis.bytes.Json;
import miniredis.bytes.JsonValue;

/**
 * A server of ours in a process of its own: a kill is a real kill. After it the server can be
 * started again, with the same files, at the same port if nobody has taken that, and with its clock
 * where it was.
 */
final class SubjectProcess implements Subject {

  /** A step is young when it ends: the quick compiler and the small collector do. */
  private static final List<String> FLAGS_OF_A_STEP =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData");

  /** As {@code run} has them. */
  private static final List<String> FLAGS_OF_FINAL =
      List.of("-XX:+UseParallelGC", "-Xmn16m", "-Xms20m", "-XX:+UseCompactObjectHeaders");

  private static final Listener NOBODY =
      new Listener() {
        @Override
        public void event(String json) {}

        @Override
        public void changed() {}
      };

  private final String name;
  private final String title;
  private final Path root;
  private final Path sources;
  private final List<String> options;

  /** Where its files are, if it is for us to say. */
  private final Path data;

  private volatile Listener listener = NOBODY;
  private volatile ProbeProcess process;
  private volatile Clock clock = Clock.REAL;

  /** Where the clock stands, in Unix milliseconds; 0 while it goes. */
  private volatile long stoppedAt;

  /** The process whose end is our doing. */
  private volatile ProbeProcess doomed;

  private volatile boolean closed;

  /** What was there before the last kill; null if there was none since the start. */
  private Verdict.Before before;

  /**
   * @param sources the folder of a step's sources; null for final
   */
  private SubjectProcess(String name, Path sources, Path root, List<String> options)
      throws IOException {
    this.name = name;
    this.title = sources == null ? "final" : name.equals("source") ? sources.toString() : name;
    this.sources = sources;
    this.root = root;
    this.options = List.copyOf(options);
    data = hasFolder(options) ? null : DataFolder.create();
  }

  private static boolean hasFolder(List<String> options) {
    return options.stream().anyMatch(Set.of("--dir", "--data-dir", "-d")::contains);
  }

  /**
   * Starts a server, and returns when it listens.
   *
   * @param name a module's, of which the beginning is enough (step03), or {@code source}
   * @param folder of the sources; null for a module
   * @param root the repository's folder; null if it is not known, and then there is only final
   * @param options of the server
   * @throws IOException if it cannot be started, with the reason in one line
   */
  static SubjectProcess start(String name, Path folder, Path root, List<String> options)
      throws IOException {
    String module = folder == null ? module(name, root) : "source";
    Path sources =
        folder != null
            ? folder.toAbsolutePath()
            : module.equals("final") ? null : root.resolve(module);
    SubjectProcess subject = new SubjectProcess(module, sources, root, options);
    try {
      subject.begin(0);
      return subject;
    } catch (IOException | RuntimeException failed) {
      subject.close();
      throw failed;
    }
  }

  private static String module(String name, Path root) throws IOException {
    if (name.equals("final")) return name;
    if (root == null)
      throw new IOException("where the steps are is not known: start it by ./run lens");
    if (!name.matches("step\\d\\d[\\w-]*")) throw new IOException("there is no server " + name);
    try (DirectoryStream<Path> found = Files.newDirectoryStream(root, name + "*")) {
      for (Path each : found) if (Files.isDirectory(each)) return each.getFileName().toString();
    }
    throw new IOException("there is no server " + name);
  }

  /** Starts a process at this port, or at any that is free for 0. */
  private void begin(int port) throws IOException {
    process =
        new ProbeProcess(
            sources == null ? FLAGS_OF_FINAL : FLAGS_OF_A_STEP,
            words(port),
            root,
            new ProbeProcess.Listener() {
              @Override
              public void told(String json) {
                listener.event(json);
              }

              @Override
              public void ended(ProbeProcess ended) {
                SubjectProcess.this.ended(ended);
              }
            });
  }

  private List<String> words(int port) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--clock", Long.toString(clock.offset()), Long.toString(stoppedAt)));
    if (data != null) words.addAll(List.of("--data", data.toString()));
    if (sources == null) words.add("--final");
    else words.addAll(List.of("--source", sources.toString()));
    words.addAll(List.of("--port", Integer.toString(port)));
    words.addAll(options);
    return words;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public List<String> options() {
    return options;
  }

  @Override
  public int port() {
    return process.port();
  }

  @Override
  public Set<String> can() {
    return new TreeSet<>(process.can());
  }

  @Override
  public boolean running() {
    return process.isAlive();
  }

  @Override
  public Clock clock() {
    return clock;
  }

  /** The number by which the system knows the present process. */
  long pid() {
    return process.pid();
  }

  /** Where its files are; null if its options say where. */
  Path folder() {
    return data;
  }

  @Override
  public void listen(Listener next) {
    listener = next;
    try {
      if (running()) process.ask(question("look"));
    } catch (IOException ends) {
      // Who listens is told of that, too.
    }
  }

  private static Json question(String what) {
    return new Json().beginObject().name("do").text(what);
  }

  @Override
  public synchronized String ask(JsonValue request) {
    try {
      return switch (request.text("do")) {
        case "kill" -> kill("kill");
        case "power" -> kill("power");
        case "restart" -> restart();
        case "clock" -> clock(request);
        case "race", "look" -> forward(request);
        case String other -> Lens.error("The server cannot be asked to " + other + ".");
      };
    } catch (IOException failed) {
      return Lens.error("That did not work: " + failed.getMessage() + ".");
    }
  }

  private String kill(String how) throws IOException {
    if (!running()) return Lens.error("The server is not running.");
    if (!can().contains(how)) return Lens.error("This server keeps nothing on a disk: kill it.");
    ProbeProcess victim = process;
    JsonValue pairs = victim.ask(question("pairs"));
    before = pairs.has("error") ? null : new Verdict.Before(how, Verdict.pairs(pairs));
    JsonValue cut = how.equals("power") ? victim.ask(question("cut")) : JsonValue.NOTHING;
    doomed = victim;
    victim.kill();
    listener.changed();
    return cut.has("error") ? Lens.error(cut.text("error")) : Lens.ok();
  }

  private void ended(ProbeProcess ended) {
    if (ended != process || ended == doomed || closed) return;
    Json note = new Json().beginObject().name("kind").text("note").name("tone").text("bad");
    listener.event(
        note.name("text").text("The server has ended by itself.").endObject().toString());
    listener.changed();
  }

  private String restart() throws IOException {
    if (running()) {
      doomed = process;
      process.close();
      before = null;
    }
    int port = process.port();
    try {
      begin(port);
    } catch (IOException taken) {
      begin(0);
    }
    listener.changed();
    if (before != null) {
      Json question = question("pairs");
      Lens.texts(question.name("of"), before.keys());
      List<Verdict.Pair> after = Verdict.pairs(process.ask(question));
      listener.event(new Verdict(before, after, now()).json());
    }
    before = null;
    return Lens.ok();
  }

  /** By the server's clock. */
  private long now() {
    return stoppedAt != 0 ? stoppedAt : System.currentTimeMillis() + clock.offset();
  }

  private String clock(JsonValue request) throws IOException {
    if (!running()) return Lens.error("The server is not running.");
    JsonValue answer = process.ask(fields(request));
    if (answer.has("error")) return Lens.error(answer.text("error"));
    stoppedAt = answer.number("stoppedAt", 0);
    clock = new Clock(answer.number("ahead", 0), stoppedAt != 0);
    listener.changed();
    return Lens.ok();
  }

  private String forward(JsonValue request) throws IOException {
    if (!running()) return Lens.error("The server is not running.");
    JsonValue answer = process.ask(fields(request));
    return answer.has("error") ? Lens.error(answer.text("error")) : Lens.ok();
  }

  /** Of what a page sends only what the probe knows goes on to it. */
  private static Json fields(JsonValue request) {
    Json question = question(request.text("do"));
    for (String name : List.of("stop", "start")) {
      if (request.truth(name)) question.name(name).truth(true);
    }
    if (request.has("advance")) question.name("advance").number(request.number("advance", -1));
    for (String name : List.of("mode", "step")) {
      if (request.has(name)) question.name(name).text(request.text(name));
    }
    return question;
  }

  @Override
  public synchronized void close() {
    if (closed) return;
    closed = true;
    if (process != null) process.close();
    if (data != null) delete(data);
  }

  private static void delete(Path folder) {
    try {
      DataFolder.delete(folder);
    } catch (IOException left) {
      System.err.println("lens: " + folder + " cannot be deleted: " + left.getMessage());
    }
  }
}
