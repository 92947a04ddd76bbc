package miniredis.lens;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;
import module java.net.http;

import miniredis.bytes.JsonValue;

/** A Chromium without a window, for tests; it is driven by its own DevTools protocol. */
final class Browser implements AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("ws://127\\.0\\.0\\.1:(\\d+)/\\S*");

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
  private final int port;

  private Browser(Path program) throws IOException {
    folder = Files.createTempDirectory("browser");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(FLAGS);
    command.addAll(List.of("--user-data-dir=" + folder, "about:blank"));
    process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    port = port();
  }

  /** Skips the test where there is no Chromium; fails it in CI. */
  static Browser start() throws IOException {
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
  private int port() throws IOException {
    BufferedReader lines = process.errorReader();
    for (String line; (line = lines.readLine()) != null; ) {
      Matcher address = ADDRESS.matcher(line);
      if (!address.find()) continue;
      Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
      return Integer.parseInt(address.group(1));
    }
    throw new IOException("Chromium does not start");
  }

  /** Opens an address in a page of its own, of the size of a projector's picture. */
  BrowserPage open(String address) throws Exception {
    HttpRequest create =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    String made = http.send(create, HttpResponse.BodyHandlers.ofString()).body();
    URI socket = URI.create(JsonValue.read(made).text("webSocketDebuggerUrl"));
    BrowserPage page = new BrowserPage(http, socket);
    page.go(address);
    return page;
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> children = process.descendants().toList();
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
