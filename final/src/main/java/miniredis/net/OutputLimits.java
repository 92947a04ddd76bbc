package miniredis.net;

import miniredis.config.ClientClass;
import miniredis.config.Config;

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

  private final Config config;

  OutputLimits(Config config) {
    this.config = config;
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
    long hard = config.outputHardLimit(type);
    if (hard > 0 && flood > hard) return true;
    if (hard > 0 && waiting > hard && now - state.lastUse() > PATIENCE) return true;
    long soft = config.outputSoftLimit(type);
    if (soft == 0 || flood <= soft) {
      state.overSoftLimitSince(ClientState.NEVER);
      return false;
    }
    if (state.overSoftLimitSince() == ClientState.NEVER) state.overSoftLimitSince(now);
    return now - state.overSoftLimitSince() > 1000 * config.outputSoftSeconds(type);
  }

  private long leastLimit(ClientClass type) {
    long hard = config.outputHardLimit(type);
    long soft = config.outputSoftLimit(type);
    if (hard == 0) hard = Long.MAX_VALUE;
    return soft == 0 ? hard : Math.min(hard, soft);
  }
}
