package miniredis.engine;

/**
 * Long work on the keyspace in small pieces, on the thread that runs commands: a snapshot, a load.
 */
@FunctionalInterface
public interface Job {

  /** About how long a piece may take while clients wait, in nanoseconds. */
  long SLICE = 50_000;

  /**
   * Does a piece. Returns whether to be called again at once; if not, the next call comes after
   * whatever happens next, a tenth of a second at the latest.
   */
  boolean step();
}
