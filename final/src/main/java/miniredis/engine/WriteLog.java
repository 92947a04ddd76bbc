package miniredis.engine;

import miniredis.bytes.Bytes;

/**
 * Where the effects of commands are recorded before anybody is told of them.
 *
 * <p>Called on the thread that runs commands, once for each effect, in order; {@link #flush} comes
 * at the end of a turn, before the replies of that turn are sent.
 */
public interface WriteLog {

  /** Keeps no record. */
  WriteLog NONE =
      new WriteLog() {
        @Override
        public void append(int database, Bytes[] request) {}

        @Override
        public void flush() {}
      };

  /** Records a request that changed something in a database. */
  void append(int database, Bytes[] request);

  /** Makes what was appended as safe as the settings promise; returns when replies may go out. */
  void flush();
}
