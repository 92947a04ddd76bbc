package miniredis.command;

import miniredis.bytes.Bytes;

/**
 * Who a client acts as. One user may be many clients at a time, and what a user may do can change
 * while they are connected: so it is asked each time and never copied.
 */
public interface User {

  /** The server itself, which may do everything. */
  User SERVER =
      new User() {
        @Override
        public Bytes name() {
          return Bytes.EMPTY;
        }

        @Override
        public boolean isOpen() {
          return true;
        }
      };

  Bytes name();

  /** Whether one is this user without a password. */
  boolean isOpen();
}
