package miniredis.security;

import module java.base;

import miniredis.bytes.Bytes;
import miniredis.command.Accounts;
import miniredis.command.Call;
import miniredis.command.Client;
import miniredis.command.CommandException;
import miniredis.command.User;
import miniredis.security.RuleReader.UnmatchedParenthesis;

/**
 * All users by name, and what follows for those who are connected when one changes or goes.
 *
 * <p>Belongs to the engine's thread.
 */
final class Users implements Accounts {

  private final RuleReader reader;
  private final Guard guard;
  private final Connected connected;
  private final Account first;
  private final NavigableMap<Bytes, Account> byName = new TreeMap<>();
  private Runnable whenChanged = () -> {};

  Users(RuleReader reader, Guard guard, Connected connected) {
    this.reader = reader;
    this.guard = guard;
    this.connected = connected;
    first = new Account(DEFAULT, unlimited());
    byName.put(DEFAULT, first);
  }

  /** What the default user may do unless something else is said. */
  private Rules unlimited() {
    return reader.apply(reader.fresh(), "on", "nopass", "~*", "&*", "+@all");
  }

  /** Who is told when a user has come, gone or changed. */
  void whenChanged(Runnable listener) {
    whenChanged = listener;
  }

  @Override
  public Account first() {
    return first;
  }

  @Override
  public Account find(Bytes name) {
    return byName.get(name);
  }

  /** In the order of their names. */
  Collection<Account> all() {
    return byName.values();
  }

  /** Whether there is none who may not do everything. */
  boolean areUnlimited() {
    return byName.values().stream().allMatch(Account::isUnlimited);
  }

  /** A name that nobody has takes as long as one that somebody has. */
  @Override
  public User logIn(Call call, Bytes name, Bytes password) {
    Account account = byName.get(name);
    boolean accepted = (account == null ? reader.fresh() : account.rules()).accept(password);
    if (accepted) return account;
    guard.noteLogIn(call, name);
    return null;
  }

  // Changes

  /** Sets the only password of the default user; an empty one is none. */
  void password(Bytes password) {
    Rules rules = first.rules().copy();
    reader.apply(rules, password.isEmpty() ? "nopass" : "resetpass");
    if (!password.isEmpty()) rules.passwords.add(Passwords.hash(password));
    become(first, rules);
  }

  /**
   * Makes a user, or changes it: by all rules or, if one makes no sense, by none.
   *
   * @throws miniredis.command.CommandException with Redis's complaint
   */
  void change(Bytes name, List<Bytes> words) {
    if (RuleReader.hasSpace(name)) throw new CommandException(AclErrors.NAME);
    Account account = find(name);
    Rules rules = account == null ? reader.fresh() : account.rules().copy();
    for (Bytes each : gather(words)) apply(rules, each);
    if (account == null) put(new Account(name, rules));
    else change(account, rules);
  }

  private static List<Bytes> gather(List<Bytes> words) {
    try {
      return RuleReader.gather(words);
    } catch (UnmatchedParenthesis bad) {
      throw AclErrors.unmatched(bad.start);
    }
  }

  private void apply(Rules rules, Bytes rule) {
    try {
      reader.apply(rules, rule);
    } catch (RuleException bad) {
      throw AclErrors.badRule(rule, bad);
    }
  }

  private void put(Account account) {
    byName.put(account.name(), account);
    whenChanged.run();
  }

  private void become(Account account, Rules rules) {
    account.become(rules);
    whenChanged.run();
  }

  /** Whoever listens to what is not allowed any more is disconnected. */
  private void change(Account account, Rules rules) {
    ChannelRules channels = rules.channels();
    for (Client each : clientsOf(account)) if (hearsMore(each, channels)) each.link().closeAtOnce();
    become(account, rules);
  }

  private boolean hearsMore(Client client, ChannelRules allowed) {
    return !connected.channels(client).stream().allMatch(allowed::allowChannel)
        || !connected.patterns(client).stream().allMatch(allowed::allowPattern);
  }

  private List<Client> clientsOf(Account account) {
    return connected.all().stream().filter(each -> each.user() == account).toList();
  }

  /**
   * Takes a user away, and disconnects its clients: the one that has asked for it when it has had
   * its reply. Returns whether there was one of this name.
   */
  boolean remove(Bytes name, Client caller) {
    Account account = byName.remove(name);
    if (account == null) return false;
    disconnect(account, caller);
    whenChanged.run();
    return true;
  }

  private void disconnect(Account account, Client caller) {
    for (Client each : clientsOf(account)) {
      each.logOut();
      if (each == caller) each.link().closeAfterReply();
      else each.link().closeAtOnce();
    }
  }

  /**
   * Puts other users in place of all; who acts as one of the old ones is disconnected, even if
   * there is a new one of the same name. The default user stays and changes its rules, to those
   * that allow everything if none are given.
   *
   * @param caller who has asked for it, or null
   */
  void replace(Map<Bytes, Rules> users, Client caller) {
    List<Account> old = byName.values().stream().filter(each -> each != first).toList();
    byName.clear();
    users.forEach((name, rules) -> byName.put(name, new Account(name, rules)));
    first.become(users.getOrDefault(DEFAULT, unlimited()));
    byName.put(DEFAULT, first);
    for (Account each : old) disconnect(each, caller);
    whenChanged.run();
  }

  /** Puts a user in place of one that there may be, as the start does. */
  void put(Bytes name, Rules rules) {
    if (name.equals(DEFAULT)) become(first, rules);
    else put(new Account(name, rules));
  }
}
