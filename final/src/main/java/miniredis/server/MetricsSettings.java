package miniredis.server;

import module java.base;

import miniredis.config.Config;
import miniredis.config.Setting;
import miniredis.engine.Engine;
import miniredis.engine.Info;
import miniredis.engine.ServerLog;
import miniredis.engine.SlowLog;
import miniredis.metrics.Endpoint;
import miniredis.metrics.Gathering;

/**
 * The endpoint for metrics, if the setting metrics-port names a port. If it does not, none of its
 * classes is loaded.
 */
final class MetricsSettings {

  private final Config config;
  private final ServerLog log;
  private final Setting<Integer> port;
  private final Setting<String> host;

  /** Null if the settings want none. */
  private Endpoint endpoint;

  MetricsSettings(Config config, ServerLog log) {
    this.config = config;
    this.log = log;
    port = config.integer("metrics-port");
    host = config.name("metrics-bind");
  }

  /**
   * Binds the port.
   *
   * @param loop runs what it is given on the engine's thread
   * @throws IOException if the port is in use, or the address not this machine's
   */
  void open(Engine engine, Executor loop, Info info, SlowLog slowLog) throws IOException {
    if (port.get() == 0) return;
    Gathering gathering = new Gathering(engine, info, slowLog, config);
    endpoint = new Endpoint(host.get(), port.get(), loop, gathering, log);
  }

  /** Begins to answer. */
  void start() {
    if (endpoint == null) return;
    endpoint.start();
    log.notice("Metrics are at http://" + host.get() + ":" + port.get() + "/metrics");
  }

  void close() throws IOException {
    if (endpoint != null) endpoint.close();
  }
}
