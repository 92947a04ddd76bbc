package miniredis.engine;

/**
 * How fast a counter has been growing: the mean of the last sixteen samples, a second. The {@code
 * instantaneous_} fields of INFO.
 */
public final class Rate {

  private static final int SAMPLES = 16;

  private final double[] perSecond = new double[SAMPLES];
  private int next;
  private long lastCount;
  private long lastNanos = System.nanoTime();

  /** Takes a sample of the counter; called ten times a second. */
  public void sample(long count) {
    long now = System.nanoTime();
    double seconds = (now - lastNanos) / 1e9;
    perSecond[next++ % SAMPLES] = seconds > 0 ? Math.max(0, count - lastCount) / seconds : 0;
    lastCount = count;
    lastNanos = now;
  }

  public double perSecond() {
    double sum = 0;
    for (double each : perSecond) sum += each;
    return sum / SAMPLES;
  }
}
