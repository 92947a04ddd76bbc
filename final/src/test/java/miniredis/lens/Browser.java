package miniredis.lens;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;
import module java.net.http;

import miniredis.bytes.Json;

/** A Chromium without a window, for tests; it is driven by its own DevTools protocol. */
final class Browser implements AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("ws://127\\.0\\.0\\.1:\\d+/\\S*");

  /** It must ask nobody in the world for anything. */
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--hide-scrollbars",
          "--force-color-profile=srgb",
          "--remote-debugging-port=0");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path folder;
  private final Process process;
  private final URI socket;
  private final DevTools devTools;

  private Browser(Path program) throws Exception {
    folder = Files.createTempDirectory("browser");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(FLAGS);
    command.addAll(List.of("--user-data-dir=" + folder, "about:blank"));
    process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    socket = socket();
    devTools = new DevTools(http, socket);
  }

  /** Skips the test where there is no Chromium; fails it in CI. */
  static Browser start() throws Exception {
    Optional<Path> program =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .flatMap(
                place -> Stream.of("chromium", "chromium-browser").map(Path.of(place)::resolve))
            .filter(Files::isExecutable)
            .findFirst();
    if (program.isEmpty() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("chromium is not installed, and in CI it must be");
    }
    assumeTrue(program.isPresent(), "chromium is not installed, and this test needs it");
    return new Browser(program.get());
  }

  /** Says where it listens among much else; a thread goes on reading, so that it can go on. */
  private URI socket() throws IOException {
    BufferedReader lines = process.errorReader();
    for (String line; (line = lines.readLine()) != null; ) {
      Matcher address = ADDRESS.matcher(line);
      if (!address.find()) continue;
      Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
      return URI.create(address.group());
    }
    throw new IOException("Chromium does not start");
  }

  /**
   * Opens an address in a page of its own, of the size of a projector's picture. Each is a browser
   * of its own too, as ten pupils have: those of one share six connections.
   */
  BrowserPage open(String address) throws Exception {
    String context = devTools.call("Target.createBrowserContext").text("browserContextId");
    Json blank = new Json().beginObject().name("url").text("about:blank");
    blank.name("browserContextId").text(context).endObject();
    String target = devTools.call("Target.createTarget", blank).text("targetId");
    URI page = URI.create("ws://127.0.0.1:" + socket.getPort() + "/devtools/page/" + target);
    BrowserPage opened = new BrowserPage(new DevTools(http, page));
    opened.go(address);
    return opened;
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> children = process.descendants().toList();
    devTools.close();
    process.destroy();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(_ -> process).join();
    children.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    http.close();
    deleteFolder();
  }

  private void deleteFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(each);
    } catch (UncheckedIOException | DirectoryNotEmptyException | NoSuchFileException stillWriting) {
      // It is in the folder for temporary files.
    }
  }
}
