package course;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** A moment after which waiting has no more point. */
final class Deadline {

  /** Long enough for a busy machine; a right answer comes long before. */
  static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("course.patience", 10));

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);

  private final long end;

  Deadline(Duration fromNow) {
    end = System.nanoTime() + fromNow.toNanos();
  }

  Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  boolean isOver() {
    return end - System.nanoTime() <= 0;
  }

  /** Looks again and again until it is true. Returns false where the time is up first. */
  boolean poll(Callable<Boolean> condition) {
    try {
      while (!condition.call()) {
        if (isOver()) return false;
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      }
      return true;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
