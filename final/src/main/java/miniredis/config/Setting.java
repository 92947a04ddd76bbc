package miniredis.config;

import module java.base;

/**
 * A handle to one setting, for whoever heeds it: taken once from {@link Config}, then read like a
 * field.
 *
 * <p>Taking a handle is what makes a setting heeded; the start warns of those that are set and that
 * nobody took. So a handle is for code that does as the setting says, not for showing it.
 *
 * <p>Read by the engine's thread, which changes settings too. Other threads are handed values.
 */
public final class Setting<T> {

  private final Slot slot;
  private final Function<Parsed, T> reading;
  private final List<Consumer<? super T>> followers = new ArrayList<>(1);

  /** What the slot holds, read once for each change and not for each use. */
  private T now;

  Setting(Slot slot, Function<Parsed, T> reading) {
    this.slot = slot;
    this.reading = reading;
    now = reading.apply(slot.parsed());
  }

  /** What it is set to now. */
  public T get() {
    return now;
  }

  /**
   * Has someone told of each new value. A follower may refuse it by a {@link ConfigException} with
   * the reason; then CONFIG SET puts everything back, and whoever was told is told again.
   */
  public void onChange(Consumer<? super T> follower) {
    followers.add(follower);
  }

  /** Tells someone the value, now and whenever it changes. */
  public void follow(Consumer<? super T> follower) {
    follower.accept(now);
    onChange(follower);
  }

  void read() {
    now = reading.apply(slot.parsed());
  }

  void announce() {
    for (Consumer<? super T> each : followers) each.accept(now);
  }
}
