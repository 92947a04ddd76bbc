package miniredis.metrics;

import module java.base;

import miniredis.command.LatencyHistogram;

/**
 * What is known at one moment: taken on the engine's thread, and after that nobody's but the
 * reader's.
 *
 * @param second Unix time
 * @param info the text of INFO with all sections
 * @param settings those of which there are metrics, as CONFIG GET shows them
 * @param spikes what took long, by the event's name
 * @param slow the length of the slow log and the last that is in it
 * @param histograms copies, by the command's name
 */
record Figures(
    long second,
    String info,
    Map<String, String> settings,
    Map<String, Spike> spikes,
    Slow slow,
    Map<String, LatencyHistogram> histograms) {

  /** The last time that an event took long: Unix time, and for how long. */
  record Spike(long second, long milliseconds) {}

  /** An empty slow log has 0 everywhere. */
  record Slow(int length, long lastId, long lastMicroseconds) {}
}
