package miniredis.engine;

import miniredis.command.Call;

/**
 * Who is told of every command that has run, in order, and of the time it took: the slow log, the
 * latency monitor. Brief commands are told of a few at a time, each with its share of their time.
 */
@FunctionalInterface
public interface Observer {
  void ran(Call call, long nanoseconds);

  /** Commands that took fewer nanoseconds than this are not told of. */
  default long threshold() {
    return 0;
  }
}
