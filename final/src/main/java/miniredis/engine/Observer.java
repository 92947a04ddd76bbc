package miniredis.engine;

import miniredis.command.Call;

/** Who is told of every command that has run: the slow log, the latency monitor. */
@FunctionalInterface
public interface Observer {
  void ran(Call call, long nanoseconds);
}
