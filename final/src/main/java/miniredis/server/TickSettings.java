package miniredis.server;

import miniredis.config.Config;
import miniredis.config.Setting;
import miniredis.net.Clients;
import miniredis.net.EventLoop;

/**
 * How often a second the server looks after expiry, clients and the like: as often as hz says, and
 * with dynamic-hz more often where there are many clients.
 */
final class TickSettings {

  private static final int MOST = 500;
  private static final int CLIENTS_A_TICK = 200;

  private TickSettings() {}

  static void follow(Config config, EventLoop loop, Clients clients) {
    Setting<Integer> hz = config.integer("hz");
    Setting<Boolean> dynamic = config.flag("dynamic-hz");
    Runnable adapt =
        () -> loop.ticksPerSecond(dynamic.get() ? enough(hz.get(), clients.count()) : hz.get());
    hz.follow(_ -> adapt.run());
    loop.everyTick(adapt);
  }

  /** Doubled until no tick has more than 200 clients to look after, as in Redis. */
  static int enough(int hz, int clients) {
    int times = hz;
    while (clients / times > CLIENTS_A_TICK && times < MOST) times = Math.min(2 * times, MOST);
    return times;
  }
}
