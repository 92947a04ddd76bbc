package miniredis.engine;

import miniredis.bytes.Bytes;

/**
 * Where the effects of commands are recorded before anybody is told of them.
 *
 * <p>Called on the thread that runs commands, once for each effect, in order. What is appended
 * between {@link #begin} and {@link #end} belongs together, and after a crash all of it is there or
 * none. {@link #flush} comes at the end of a turn, before the replies of that turn are sent.
 */
public interface WriteLog {

  /** Keeps no record. */
  WriteLog NONE =
      new WriteLog() {
        @Override
        public void begin() {}

        @Override
        public void append(int database, Bytes[] request) {}

        @Override
        public void end() {}

        @Override
        public void flush() {}
      };

  /** Begins a command, or a transaction with commands inside: these may be nested. */
  void begin();

  /** Records a request that changed something in a database. */
  void append(int database, Bytes[] request);

  /** Ends what the last {@link #begin} has begun. */
  void end();

  /** Makes what was appended as safe as the settings promise; returns when replies may go out. */
  void flush();
}
