package miniredis.cli;

import module java.base;

import miniredis.client.Client;
import miniredis.resp.ProtocolException;

/**
 * The manual of the server that we talk to, fetched in the background over a connection of its own,
 * so that the prompt is there at once. Asked for again after each log-in: a user may be let to ask
 * that who was there before was not.
 */
final class Library {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** A moment later: the prompt is to have the processor first. */
  private static final Executor AFTER_THE_PROMPT =
      CompletableFuture.delayedExecutor(
          50, TimeUnit.MILLISECONDS, task -> Thread.ofVirtual().start(task));

  private final Link link;
  private final Runnable arrival;
  private volatile Manual manual = Manual.EMPTY;
  private CompletableFuture<Manual> coming = CompletableFuture.completedFuture(Manual.EMPTY);
  private int askedIn = -1;

  /**
   * @param arrival is run when the manual has come, on another thread
   */
  Library(Link link, Runnable arrival) {
    this.link = link;
    this.arrival = arrival;
  }

  /** Begins to fetch it, if there is reason to. Called at each prompt. */
  void refresh() {
    if (!link.connected() || askedIn == link.logins()) return;
    askedIn = link.logins();
    coming = CompletableFuture.supplyAsync(this::fetch, AFTER_THE_PROMPT);
    coming.thenRun(arrival);
  }

  private Manual fetch() {
    Client server = link.another(PATIENCE);
    if (server == null) return manual;
    try (server) {
      return manual = Manual.ask(server::call);
    } catch (IOException | ProtocolException e) {
      return manual = manual.all().isEmpty() ? Manual.bundled() : manual;
    }
  }

  /** What is known by now, perhaps nothing yet. */
  Manual now() {
    return manual;
  }

  /** The manual, waited for; without a server Redis 7.0's. */
  Manual complete() {
    refresh();
    Manual found =
        coming.completeOnTimeout(manual, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    return found.all().isEmpty() ? Manual.bundled() : found;
  }
}
