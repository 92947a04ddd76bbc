package miniredis.embedded;

import module java.base;

import miniredis.aof.LogFile;
import miniredis.config.Config;
import miniredis.engine.ServerLog;
import miniredis.server.LogSettings;
import miniredis.server.Server;

/**
 * A server and the thread that it runs on, with answers to questions from other threads. Safe on
 * any thread.
 */
final class Host {

  private static final Duration A_MOMENT = Duration.ofMillis(1);

  private final PrintStream out;
  private final ServerLog log;
  private final Server server;
  private final Thread thread;

  /** Completed when the server has ended, with the reason if that was a failure. */
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  /**
   * Makes a server and binds its port; nothing runs yet.
   *
   * @throws IOException if the port is in use, or a file cannot be opened
   * @throws miniredis.config.ConfigException for a setting that cannot be heeded
   */
  Host(Config config, InstantSource clock, LogFile.Opener disk) throws IOException {
    out = LogSettings.open(config, System.err);
    log = LogSettings.follow(config, out);
    try {
      server = new Server(config, clock, log, disk);
    } catch (IOException | RuntimeException failed) {
      closeLog();
      throw failed;
    }
    thread = Thread.ofPlatform().daemon().name("mini-redis-" + server.port()).unstarted(this::run);
    if (server.unheeded().isEmpty()) return;
    log.warning("Settings without effect here: " + String.join(", ", server.unheeded()));
  }

  Server server() {
    return server;
  }

  /**
   * Starts to serve, and returns when what an earlier run has left is loaded.
   *
   * @throws IOException if that cannot be
   */
  void start() throws IOException {
    thread.start();
    try {
      while (ask(server::isLoading)) LockSupport.parkNanos(A_MOMENT.toNanos());
    } catch (IllegalStateException ended) {
      throw new IOException(ended.getMessage(), ended.getCause());
    }
  }

  private void run() {
    try {
      server.run();
      end.complete(null);
    } catch (IOException | RuntimeException | Error failed) {
      Throwable reason = failed instanceof UncheckedIOException ? failed.getCause() : failed;
      log.warning("The server has ended: " + ServerLog.describe(reason));
      end.completeExceptionally(reason);
    }
  }

  boolean isRunning() {
    return thread.isAlive() && !end.isDone();
  }

  /**
   * What a question gives, asked on the server's thread between two turns.
   *
   * @throws IllegalStateException if the server has ended, or if it is asked on that thread itself
   */
  <T> T ask(Supplier<T> question) {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("the server's own thread cannot wait for itself");
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    if (isRunning()) server.execute(() -> answer(answer, question));
    try {
      CompletableFuture.anyOf(answer, end).join();
    } catch (CompletionException failed) {
      if (!answer.isDone()) throw ended(failed.getCause());
    }
    if (!answer.isDone()) throw ended(null);
    return answer.join();
  }

  private static <T> void answer(CompletableFuture<T> answer, Supplier<T> question) {
    try {
      answer.complete(question.get());
    } catch (RuntimeException | Error failed) {
      answer.completeExceptionally(failed);
    }
  }

  private static IllegalStateException ended(Throwable reason) {
    String why = reason == null ? "" : ": " + reason.getMessage();
    return new IllegalStateException("the server has ended" + why, reason);
  }

  /** Stops the server as SIGTERM would, and returns when its thread has ended. */
  void close() {
    server.stop();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    closeLog();
    if (interrupted) Thread.currentThread().interrupt();
  }

  private void closeLog() {
    if (out != System.err) out.close();
  }
}
