package miniredis.scripting;

/**
 * The math.random of scripts: the generator of C's lrand48, which is begun anew with the same seed
 * for each script, so that a script gets the same numbers whenever and wherever it runs.
 */
final class RandomNumbers {

  private static final long MULTIPLIER = 0x5DEECE66DL;
  private static final long INCREMENT = 0xB;
  private static final long MASK = (1L << 48) - 1;
  private static final int MOST = Integer.MAX_VALUE;

  private long state;

  RandomNumbers() {
    seed(0);
  }

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
        int upper = frame.checkInt(1, "random");
        if (upper < 1) throw LuaError.argument(1, "random", "interval is empty");
        frame.push(Math.floor(chance * upper) + 1);
      }
      case 2 -> {
        int lower = frame.checkInt(1, "random");
        int upper = frame.checkInt(2, "random");
        if (lower > upper) throw LuaError.argument(2, "random", "interval is empty");
        frame.push(Math.floor(chance * (upper - lower + 1)) + lower);
      }
      default -> throw new LuaError("wrong number of arguments");
    }
    return 1;
  }

  int randomSeed(Frame frame) {
    seed(frame.checkInt(1, "randomseed"));
    return 0;
  }
}
