package miniredis.lens;

import module java.base;

import miniredis.bytes.JsonValue;

/**
 * Starts the live lens: {@code ./run lens step05-persistence}, {@code ./run lens final --record
 * FILE}, {@code ./run lens --play FILE}. Ends on Ctrl-C, and the server that it has started with
 * it.
 */
public final class LensMain {

  /** How a server to look at is started. */
  interface Starter {

    /**
     * Starts one, in a folder of its own, without any keys.
     *
     * @param name a module's, or {@code source}
     * @param folder of the sources; null for a module
     * @throws IOException if it cannot be started, with the reason in one line
     */
    Subject start(String name, Path folder, List<String> options) throws IOException;
  }

  private final Starter starter;
  private final Path root;
  private final PrintStream out;

  /** What is to be closed at the end, the last opened first. */
  private final Deque<Closeable> open = new ConcurrentLinkedDeque<>();

  /**
   * @param root the repository's folder; null if it is not known
   */
  LensMain(Starter starter, Path root, PrintStream out) {
    this.starter = starter;
    this.root = root;
    this.out = out;
  }

  /** Exits with 0, or with 1 if something cannot be started or a recording differs. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    String root = System.getProperty("miniredis.root");
    Path folder = root == null ? null : Path.of(root);
    Starter starter =
        (name, sources, options) -> SubjectProcess.start(name, sources, folder, options);
    LensMain main = new LensMain(starter, folder, System.out);
    Runtime.getRuntime().addShutdownHook(new Thread(main::stop));
    int code = 1;
    try {
      code = main.run(LensOptions.parse(args));
    } catch (IllegalArgumentException | IOException wrong) {
      System.err.println("lens: " + wrong.getMessage());
    }
    if (code >= 0) System.exit(code);
  }

  /** For Ctrl-C: a clean end is a 0, and Java's would be another. */
  private void stop() {
    if (open.isEmpty()) return;
    close();
    Runtime.getRuntime().halt(0);
  }

  void close() {
    for (Closeable each; (each = open.pollFirst()) != null; ) {
      try {
        each.close();
      } catch (IOException e) {
        System.err.println("lens: " + e.getMessage());
      }
    }
  }

  private <T extends Closeable> T opened(T it) {
    open.addFirst(it);
    return it;
  }

  /**
   * Does what is asked for.
   *
   * @return an exit code; -1 if it goes on until it is ended
   */
  int run(LensOptions options) throws IOException {
    if (options.wantsHelp()) out.print(options.help());
    else if (!options.toCheck().isEmpty()) return check(options.toCheck());
    else if (options.play().isPresent()) return play(options.play().get(), options.page());
    else if (options.scene().isPresent()) return scene(options, options.scene().get());
    else return show(options);
    return 0;
  }

  // A live server

  /** The page is there before the server: both take their time to start. */
  private int show(LensOptions options) throws IOException {
    PageServer page = opened(new PageServer(options.page(), root));
    Hub hub = new Hub();
    LiveContent content = new LiveContent(hub);
    page.start(content);
    out.println("page     http://127.0.0.1:" + page.port() + "/");
    Lens lens = lens(hub, options);
    content.shows(lens);
    String port = Integer.toString(lens.port());
    out.println("clients  redis-cli -p " + port + "    (or: nc 127.0.0.1 " + port + ")");
    if (!options.isProxy()) {
      out.println("direct   port " + lens.subject().port() + ": what goes there is not shown");
    }
    return -1;
  }

  private Lens lens(Hub hub, LensOptions options) throws IOException {
    if (options.record().isPresent()) opened(new Recorder(hub, options.record().get()));
    Subject subject = opened(subject(options));
    Lens lens = opened(new Lens(hub, subject, options.port()));
    lens.start(new Scenes(lens));
    return lens;
  }

  private Subject subject(LensOptions options) throws IOException {
    if (!options.isProxy()) {
      return starter.start(options.name(), options.folder(), options.ofServer());
    }
    InetSocketAddress target = options.target();
    return NoSubject.proxyTo(target.getHostString(), target.getPort());
  }

  private int scene(LensOptions options, String scene) throws IOException {
    try {
      lens(new Hub(), options).programme().play(scene);
      return 0;
    } finally {
      close();
    }
  }

  // Recordings

  private int play(Path file, int port) throws IOException {
    Recording recording = Recording.read(file);
    Hub hub = new Hub();
    hub.tell(recording.helloOfPlayer(file));
    String lines = String.join("\n", recording.lines()) + "\n";
    PageServer page = opened(new PageServer(port, root));
    page.start(
        new PageServer.Content() {
          @Override
          public Subscription subscribe(long after, int most) {
            return hub.subscribe(after, most);
          }

          @Override
          public String act(JsonValue request) {
            return Lens.error("This is a recording: what has happened cannot be changed.");
          }

          @Override
          public String recording() {
            return lines;
          }
        });
    out.println("page     http://127.0.0.1:" + page.port() + "/");
    return -1;
  }

  private int check(List<Path> files) throws IOException {
    int code = 0;
    for (Path file : files) {
      Recording recording = Recording.read(file);
      try (Subject subject = startAgain(recording.hello())) {
        long bytes = Check.compare(recording, subject);
        out.println(file + ": the same, " + bytes + " bytes of replies");
      } catch (Check.Difference other) {
        out.println(file + ": " + other.getMessage());
        code = 1;
      } catch (IOException cannot) {
        throw new IOException(file + " cannot be checked: " + cannot.getMessage(), cannot);
      }
    }
    return code;
  }

  private Subject startAgain(JsonValue hello) throws IOException {
    String name = hello.text("subject");
    if (!name.equals("final") && !name.startsWith("step")) {
      throw new IOException("what was recorded is no server of ours: " + name);
    }
    List<String> options = new ArrayList<>();
    for (JsonValue each : hello.items("options")) {
      if (each instanceof JsonValue.Text(var text)) options.add(text);
    }
    return starter.start(name, null, options);
  }
}
