package miniredis.net;

import module java.base;

import miniredis.config.ClientClass;
import miniredis.config.OutputLimit;
import miniredis.config.Setting;

/**
 * When so much output waits for a client that it is cut off: the setting
 * client-output-buffer-limit.
 *
 * <p>One long value is no flood: its client may take as long as it needs, as long as it takes
 * something. Anything else that piles up counts.
 */
final class OutputLimits {

  /** For so many milliseconds a client may take nothing of a value beyond the limit. */
  private static final long PATIENCE = 10_000;

  private final Setting<Map<ClientClass, OutputLimit>> limits;

  OutputLimits(Setting<Map<ClientClass, OutputLimit>> limits) {
    this.limits = limits;
  }

  /** Whether to cut a client off at this time, in Unix milliseconds. */
  boolean areOver(Connection client, long now) {
    ClientState state = client.state();
    long waiting = client.output().waiting();
    boolean little =
        waiting <= leastLimit(ClientClass.NORMAL) && waiting <= leastLimit(ClientClass.PUBSUB);
    if (little && state.overSoftLimitSince() == ClientState.NEVER) return false;
    ClientClass type = client.type();
    long flood = waiting - client.output().waitingValue();
    OutputLimit limit = limits.get().get(type);
    long hard = limit.hard();
    if (hard > 0 && flood > hard) return true;
    if (hard > 0 && waiting > hard && now - state.lastUse() > PATIENCE) return true;
    long soft = limit.soft();
    if (soft == 0 || flood <= soft) {
      state.overSoftLimitSince(ClientState.NEVER);
      return false;
    }
    if (state.overSoftLimitSince() == ClientState.NEVER) state.overSoftLimitSince(now);
    return now - state.overSoftLimitSince() > 1000 * limit.softSeconds();
  }

  private long leastLimit(ClientClass type) {
    OutputLimit limit = limits.get().get(type);
    long hard = limit.hard();
    long soft = limit.soft();
    if (hard == 0) hard = Long.MAX_VALUE;
    return soft == 0 ? hard : Math.min(hard, soft);
  }
}
