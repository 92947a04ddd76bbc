package miniredis.engine;

/**
 * Who is handed the effects of every unit, in order: the append only file, a backlog for replicas.
 * Called on the thread that runs commands.
 */
@FunctionalInterface
public interface EffectTaker {

  /** A unit has ended. Effects and their arrays are lent for the time of this call. */
  void take(Effects unit);

  /**
   * The turn of the loop ends. When this returns, the units of the turn are as safe as the settings
   * promise, and the replies may leave.
   */
  default void endTurn() {}
}
