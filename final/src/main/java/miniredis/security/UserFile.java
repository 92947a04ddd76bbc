package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Client;
import miniredis.command.CommandException;
import miniredis.config.Config;
import miniredis.config.ConfigException;
import miniredis.config.Setting;
import miniredis.config.UserLine;
import miniredis.engine.ServerLog;
import miniredis.security.RuleReader.UnmatchedParenthesis;

/**
 * Where the users are between two runs of the server: in the file of the setting aclfile or, if
 * there is none, in lines {@code user} of the config file.
 */
final class UserFile {

  private static final String NOT_BOTH =
      "Configuring Redis with users defined in redis.conf and at the same setting an ACL file path"
          + " is invalid. This setup is very likely to lead to configuration errors and security"
          + " holes, please define either an ACL file or declare users directly in your redis.conf,"
          + " but not both.";

  private final Setting<String> name;
  private final Setting<Path> directory;
  private final Users users;
  private final RuleReader reader;
  private final RuleWriter writer;
  private final ServerLog log;

  UserFile(Config config, Users users, RuleReader reader, RuleWriter writer, ServerLog log) {
    name = config.name("aclfile");
    directory = config.directory("dir");
    this.users = users;
    this.reader = reader;
    this.writer = writer;
    this.log = log;
    config.usersFrom(() -> isUsed() ? List.of() : lines());
  }

  private boolean isUsed() {
    return !name.get().isEmpty();
  }

  /** As in Redis, a name that is not a full path is looked for in the server's directory. */
  private Path path() {
    return directory.get().resolve(name.get());
  }

  /** A line a user, in the order of their names. */
  List<Bytes> lines() {
    return users.all().stream().map(each -> writer.line(each.name(), each.rules())).toList();
  }

  // At the start

  /**
   * Takes over the users that the config file or the users' own file has.
   *
   * @throws ConfigException if anything is wrong with a single one of them
   */
  void start(List<UserLine> given) {
    if (isUsed() && !given.isEmpty()) throw new ConfigException(NOT_BOTH);
    Set<Bytes> names = new HashSet<>();
    for (UserLine each : given) {
      if (!names.add(each.name())) {
        throw each.refused("Duplicate user found. A user can only be defined once in config files");
      }
      start(each);
    }
    if (isUsed()) startFromFile();
  }

  private void start(UserLine line) {
    if (RuleReader.hasSpace(line.name())) throw line.refused("Spaces not allowed in ACL usernames");
    boolean first = line.name().equals(users.first().name());
    Rules rules = first ? reader.apply(reader.fresh(), "reset") : reader.fresh();
    for (Bytes each : gather(line)) apply(line, rules, each);
    users.put(line.name(), rules);
    if (rules.enabled) return;
    log.notice(
        "The user '%s' is disabled (there is no 'on' modifier in the user description). Make sure this is not a configuration error."
            .formatted(line.name().text()));
  }

  private static List<Bytes> gather(UserLine line) {
    try {
      return RuleReader.gather(line.rules());
    } catch (UnmatchedParenthesis bad) {
      throw line.refused("Unmatched parenthesis in selector definition");
    }
  }

  /** The rule is not shown unless it names a command: it may hold a password. */
  private void apply(UserLine line, Rules rules, Bytes rule) {
    try {
      reader.apply(rules, rule);
    } catch (RuleException bad) {
      boolean named = bad.fault() == RuleException.Fault.UNKNOWN;
      throw line.refused((named ? "'" + rule.text() + "': " : "") + bad.getMessage());
    }
  }

  private void startFromFile() {
    try {
      users.replace(AclFile.read(path(), name.get(), reader), null);
    } catch (AclFile.Damaged bad) {
      throw new ConfigException(bad.getMessage());
    }
  }

  // Later

  /** Takes the users over that the file has now: all of it or, if anything is wrong, nothing. */
  void load(Client caller) {
    checkUsed();
    try {
      users.replace(AclFile.read(path(), name.get(), reader), caller);
    } catch (AclFile.Damaged bad) {
      throw new CommandException("ERR " + bad.getMessage());
    }
  }

  /** Writes the users as they are now into the file. */
  void save() {
    checkUsed();
    try {
      AclFile.write(path(), lines());
    } catch (IOException failed) {
      log.warning("Writing ACL file for ACL SAVE: " + failed);
      throw new CommandException(AclErrors.NOT_SAVED);
    }
  }

  private void checkUsed() {
    if (!isUsed()) throw new CommandException(AclErrors.NO_FILE);
  }
}
