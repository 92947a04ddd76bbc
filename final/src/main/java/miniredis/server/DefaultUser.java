package miniredis.server;

import java.security.MessageDigest;
import miniredis.bytes.Bytes;
import miniredis.command.Accounts;
import miniredis.config.Config;
import miniredis.config.Setting;

/** The one user there is, whose password is the setting requirepass. */
final class DefaultUser implements Accounts {

  private final Setting<Bytes> password;

  DefaultUser(Config config) {
    password = config.text("requirepass");
  }

  @Override
  public boolean open() {
    return password.get().isEmpty();
  }

  @Override
  public boolean knows(Bytes user) {
    return user.equals(DEFAULT);
  }

  /** Takes as long for a password that is almost right as for any other. */
  @Override
  public boolean admits(Bytes user, Bytes password) {
    if (!knows(user)) return false;
    return open() || MessageDigest.isEqual(this.password.get().array(), password.array());
  }
}
