package miniredis.aof;

import module java.base;

/**
 * Forces the log to the disk on a thread of its own, one force at a time, so that nobody has to
 * wait for the disk.
 *
 * <p>Belongs to the engine's thread; the other thread only forces and closes files, and says
 * through volatile fields how that went.
 */
public final class Fsync implements AutoCloseable {

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().daemon().name("aof-fsync").unstarted(task));

  private volatile boolean busy;
  private volatile IOException fault;

  /** Whether a force is going on. */
  public boolean isBusy() {
    return busy;
  }

  /** Why the last force failed, or null if it worked. */
  IOException fault() {
    return fault;
  }

  /** Forgets the last failure, because a force elsewhere has worked since. */
  void forgive() {
    fault = null;
  }

  /** Forces what was written up to now; none may be going on. */
  void start(LogFile file) {
    busy = true;
    thread.execute(() -> force(file));
  }

  private void force(LogFile file) {
    try {
      file.force();
      fault = null;
    } catch (ClosedChannelException _) {
      // Whoever closed it has forced it before.
    } catch (IOException failed) {
      fault = failed;
    }
    busy = false;
  }

  /** Returns when nothing is going on any more. */
  void await() throws IOException {
    try {
      thread.submit(() -> {}).get();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException e) {
      throw new InterruptedIOException("interrupted while the log is forced to the disk");
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
