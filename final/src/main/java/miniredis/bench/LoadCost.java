package miniredis.bench;

import module java.base;

/**
 * What a load cost a server and its clients.
 *
 * @param cpuMicros the server's processor time for a command, in microseconds
 * @param p999 milliseconds that one batch in a thousand waited for longer
 * @param longest milliseconds of the longest wait
 */
record LoadCost(double cpuMicros, double p999, double longest) {

  private static final int MOST_WARM_UPS = 6;

  /** Puts a load on a server, by clients that are connected: what that cost it is not counted. */
  static LoadCost of(ServerProcess server, Crowd crowd, Trial load) throws IOException {
    Waits waits = new Waits();
    long before = server.cpuMicros();
    crowd.put(load, waits);
    double cpu = (server.cpuMicros() - before) / (double) load.requests();
    return new LoadCost(cpu, waits.millis(.999), waits.longest());
  }

  /** Puts it on until it is no longer cheaper: Java compiles what is hot while it runs. */
  static void warmUp(ServerProcess server, Crowd crowd, Trial load) throws IOException {
    double before = Double.POSITIVE_INFINITY;
    for (int i = 0; i < MOST_WARM_UPS; i++) {
      double now = of(server, crowd, load).cpuMicros();
      if (now > before * .9) return;
      before = now;
    }
  }
}
