package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Accounts;
import miniredis.command.CommandTable;
import miniredis.config.Config;
import miniredis.config.Setting;
import miniredis.engine.Check;
import miniredis.engine.Engine;
import miniredis.engine.Info;
import miniredis.engine.LoginCheck;
import miniredis.engine.ServerLog;
import miniredis.security.DenialLog.Reason;

/**
 * Users and their rights, put together. What belongs to what:
 *
 * <pre>
 *   a line of ACL SETUSER --RuleReader--> Rules --RuleWriter--> a line of ACL LIST
 *                                           |
 *                      Users: a name, and --+   "may it?" <-- Guard, before each command
 *                                                               |
 *                                                           DenialLog
 * </pre>
 *
 * <p>Belongs to the engine's thread.
 */
public final class Security {

  /** Which channels new users may use: the values of the setting acl-pubsub-default. */
  private enum NewUsers {
    ALLCHANNELS,
    RESETCHANNELS
  }

  private final Config config;
  private final Rights rights = new Rights();
  private final DenialLog denials;
  private final Guard guard;
  private final Users users;
  private final LoginCheck login;
  private final RuleWriter writer = new RuleWriter(rights);
  private final UserFile file;

  public Security(Config config, Engine engine, Connected connected, ServerLog log) {
    this.config = config;
    Setting<NewUsers> newUsers = config.choice("acl-pubsub-default", NewUsers.class);
    RuleReader reader = new RuleReader(rights, () -> newUsers.get() == NewUsers.ALLCHANNELS);
    denials = new DenialLog(config.number("acllog-max-len")::get);
    guard = new Guard(engine, connected, denials);
    users = new Users(reader, guard, connected);
    login = new LoginCheck(users.first()::isOpen);
    file = new UserFile(config, users, reader, writer, log);
    users.whenChanged(this::reconsider);
    Setting<Bytes> password = config.text("requirepass");
    password.follow(users::password);
  }

  private void reconsider() {
    guard.stand(!users.areUnlimited());
    login.reconsider();
  }

  public Accounts accounts() {
    return users;
  }

  /** Refuses everything to those who have not logged in and have to. */
  public Check loginCheck() {
    return login.check();
  }

  /** Refuses what a client's user may not. */
  public Check rightsCheck() {
    return guard.check();
  }

  /**
   * Adds ACL to the table, in which every other command must be by now, still under its own name:
   * rules are about these names.
   */
  public void addTo(CommandTable table) {
    new AclCommands(users, writer, denials, file, table).addRows();
    rights.know(table.all());
  }

  public void addTo(Info info) {
    info.add("Stats", true, this::statistics);
  }

  private void statistics(Info.Fields fields) {
    for (Reason each : Reason.values()) {
      fields.add("acl_access_denied_" + each.word, denials.count(each));
    }
  }

  /**
   * Takes over the users that are in files.
   *
   * @throws miniredis.config.ConfigException if a single rule makes no sense: to start without it
   *     would be to allow what is forbidden, or the other way round
   */
  public void start() {
    file.start(config.users());
  }
}
