package miniredis.command;

import miniredis.bytes.Bytes;

/** Who may use the server. */
public interface Accounts {

  /** The name of the user that a client is until it says otherwise. */
  Bytes DEFAULT = Bytes.of("default");

  /** The user that a client is until it says otherwise; if it is open, nobody has to log in. */
  User first();

  /** The user of a name, or null. */
  User find(Bytes name);

  /**
   * The user of a name if it may log in and this is its password, or null; then it is noted which
   * call has tried.
   */
  User logIn(Call call, Bytes name, Bytes password);
}
