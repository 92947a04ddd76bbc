package miniredis.clients;

import module java.base;

import miniredis.config.ClientClass;
import miniredis.config.OutputLimit;
import miniredis.config.Setting;

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

  private final Setting<Map<ClientClass, OutputLimit>> limits;

  OutputLimits(Setting<Map<ClientClass, OutputLimit>> limits) {
    this.limits = limits;
  }

  /** Whether to cut a client off at this time, in Unix milliseconds. */
  boolean areOver(Peer peer, long now) {
    long waiting = peer.connection().output().waiting();
    ClientClass type = peer.type();
    OutputLimit limit = limits.get().get(type);
    long hard = limit.hard();
    if (hard > 0 && waiting > hard) return true;
    long soft = limit.soft();
    if (soft == 0 || waiting <= soft) {
      peer.overSoftLimitSince(Peer.NEVER);
      return false;
    }
    if (peer.overSoftLimitSince() == Peer.NEVER) peer.overSoftLimitSince(now);
    return now - patienceBegan(peer, type) > 1000 * limit.softSeconds();
  }

  private static long patienceBegan(Peer peer, ClientClass type) {
    long passed = peer.overSoftLimitSince();
    return type == ClientClass.NORMAL ? Math.max(passed, peer.connection().lastUse()) : passed;
  }
}
