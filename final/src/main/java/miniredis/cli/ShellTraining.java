package miniredis.cli;

import module java.base;

import miniredis.bytes.Bytes;
import org.jline.utils.ScreenTerminal;

/**
 * A short life of the client for Java to watch: single commands, lines from a pipe, and the shell
 * on a terminal that is no more than memory, against a server that answers but a few things. The
 * script {@code run} has this recorded into a cache of loaded and linked classes, with which the
 * client starts in half the time.
 */
final class ShellTraining {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final String KEYS =
      "HGETALL ke\t\rset k v ex 10\rGET k | cat\rpeek k\r:explain\rLRANGE k 0 -1\r\4";

  private static final Map<String, String> ENVIRONMENT =
      Map.of("MINIREDIS_HISTORY", "history.txt", "TERM", "xterm-256color");

  private ShellTraining() {}

  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT);
    Thread.ofPlatform().daemon().start(ShellTraining::giveUpAtTheLimit);
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> accept(listener));
      String port = Integer.toString(listener.getLocalPort());
      commands(port);
      shell(port);
      shellOnTerminal(port);
    }
    System.exit(0);
  }

  private static void commands(String port) throws IOException {
    for (String format : List.of("--no-raw", "--raw", "--csv", "--json")) {
      client("", "-p", port, format, "GET", "key");
      client("GET key\nHGETALL key\nquit\n", "-p", port, "-3", format);
    }
    Streams.ofProcess();
  }

  private static void client(String input, String... args) throws IOException {
    InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    OutputStream nowhere = new ByteArrayOutputStream();
    CliMain.run(Arguments.bytes(args), Map.of(), new Streams(in, nowhere, nowhere, false, false));
  }

  private static void shell(String port) throws IOException {
    var virtual = ScreenTerminal.withTerminal("training", "xterm-256color", 80, 24);
    Shell shell = new Shell(options(port), ENVIRONMENT, virtual.terminal(), false);
    Thread.ofPlatform().start(() -> type(virtual, KEYS));
    shell.run();
  }

  /** The way to a real terminal, where one can be made. */
  private static void shellOnTerminal(String port) throws IOException {
    try (TrainingTerminal terminal = new TrainingTerminal()) {
      Shell shell = new Shell(options(port), ENVIRONMENT);
      Thread.ofPlatform().start(() -> List.of("PING", "quit").forEach(terminal::enter));
      shell.run();
    } catch (IOException e) {
      e.printStackTrace();
    }
  }

  private static CliOptions options(String port) throws IOException {
    OutputStream nowhere = OutputStream.nullOutputStream();
    Streams streams = new Streams(InputStream.nullInputStream(), nowhere, nowhere, true, true);
    return OptionParser.parse(words("-p", port), ENVIRONMENT, streams);
  }

  private static void type(ScreenTerminal.VirtualTerminal virtual, String keys) {
    try {
      for (int key : keys.chars().toArray()) {
        virtual.terminal().processInputByte(key);
        // As fast as no one types, but a shell that is asked a question must have come to it.
        LockSupport.parkNanos(key == '\r' ? 150_000_000 : 1_000_000);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Bytes> words(String... words) {
    return Stream.of(words).map(Bytes::of).toList();
  }

  private static void accept(ServerSocket listener) {
    try {
      while (true) {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed: the training is over.
    }
  }

  /** A reply a request: requests come one by one here. */
  private static void serve(Socket socket) {
    byte[] request = new byte[8192];
    try (socket) {
      for (int count; (count = socket.getInputStream().read(request)) > 0; ) {
        String text = new String(request, 0, count, StandardCharsets.ISO_8859_1);
        int requests = text.split("\\*\\d", -1).length - 1;
        byte[] reply = answer(text).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < requests; i++) socket.getOutputStream().write(reply);
      }
    } catch (IOException e) {
      // The client is gone.
    }
  }

  private static String answer(String request) {
    if (request.contains("DOCS")) return "-ERR unknown command\r\n";
    if (request.contains("SCAN")) return "*2\r\n$1\r\n0\r\n*1\r\n$3\r\nkey\r\n";
    if (request.contains("HGETALL")) return "*4\r\n$1\r\na\r\n$1\r\n1\r\n$1\r\nb\r\n$1\r\n2\r\n";
    if (request.contains("LRANGE")) return "*2\r\n$1\r\na\r\n:1\r\n";
    return request.contains("HELLO") ? "%1\r\n+proto\r\n:3\r\n" : "+string\r\n";
  }

  private static void giveUpAtTheLimit() {
    LockSupport.parkNanos(LIMIT.toNanos());
    Runtime.getRuntime().halt(1);
  }
}
