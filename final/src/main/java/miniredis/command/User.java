package miniredis.command;

import miniredis.bytes.Bytes;

/**
 * Who a client acts as. One user may be many clients at a time, and what a user may do can change
 * while they are connected: so it is asked each time and never copied.
 *
 * <p>A user that does not say otherwise may do everything.
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

  /** Whether a password is of no use: any will do, if the user may log in at all. */
  default boolean needsNoPassword() {
    return isOpen();
  }

  /** Whether there is nothing that it may not. */
  default boolean isUnlimited() {
    return true;
  }

  /** Why it may not have a request run, or null if it may. */
  default Denial denial(Command command, Bytes[] request) {
    return null;
  }

  /** Whether it may read all keys by this request, and not only those that the request names. */
  default boolean mayReadAllKeys(Command command, Bytes[] request) {
    return true;
  }
}
