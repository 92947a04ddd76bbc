package miniredis.persistence;

import module java.base;

import miniredis.aof.DiskLogFile;
import miniredis.aof.LogFile;
import miniredis.bytes.Bytes;
import miniredis.client.Client;
import miniredis.config.Config;
import miniredis.engine.ServerLog;
import miniredis.resp.Reply;
import miniredis.server.Server;

/** A whole server in this process that keeps a log, from its start to its end. */
final class LiveLog implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  final Server server;
  final Client client;
  final CompletableFuture<Void> end;

  LiveLog(Path folder, String... settings) throws IOException {
    this(folder, DiskLogFile::open, settings);
  }

  LiveLog(Path folder, LogFile.Opener opener, String... settings) throws IOException {
    String[] all = {
      "port", "0", "bind", "127.0.0.1", "dir", folder.toString(), "save", "", "appendonly", "yes"
    };
    String[] both = Stream.of(all, settings).flatMap(Stream::of).toArray(String[]::new);
    ServerLog journal = new ServerLog(new PrintStream(log, true), false, ServerLog.Level.NOTICE);
    Config config = Config.of(both);
    server = new Server(config, () -> Instant.now().plus(ahead.get()), journal, opener);
    end = CompletableFuture.runAsync(this::run, task -> Thread.ofPlatform().start(task));
    client = connectUnlessEnded();
  }

  /** Null if the server has ended before it could be asked anything. */
  private Client connectUnlessEnded() throws IOException {
    try {
      return connect();
    } catch (IOException refused) {
      if (reason() != null) return null;
      throw refused;
    }
  }

  private void run() {
    try {
      server.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Client connect() throws IOException {
    return Client.connect("127.0.0.1", server.port());
  }

  void advance(Duration time) {
    ahead.updateAndGet(before -> before.plus(time));
  }

  /** Asks with words between single spaces. */
  String ask(String request) throws IOException {
    return shown(client.call(request.split(" ")));
  }

  static String shown(Reply reply) {
    return switch (reply) {
      case Reply.Bulk(Bytes text) -> text.text();
      case Reply.Error(Bytes text) -> text.text();
      case Reply.Text(Bytes text) -> text.text();
      case Reply.Verbatim(String format, Bytes text) -> text.text();
      case Reply other -> other.toString();
    };
  }

  String info(String field) throws IOException {
    Matcher found =
        Pattern.compile("^" + field + ":(.*?)\r?$", Pattern.MULTILINE)
            .matcher(ask("INFO persistence"));
    return found.find() ? found.group(1) : null;
  }

  /** Waits, asking again and again, until a field of INFO has this value. */
  void await(String field, String value) throws IOException {
    await(field + ":" + value, () -> value.equals(info(field)));
  }

  interface Condition {
    boolean holds() throws IOException;
  }

  void await(String what, Condition condition) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain for " + what + "; the log:\n" + log());
      }
      Thread.onSpinWait();
    }
  }

  /** Why the server has ended. */
  String reason() {
    return end.handle((done, failed) -> failed == null ? null : failed.getCause().getMessage())
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.stop();
    end.handle((done, failed) -> done).join();
    if (client != null) client.close();
  }
}
