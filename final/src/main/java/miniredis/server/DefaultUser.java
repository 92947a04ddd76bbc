package miniredis.server;

import java.security.MessageDigest;
import miniredis.bytes.Bytes;
import miniredis.command.Accounts;
import miniredis.command.User;
import miniredis.config.Config;
import miniredis.config.Setting;

/** The one user there is, whose password is the setting requirepass. */
final class DefaultUser implements Accounts, User {

  private final Setting<Bytes> password;

  DefaultUser(Config config) {
    password = config.text("requirepass");
  }

  @Override
  public Bytes name() {
    return DEFAULT;
  }

  @Override
  public boolean isOpen() {
    return password.get().isEmpty();
  }

  @Override
  public User first() {
    return this;
  }

  @Override
  public User find(Bytes name) {
    return name.equals(DEFAULT) ? this : null;
  }

  /** Takes as long for a password that is almost right as for any other. */
  @Override
  public User logIn(Bytes name, Bytes given) {
    if (find(name) == null) return null;
    boolean right = MessageDigest.isEqual(password.get().array(), given.array());
    return isOpen() || right ? this : null;
  }
}
