package miniredis.interop;

import module java.base;

import miniredis.bytes.Bytes;

/**
 * A server in a process of its own, on a free port, in an empty folder, keeping nothing: ours, or
 * real Redis. {@code -Dinterop.server=redis-server} puts real Redis in the place of ours, which
 * tests the tests: against itself Redis must show no difference.
 */
public final class RunningServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

  private final Process process;
  private final Path folder;
  private final int port;

  private RunningServer(List<String> command, Path folder, IntSupplier port) throws IOException {
    this.folder = folder;
    process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    this.port = port == null ? await("to say its port", this::saidPort) : port.getAsInt();
    await("to answer PING", this::answersPing);
  }

  /** Our server, as {@code ./run final} starts it, with further options. */
  public static RunningServer ours(String... options) {
    return oursOn(0, options);
  }

  /** Our server with Lua beside it. */
  public static RunningServer oursWithLua(String... options) {
    if (System.getProperty("interop.server", "").equals("redis-server")) return ours(options);
    return oursFrom(classes() + File.pathSeparator + lua(), List.of(), 0, options);
  }

  /** The same on a given port; 0 for any. */
  public static RunningServer oursOn(int port, String... options) {
    if (System.getProperty("interop.server", "").equals("redis-server")) {
      return start(redisServer(), port == 0 ? freePort() : port, options);
    }
    return oursWith(List.of(), port, options);
  }

  /** Our server with further flags for Java. */
  static RunningServer oursWith(List<String> flags, int port, String... options) {
    return oursFrom(classes(), flags, port, options);
  }

  private static RunningServer oursFrom(
      String classPath, List<String> flags, int port, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Xmx1g"));
    // A test's server is young when it ends, and there are many.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, "miniredis.server.ServerMain"));
    return start(command, port, options);
  }

  /** Real Redis. Skips the test where there is none. */
  public static RunningServer redis(String... options) {
    return start(redisServer(), freePort(), options);
  }

  private static List<String> redisServer() {
    return List.of(Programs.need("redis-server").toString());
  }

  private static RunningServer start(List<String> program, int port, String... options) {
    try {
      Path folder = Files.createTempDirectory("server");
      List<String> command = new ArrayList<>(program);
      Collections.addAll(command, "--port", "" + port, "--bind", "127.0.0.1");
      Collections.addAll(command, "--save", "", "--appendonly", "no", "--dir", folder.toString());
      Collections.addAll(command, options);
      return new RunningServer(command, folder, port == 0 ? null : () -> port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return port;
  }

  /** SIGKILL; returns when the process is gone. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  public long pid() {
    return process.pid();
  }

  public Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  /** What the server has printed so far. */
  public String log() {
    try {
      return Files.readString(folder.resolve("log.txt"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T await(String what, Supplier<Optional<T>> look) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      Optional<T> found = look.get();
      if (found.isPresent()) return found.get();
      LockSupport.parkNanos(5_000_000);
    }
    String log = log();
    close();
    throw new AssertionError("Waited in vain for the server " + what + ". Its output:\n" + log);
  }

  private Optional<Integer> saidPort() {
    Matcher matcher = ADDRESS.matcher(log());
    return matcher.find() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
  }

  private Optional<Boolean> answersPing() {
    try (Socket socket = connect()) {
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() == '+' ? Optional.of(true) : Optional.empty();
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }

  private static String classes() {
    try {
      return Path.of(Bytes.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The libraries of this JVM's class path that Lua needs. */
  private static String lua() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(each -> each.contains("luajava") || each.contains("jnigen"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
