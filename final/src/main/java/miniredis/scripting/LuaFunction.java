package miniredis.scripting;

/** A function in Java that scripts can call. */
@FunctionalInterface
interface LuaFunction {

  /**
   * Runs with its arguments on the frame's stack, and leaves its results on top of it.
   *
   * @return the number of results
   * @throws LuaError to raise an error in the script
   */
  int call(Frame frame);
}
