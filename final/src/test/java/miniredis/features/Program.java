package miniredis.features;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import course.Redis;

/** One of our programs in a process of its own, in a folder, with an environment. */
final class Program implements AutoCloseable {

  private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final Path log;
  private final List<Redis> clients = new ArrayList<>();

  private Program(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** A server with exactly these options. */
  static Program server(Path folder, Map<String, String> environment, String... options)
      throws IOException {
    return start("miniredis.server.ServerMain", folder, environment, options);
  }

  /** A server on a free port of this machine, with these options beside. */
  static Program server(Path folder, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("--port", "0", "--bind", "127.0.0.1"));
    Collections.addAll(all, options);
    return server(folder, Map.of(), all.toArray(String[]::new));
  }

  static Program start(String main, Path folder, Map<String, String> environment, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classes(), main));
    Collections.addAll(command, options);
    Path log = Files.createTempFile("program", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Program(process, log);
  }

  /** The server's own classes and libraries, without those of the tests. */
  private static String classes() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> path.endsWith("classes") && !path.endsWith("test-classes") || isJline(path))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isJline(String path) {
    return path.contains("jline");
  }

  int port() {
    Redis.eventually("the server says its port", () -> ADDRESS.matcher(said()).find());
    Matcher address = ADDRESS.matcher(said());
    assertThat(address.find()).isTrue();
    return Integer.parseInt(address.group(1));
  }

  Redis connect() {
    int port = port();
    Redis.eventually("it answers", () -> answers(port));
    Redis client = Redis.connect("127.0.0.1", port, "testkey");
    clients.add(client);
    return client;
  }

  /** A server that loads says so to whoever asks. */
  private static boolean answers(int port) {
    try (Redis client = Redis.connect("127.0.0.1", port, "testkey")) {
      return client.ask("PING").equals("+PONG");
    }
  }

  /** Types into the program, and ends its input. */
  void type(String text) throws IOException {
    try (OutputStream in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** What it has printed. */
  String said() throws UncheckedIOException {
    try {
      return Files.readString(log, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int exitCode() {
    return process.onExit().join().exitValue();
  }

  /** SIGTERM. */
  int stop() {
    process.destroy();
    return exitCode();
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    exitCode();
  }

  @Override
  public void close() throws IOException {
    clients.forEach(Redis::close);
    kill();
    Files.deleteIfExists(log);
  }
}
