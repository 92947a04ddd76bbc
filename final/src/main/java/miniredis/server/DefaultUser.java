package miniredis.server;

import java.security.MessageDigest;
import miniredis.bytes.Bytes;
import miniredis.command.Accounts;
import miniredis.config.Config;

/** The one user there is, whose password is the setting requirepass. */
final class DefaultUser implements Accounts {

  private final Config config;

  DefaultUser(Config config) {
    this.config = config;
  }

  @Override
  public boolean open() {
    return config.requirepass().isEmpty();
  }

  @Override
  public boolean knows(Bytes user) {
    return user.equals(DEFAULT);
  }

  /** Takes as long for a password that is almost right as for any other. */
  @Override
  public boolean admits(Bytes user, Bytes password) {
    if (!knows(user)) return false;
    return open() || MessageDigest.isEqual(config.requirepass().array(), password.array());
  }
}
