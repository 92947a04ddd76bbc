package miniredis.keyspace;

/**
 * Who is told how long something took that clients had to wait for, though none of their commands
 * did it: a sweep for dead keys, making room, writing the log. On the thread that runs commands.
 */
public interface Delays {

  /** Nobody wants to know. */
  Delays UNWATCHED =
      new Delays() {
        @Override
        public boolean areWanted() {
          return false;
        }

        @Override
        public void took(String event, long nanoseconds) {}
      };

  /** Whether anybody wants to know; else the clock need not be looked at. */
  boolean areWanted();

  /** Tells of an event, by Redis's name for it, such as {@code expire-cycle}. */
  void took(String event, long nanoseconds);

  /** The moment at which something begins, for {@link #end}; 0 if nobody wants to know. */
  default long begin() {
    return areWanted() ? System.nanoTime() : 0;
  }

  /** Tells that something has ended, unless nobody wanted to know when it began. */
  default void end(String event, long begin) {
    if (begin != 0) took(event, System.nanoTime() - begin);
  }
}
