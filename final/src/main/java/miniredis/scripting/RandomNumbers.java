package miniredis.scripting;

/**
 * The math.random of scripts: the generator of C's lrand48. It begins with the same numbers in
 * every server, as in Redis, and goes on from script to script.
 */
final class RandomNumbers {

  private static final long MULTIPLIER = 0x5DEECE66DL;
  private static final long INCREMENT = 0xB;
  private static final long MASK = (1L << 48) - 1;
  private static final int MOST = Integer.MAX_VALUE;

  /** What it is before anybody has given a seed. */
  private long state = 0x1234ABCD330EL;

  void seed(int seed) {
    state = (seed & 0xFFFFFFFFL) << 16 | 0x330E;
  }

  /** At least 0 and less than 1. */
  private double next() {
    state = state * MULTIPLIER + INCREMENT & MASK;
    return (double) ((state >>> 17) % MOST) / MOST;
  }

  int random(Frame frame) {
    double chance = next();
    switch (frame.top()) {
      case 0 -> frame.push(chance);
      case 1 -> {
        int upper = frame.checkInt(1);
        if (upper < 1) throw LuaError.argument(1, "interval is empty");
        frame.push(Math.floor(chance * upper) + 1);
      }
      case 2 -> {
        int lower = frame.checkInt(1);
        int upper = frame.checkInt(2);
        if (lower > upper) throw LuaError.argument(2, "interval is empty");
        frame.push(Math.floor(chance * (upper - lower + 1)) + lower);
      }
      default -> throw new LuaError("wrong number of arguments");
    }
    return 1;
  }

  int randomSeed(Frame frame) {
    seed(frame.checkInt(1));
    return 0;
  }
}
