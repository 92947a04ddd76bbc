package miniredis.command;

import miniredis.bytes.Bytes;

/** Who may use the server. */
public interface Accounts {

  /** The user that a client is until it says otherwise. */
  Bytes DEFAULT = Bytes.of("default");

  /** Whether the default user needs no password, so that nobody has to log in. */
  boolean open();

  /** Whether there is a user of this name. */
  boolean knows(Bytes user);

  /** Whether the user is there, may log in, and this is the password. */
  boolean admits(Bytes user, Bytes password);
}
