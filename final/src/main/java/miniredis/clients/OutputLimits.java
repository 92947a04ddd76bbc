package miniredis.clients;

import miniredis.config.ClientClass;
import miniredis.config.Config;

/**
 * When so much output waits for a client that it is cut off: the setting
 * client-output-buffer-limit.
 *
 * <p>While output waits for a normal client, nothing more is read from it: so what waits is one
 * reply, or little more. However long that is, a client that goes on taking it gets all of it, and
 * the seconds of the soft limit count from when it last took something. To a subscriber more is
 * sent whether it reads or not, so its seconds count from when the limit was passed, as in Redis.
 */
final class OutputLimits {

  private final Config config;

  OutputLimits(Config config) {
    this.config = config;
  }

  /** Whether to cut a client off at this time, in Unix milliseconds. */
  boolean areOver(Peer peer, long now) {
    long waiting = peer.connection().output().waiting();
    ClientClass type = peer.type();
    long hard = config.outputHardLimit(type);
    if (hard > 0 && waiting > hard) return true;
    long soft = config.outputSoftLimit(type);
    if (soft == 0 || waiting <= soft) {
      peer.overSoftLimitSince(Peer.NEVER);
      return false;
    }
    if (peer.overSoftLimitSince() == Peer.NEVER) peer.overSoftLimitSince(now);
    return now - patienceBegan(peer, type) > 1000 * config.outputSoftSeconds(type);
  }

  private static long patienceBegan(Peer peer, ClientClass type) {
    long passed = peer.overSoftLimitSince();
    return type == ClientClass.NORMAL ? Math.max(passed, peer.connection().lastUse()) : passed;
  }
}
