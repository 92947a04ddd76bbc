package miniredis.server;

import java.security.MessageDigest;
import miniredis.bytes.Bytes;
import miniredis.command.Accounts;
import miniredis.command.User;
import miniredis.config.Config;

/** The one user there is, whose password is the setting requirepass. */
final class DefaultUser implements Accounts, User {

  private final Config config;

  DefaultUser(Config config) {
    this.config = config;
  }

  @Override
  public Bytes name() {
    return DEFAULT;
  }

  @Override
  public boolean isOpen() {
    return config.requirepass().isEmpty();
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
  public User logIn(Bytes name, Bytes password) {
    if (find(name) == null) return null;
    boolean right = MessageDigest.isEqual(config.requirepass().array(), password.array());
    return isOpen() || right ? this : null;
  }
}
