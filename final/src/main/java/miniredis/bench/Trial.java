package miniredis.bench;

import module java.base;

/**
 * How a server is loaded for one measurement.
 *
 * @param clients connections at the same time
 * @param pipeline requests that each client sends at once
 * @param keyspace how many different keys there are
 * @param valueSize bytes in a value
 */
record Trial(
    Workload workload, int clients, int pipeline, int requests, int keyspace, int valueSize) {

  Trial with(int fewerRequests) {
    return new Trial(workload, clients, pipeline, fewerRequests, keyspace, valueSize);
  }

  /** The same of so many keys. */
  Trial of(int keys) {
    return new Trial(workload, clients, pipeline, requests, keys, valueSize);
  }

  /** Who puts the load on a server, and how fast that went. */
  interface Generator {
    Result put(Trial load, int port) throws IOException, InterruptedException;
  }

  /**
   * What a generator measured. Latencies are in milliseconds, from sending a batch to the end of
   * its last reply; NaN where it does not tell.
   */
  record Result(double perSecond, double p50, double p99, double p999) {}
}
