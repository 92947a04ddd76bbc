package miniredis.engine;

import module java.base;

import miniredis.command.Call;
import miniredis.command.Flag;
import miniredis.keyspace.Delays;
import miniredis.keyspace.Keyspace;

/**
 * What made clients wait for long: for each kind of event the worst of each second, the last 160 of
 * them.
 *
 * <p>The kinds are Redis's: {@code command} and {@code fast-command}; {@code expire-cycle} and
 * {@code expire-del}; {@code eviction-cycle} and {@code eviction-del}; {@code aof-write} with its
 * three circumstances, and {@code aof-fsync-always}. Its others do not happen here: nothing forks
 * or is defragmented, and the files of snapshots and rewrites are renamed and deleted beside the
 * clients.
 *
 * <p>Belongs to the engine's thread.
 */
public final class LatencyMonitor implements Observer, Delays {

  /** The worst of a second: Unix time, and milliseconds. */
  public record Sample(long second, long milliseconds) {}

  /** All samples of an event, the oldest first, and the worst of all, older ones too. */
  public static final class Event {
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private long worst;

    public Collection<Sample> samples() {
      return samples;
    }

    public Sample latest() {
      return samples.getLast();
    }

    /** Milliseconds. */
    public long worst() {
      return worst;
    }

    private void add(Sample sample) {
      worst = Math.max(worst, sample.milliseconds);
      if (!samples.isEmpty() && latest().second == sample.second) {
        if (latest().milliseconds >= sample.milliseconds) return;
        samples.removeLast();
      }
      samples.add(sample);
      if (samples.size() > MOST_SAMPLES) samples.removeFirst();
    }
  }

  private static final int MOST_SAMPLES = 160;

  private final Keyspace keyspace;
  private final Map<String, Event> events = new TreeMap<>();
  private long threshold = Long.MAX_VALUE;

  LatencyMonitor(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

  /** From how many milliseconds on an event is kept; 0: none is. */
  public void threshold(long milliseconds) {
    boolean on = milliseconds > 0 && milliseconds <= Long.MAX_VALUE / 1_000_000;
    threshold = on ? milliseconds * 1_000_000 : Long.MAX_VALUE;
  }

  @Override
  public long threshold() {
    return threshold;
  }

  @Override
  public void ran(Call call, long nanoseconds) {
    String event = call.command().is(Flag.FAST) ? "fast-command" : "command";
    add(event, call.now(), nanoseconds);
  }

  @Override
  public boolean areWanted() {
    return threshold != Long.MAX_VALUE;
  }

  @Override
  public void took(String event, long nanoseconds) {
    if (nanoseconds >= threshold) add(event, keyspace.now(), nanoseconds);
  }

  private void add(String event, long now, long nanoseconds) {
    Sample sample = new Sample(now / 1000, nanoseconds / 1_000_000);
    events.computeIfAbsent(event, _ -> new Event()).add(sample);
  }

  /** All events that there are samples of. */
  public Map<String, Event> events() {
    return events;
  }
}
