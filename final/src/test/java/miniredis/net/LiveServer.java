package miniredis.net;

import course.Redis;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import miniredis.command.CommandTable;
import miniredis.config.Config;
import miniredis.engine.ServerLog;
import miniredis.server.Server;

/**
 * The whole server in this process, with settings of one's own, perhaps commands of one's own, a
 * clock that can be put forward, and a log to look into.
 */
public final class LiveServer implements AutoCloseable {

  private static final String[] QUIET = {
    "port", "0", "bind", "127.0.0.1", "save", "", "appendonly", "no"
  };

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final Server server;

  private LiveServer(Consumer<CommandTable> commands, String... settings) throws IOException {
    String[] all = Stream.of(QUIET, settings).flatMap(Stream::of).toArray(String[]::new);
    ServerLog journal = new ServerLog(new PrintStream(log, true), false, ServerLog.Level.VERBOSE);
    server = new Server(Config.of(all), () -> Instant.now().plus(ahead.get()), journal);
    commands.accept(server.engine().table());
    Thread.ofPlatform().name("server under test").daemon().start(this::run);
  }

  public static LiveServer with(String... settings) {
    return with(_ -> {}, settings);
  }

  /** With more commands than there are. */
  public static LiveServer with(Consumer<CommandTable> commands, String... settings) {
    try {
      return new LiveServer(commands, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run() {
    try {
      server.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Redis client() {
    return Redis.connect("127.0.0.1", port(), "netroom");
  }

  public int port() {
    return server.port();
  }

  /** The port for TLS. */
  public int tlsPort() {
    return server.tlsPort();
  }

  /** A connection that nobody reads unless the test does; little fits in between. */
  public Socket socket() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(64 * 1024);
    socket.connect(new InetSocketAddress("127.0.0.1", port()));
    socket.setSoTimeout(10_000);
    return socket;
  }

  public void advance(Duration time) {
    ahead.updateAndGet(before -> before.plus(time));
  }

  public String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop();
    try {
      server.awaitEnd(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
