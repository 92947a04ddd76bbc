package miniredis.probe;

import module java.base;

import miniredis.aof.DiskLogFile;
import miniredis.aof.LogFile;
import miniredis.config.CommandLine;
import miniredis.config.Config;
import miniredis.config.ConfigException;
import miniredis.config.ConfigSources;
import miniredis.engine.ServerLog;
import miniredis.server.LogSettings;
import miniredis.server.Server;

/**
 * The complete server, with a clock and a way to open files of our own. It is looked at by tasks on
 * its engine's thread, between the turns of clients.
 */
final class FinalServer implements WatchedServer {

  /** A look that takes longer is given up: the engine is busy, or its disk has no power. */
  private static final long PATIENCE = 2_000;

  private final StoppableClock clock;
  private final Disk disk = new Disk();
  private final Server server;
  private final FinalViews views;

  /**
   * Starts it; what an earlier run has left is loaded when this returns.
   *
   * @param options as on its command line
   * @param whenEnded told when it has ended by itself, as after SHUTDOWN; whether all is safe
   * @throws ProbeException if it does not start, with the reason
   */
  FinalServer(List<String> options, StoppableClock clock, Consumer<Boolean> whenEnded)
      throws ProbeException {
    this.clock = clock;
    try {
      CommandLine defaults =
          CommandLine.parse("--port", "0", "--bind", "127.0.0.1", "--loglevel", "warning");
      CommandLine given = CommandLine.parse(options.toArray(String[]::new));
      Config config = ConfigSources.embedded(given, defaults);
      Files.createDirectories(config.directory("dir").get());
      ServerLog journal = LogSettings.follow(config, LogSettings.open(config, System.err));
      server = new Server(config, clock, journal, this::open);
      views = new FinalViews(server, config, disk);
    } catch (ConfigException | IOException refused) {
      throw new ProbeException(Reflected.words(refused));
    }
    Thread.ofPlatform().daemon().name("engine").start(() -> run(whenEnded));
    while (Boolean.TRUE.equals(ask(server::isLoading))) LockSupport.parkNanos(1_000_000);
  }

  private void run(Consumer<Boolean> whenEnded) {
    try {
      server.run();
    } catch (IOException | UncheckedIOException failed) {
      System.err.println("mini Redis: " + Reflected.words(failed));
    }
    whenEnded.accept(server.endedSafely());
  }

  /** What is in the file already is on the disk for certain when it is gone on with. */
  private LogFile open(Path path) throws IOException {
    LogFile file = DiskLogFile.open(path);
    file.force();
    return new WatchedLogFile(file, disk, disk.add(new LogTail(path, path, file::truncate)));
  }

  /**
   * What a question gives, asked on the engine's thread; null if it does not come to it in time.
   */
  private <T> T ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    server.execute(() -> answer(answer, question));
    try {
      return answer.get(PATIENCE, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException busy) {
      answer.cancel(false);
      return null;
    } catch (ExecutionException fault) {
      throw new IllegalStateException(fault.getCause());
    }
  }

  private static <T> void answer(CompletableFuture<T> answer, Supplier<T> question) {
    if (answer.isDone()) return;
    try {
      answer.complete(question.get());
    } catch (RuntimeException | Error fault) {
      answer.completeExceptionally(fault);
    }
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public String title() {
    return "final";
  }

  @Override
  public StoppableClock clock() {
    return clock;
  }

  @Override
  public boolean takesClock() {
    return true;
  }

  @Override
  public void clockMoved() {
    ask(
        () -> {
          server.catchUp();
          return true;
        });
  }

  @Override
  public SequencedMap<String, Pane> look() {
    SequencedMap<String, Pane> panes = ask(views::look);
    return panes == null ? new LinkedHashMap<>() : panes;
  }

  @Override
  public List<Pair> pairs(Set<String> wanted) {
    return ask(() -> views.pairs(wanted));
  }

  /** One thread runs all commands: there is no race to be played. */
  @Override
  public Race race() {
    return null;
  }

  @Override
  public Disk disk() {
    return disk.last() == null ? null : disk;
  }

  @Override
  public void close() {
    server.stop();
    try {
      server.awaitEnd(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
